import { useEffect, useRef } from "react";
import type { Place } from "#app/features/places/map/place.ts";
import type { Landmark } from "#app/features/places/cities/city.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { CityLayer, CityPin, DrawnCity } from "./draw-city.ts";

interface Props {
  pins: CityPin[];
  centre: Place;
  landmarks: Landmark[];
  layer: CityLayer;
  lit?: string | null;
  mark?: Place | null;
  onPick?: (id: string) => void;
  onTap?: (place: Place) => void;
}

/** The city on a map; the list beside it holds the same. */
export function CityMap({ pins, centre, landmarks, layer, lit = null, mark = null, onPick, onTap }: Props) {
  const { t, pick } = useStaffWords();
  const holder = useRef<HTMLDivElement>(null);
  const drawn = useRef<DrawnCity | null>(null);
  const events = useRef({ onPick, onTap });
  events.current = { onPick, onTap };
  const shown = useRef({ pins, mark });
  shown.current = { pins, mark };
  useEffect(() => {
    let gone = false;
    void import("./draw-city.ts").then(({ drawCity }) => {
      if (gone || !holder.current) return;
      drawn.current = drawCity(
        holder.current,
        layer,
        centre,
        landmarks.map((one) => ({ ...one.place, name: pick(one.name, one.name_en) })),
        { pick: (id) => events.current.onPick?.(id), tap: (place) => events.current.onTap?.(place) },
      );
      drawn.current.show(shown.current.pins);
      drawn.current.mark(shown.current.mark);
    });
    return () => {
      gone = true;
      drawn.current?.remove();
      drawn.current = null;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- made once for a city; what it shows is handed over below
  }, [centre.lat, centre.lng]);
  const key = pins.map(({ id, state }) => id + state).join();
  // eslint-disable-next-line react-hooks/exhaustive-deps -- drawn anew when a point or its door changed, not at every answer
  useEffect(() => drawn.current?.show(pins), [key]);
  useEffect(() => drawn.current?.light(lit), [lit]);
  // eslint-disable-next-line react-hooks/exhaustive-deps -- a place is its two numbers
  useEffect(() => drawn.current?.mark(mark), [mark?.lat, mark?.lng]);
  return (
    <section className="city-map needs-js" aria-label={t("city.map")}>
      <div ref={holder} className="map-canvas" />
    </section>
  );
}
