import { Maximize2, Minimize2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { distanceWords } from "#app/features/network/ui/distance.tsx";
import type { Place } from "#app/features/network/place.ts";
import type { Landmark } from "#app/features/network/point.ts";
import { useWords } from "#app/ui/language.tsx";
import type { NearbyRow } from "../nearby-row.ts";
import type { MapLayer } from "../map-layer.ts";
import type { DrawnMap, Shift } from "./draw-map.ts";

interface Props {
  place: Place;
  rows: NearbyRow[];
  landmarks: Landmark[];
  layer: MapLayer;
  lit: string | null;
  onLight: (id: string) => void;
  onPlace: (place: Place) => void;
}

/** The conversion is fetched only where tiles need it. */
async function shiftOf(crs: MapLayer["crs"]): Promise<Shift> {
  if (crs === "wgs84") return { to: (place) => place, from: (place) => place };
  const { convertDatum } = await import("#app/platform/datum.ts");
  return { to: (place) => convertDatum(place, "wgs84", crs), from: (place) => convertDatum(place, crs, "wgs84") };
}

/** The map over the list: a picture of the same rows. It loads after the page and is missed by nothing when it does not. */
export function NearbyMap({ place, rows, landmarks, layer, lit, onLight, onPlace }: Props) {
  const { t, pick } = useWords();
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnMap | null>(null);
  const [grown, setGrown] = useState(false);
  const [grid, setGrid] = useState(500);
  const [tapped, setTapped] = useState<Place | null>(null);
  const events = useRef({ onLight, setTapped, setGrid });
  events.current.onLight = onLight;

  useEffect(() => {
    let gone = false;
    void Promise.all([import("./draw-map.ts"), shiftOf(layer.crs)]).then(([{ drawMap }, shift]) => {
      if (gone || !holder.current) return;
      drawn.current = drawMap(holder.current, layer, shift, {
        light: (id) => events.current.onLight(id), tap: (at) => events.current.setTapped(at), grid: (metres) => events.current.setGrid(metres),
      });
      drawn.current.show({ place, rows, landmarks: landmarks.map((one) => ({ ...one.place, name: pick(one.name, one.name_en) })) });
    });
    return () => {
      gone = true;
      drawn.current?.remove();
      drawn.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once; what it shows is handed over below
  }, []);

  useEffect(() => {
    setTapped(null);
    drawn.current?.show({ place, rows, landmarks: landmarks.map((one) => ({ ...one.place, name: pick(one.name, one.name_en) })) });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- pick is new at every render and always the same
  }, [place.lat, place.lng, rows, landmarks]);

  useEffect(() => drawn.current?.light(lit), [lit]);
  useEffect(() => drawn.current?.grow(grown), [grown]);

  return (
    <section className="map needs-js side" aria-label={t("nearby.map")} data-grown={grown ? "" : undefined}>
      <div ref={holder} className="map-canvas" />
      <div className="map-acts">
        <button type="button" className="button map-button" onClick={() => setGrown(!grown)} aria-expanded={grown}>
          {grown ? <Minimize2 className="icon" aria-hidden /> : <Maximize2 className="icon" aria-hidden />}
          <span className="unseen">{grown ? t("nearby.mapShrink") : t("nearby.mapGrow")}</span>
        </button>
      </div>
      <div className="map-foot">
        {tapped ? <button type="button" className="button button-brand" onClick={() => onPlace(tapped)}>{t("nearby.fromHere")}</button> : null}
        {layer.preset === "schematic" ? <span className="tag small">{t("nearby.sketch", { grid: distanceWords(grid) })}</span> : null}
      </div>
    </section>
  );
}
