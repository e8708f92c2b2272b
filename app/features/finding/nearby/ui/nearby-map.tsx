import { LocateFixed, Maximize2, Minimize2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { distanceWords } from "#app/features/places/map/ui/distance.tsx";
import type { Place } from "#app/features/places/map/place.ts";
import type { Landmark } from "#app/features/places/cities/city.ts";
import { whenIdle } from "#app/device/idle.ts";
import { useWords } from "#app/words/language.tsx";
import type { MapLayer } from "#app/features/finding/nearby/map-layer.ts";
import type { NearbyRow } from "#app/features/finding/nearby/nearby-row.ts";
import type { DrawnMap, Shift } from "./draw-map.ts";
import { useFollowMe } from "./follow-me.ts";

interface Props {
  place: Place;
  rows: NearbyRow[];
  landmarks: Landmark[];
  layer: MapLayer;
  cityId: string;
  kind: string | undefined;
  lit: string | null;
  onLight: (id: string) => void;
  onOpen: (id: string) => void;
  onPlace: (place: Place) => void;
}

/** The conversion is fetched only where tiles need it. */
async function shiftOf(crs: MapLayer["crs"]): Promise<Shift> {
  if (crs === "wgs84") return { to: (place) => place, from: (place) => place };
  const { convertDatum } = await import("#app/features/places/map/datum.ts");
  return { to: (place) => convertDatum(place, "wgs84", crs), from: (place) => convertDatum(place, crs, "wgs84") };
}

/** Whether the phone asks that its data be saved: then no tiles are fetched. */
const savesData = () => (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;

/** The map over the list: a picture of the same rows. It loads after the page and is missed by nothing when it does not. */
export function NearbyMap({
  place,
  rows,
  landmarks,
  layer: wanted,
  cityId,
  kind,
  lit,
  onLight,
  onOpen,
  onPlace,
}: Props) {
  const { t, pick, language } = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap | null>(null);
  const [grown, setGrown] = useState(false);
  const [grid, setGrid] = useState(500);
  const [tapped, setTapped] = useState<Place | null>(null);
  const [away, setAway] = useState<Place | null>(null);
  const [layer, setLayer] = useState(wanted);
  const follow = useFollowMe(place, (here) => drawn.current?.follow(here), onPlace);
  const shown = {
    place,
    rows,
    landmarks: landmarks.map((one) => ({ ...one.place, name: pick(one.name, one.name_en) })),
    kind,
  };
  const now = useRef({ onLight, onOpen, shown });
  now.current = { onLight, onOpen, shown };

  useEffect(() => {
    let gone = false;
    // Where the map is not shown it is not fetched.
    if (holder.current?.offsetParent === null) return;
    const used: MapLayer = savesData() ? { preset: "schematic", attribution: "", crs: "wgs84" } : wanted;
    setLayer(used);
    whenIdle(
      () =>
        void Promise.all([import("./draw-map.ts"), shiftOf(used.crs)]).then(
          ([{ drawMap }, shift]) => {
            if (gone || !holder.current) return;
            drawn.current = drawMap(holder.current, { layer: used, cityId, english: language === "en" }, shift, {
              light: (id) => now.current.onLight(id),
              open: (id) => now.current.onOpen(id),
              tap: setTapped,
              away: setAway,
              grid: setGrid,
            });
            drawn.current.show(now.current.shown);
          },
          () => undefined,
        ),
    );
    return () => {
      gone = true;
      drawn.current?.remove();
      drawn.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once for a city; what it shows is handed over below
  }, [cityId]);

  useEffect(() => {
    setTapped(null);
    drawn.current?.show(now.current.shown);
  }, [place.lat, place.lng, rows, landmarks]);

  useEffect(() => drawn.current?.light(lit), [lit]);
  useEffect(() => drawn.current?.grow(grown), [grown]);

  return (
    <section className="map needs-js side" aria-label={t("nearby.map")} data-grown={grown ? "" : undefined}>
      <div ref={holder} className="map-canvas" />
      <div className="map-acts">
        <button
          type="button"
          className="button map-button map-grow"
          onClick={() => setGrown(!grown)}
          aria-expanded={grown}
        >
          {grown ? <Minimize2 className="icon" aria-hidden /> : <Maximize2 className="icon" aria-hidden />}
          <span className="unseen">{grown ? t("nearby.mapShrink") : t("nearby.mapGrow")}</span>
        </button>
        <button type="button" className="button map-button" onClick={follow.toggle} aria-pressed={follow.following}>
          <LocateFixed className="icon" aria-hidden />
          <span className="unseen">{t("nearby.follow")}</span>
        </button>
      </div>
      <div className="map-foot">
        {tapped ? (
          <button type="button" className="button button-brand" onClick={() => onPlace(tapped)}>
            {t("nearby.fromHere")}
          </button>
        ) : null}
        {away && !tapped ? (
          <button type="button" className="button button-brand" onClick={() => onPlace(away)}>
            {t("nearby.searchArea")}
          </button>
        ) : null}
        {follow.failed ? (
          <span className="tag small" role="status">
            {t("nearby.locateFailed")}
          </span>
        ) : null}
        {layer.preset === "schematic" ? (
          <span className="tag small">{t("nearby.sketch", { grid: distanceWords(grid) })}</span>
        ) : null}
      </div>
      {layer.preset === "schematic" ? (
        <span className="map-north" aria-hidden>
          {t("nearby.north")}
        </span>
      ) : null}
    </section>
  );
}
