import type { Direction } from "#app/features/places/map/place.ts";
import { useWords } from "#app/words/language.tsx";

/** Metres → `340 m` or `1.2 km`. */
export function distanceWords(metres: number): string {
  return metres < 1000 ? `${Math.round(metres / 10) * 10} m` : `${(metres / 1000).toFixed(metres < 10_000 ? 1 : 0)} km`;
}

/** A straight distance, said to be one, and whither; a river between is said too. */
export function Distance({
  metres,
  crossing,
  direction,
}: {
  metres: number;
  crossing: boolean;
  direction?: Direction | undefined;
}) {
  const { t } = useWords();
  return (
    <span className="distance">
      {t("distance.straight", { distance: distanceWords(metres) })}
      {direction ? (
        <>
          <br />
          <span className="small quiet">{t(`direction.${direction}`)}</span>
        </>
      ) : null}
      {crossing ? (
        <>
          <br />
          <span className="tag">{t("distance.crossing")}</span>
        </>
      ) : null}
    </span>
  );
}
