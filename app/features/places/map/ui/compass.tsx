import { Compass as CompassGlyph, MoveUp } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { watchPlace } from "#app/device/watch-place.ts";
import { useWords } from "#app/words/language.tsx";
import { bearingTo, headingOf } from "#app/features/places/map/compass.ts";
import { directionTo, distanceBetween, type Place } from "#app/features/places/map/place.ts";
import { distanceWords } from "./distance.tsx";

/** An arrow that points at a place from where the phone is and how it is held; without a sensor it points as on a map with north above. Nothing leaves the phone. */
export function Compass({ to }: { to: Place }) {
  const { t } = useWords();
  const [on, setOn] = useState(false);
  const [here, setHere] = useState<Place | null>(null);
  const [failed, setFailed] = useState(false);
  const [turns, setTurns] = useState(false);
  const arrow = useRef<HTMLSpanElement>(null);
  const heading = useRef(0);

  useEffect(() => {
    if (!on) return;
    const stop = watchPlace(
      (coords) => setHere({ lat: coords.latitude, lng: coords.longitude }),
      () => setFailed(true),
    );
    const turned = (event: Event) => {
      const found = headingOf(
        event as DeviceOrientationEvent & { webkitCompassHeading?: number },
        screen.orientation?.angle ?? 0,
      );
      if (found === undefined) return;
      heading.current = found;
      setTurns(true);
      point();
    };
    for (const name of ["deviceorientationabsolute", "deviceorientation"]) window.addEventListener(name, turned);
    return () => {
      stop();
      for (const name of ["deviceorientationabsolute", "deviceorientation"]) window.removeEventListener(name, turned);
    };
  }, [on]);
  const bearing = here ? bearingTo(here, to) : 0;
  const turn = useRef(bearing);
  turn.current = bearing;
  const point = () => {
    if (arrow.current) arrow.current.style.transform = `rotate(${Math.round(turn.current - heading.current)}deg)`;
  };
  useEffect(point);

  const start = async () => {
    // Only iOS asks, and only after a touch.
    const asks = (window.DeviceOrientationEvent as unknown as { requestPermission?: () => Promise<string> } | undefined)
      ?.requestPermission;
    await asks?.().catch(() => undefined);
    if ("geolocation" in navigator) setOn(true);
    else setFailed(true);
  };
  if (!on)
    return (
      <button type="button" className="button needs-js" onClick={() => void start()}>
        <CompassGlyph className="icon" aria-hidden />
        {t("compass.start")}
      </button>
    );
  if (failed)
    return (
      <p role="status" className="notice">
        {t("compass.failed")}
      </p>
    );
  if (!here) return <p role="status">{t("compass.waiting")}</p>;
  const direction = directionTo(here, to);
  return (
    <div className="compass">
      <span ref={arrow} className="compass-arrow">
        <MoveUp aria-hidden />
      </span>
      <p role="status">
        <strong className="large">{distanceWords(distanceBetween(here, to))}</strong>
        {direction ? ` · ${t(`direction.${direction}`)}` : ""}
        <br />
        <span className="quiet small">{t(turns ? "compass.held" : "compass.north")}</span>
      </p>
    </div>
  );
}
