import { useWords } from "#app/words/language.tsx";
import { ExampleTag } from "#app/ui/shell.tsx";
import type { Convenience } from "#app/features/places/surroundings/convenience.ts";
import { distanceWords } from "#app/features/places/map/ui/distance.tsx";

/** Toilets and food close by, with where the bike or car may stand meanwhile. */
export function Conveniences({ items }: { items: (Convenience & { metres: number })[] }) {
  const { t, pick } = useWords();
  if (items.length === 0) return null;
  return (
    <section className="card stack" aria-labelledby="conveniences-title">
      <h2 id="conveniences-title">{t("point.nearby")}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.id} className="list-row">
            <span className="row-between">
              <span>
                <strong>{t(`point.${item.kind}`)}</strong> {pick(item.name, item.name_en)}{" "}
                {item.example ? <ExampleTag /> : null}
              </span>
              <span>{t("distance.straight", { distance: distanceWords(item.metres) })}</span>
            </span>
            {item.parking ? <span className="small quiet">{pick(item.parking, item.parking_en)}</span> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
