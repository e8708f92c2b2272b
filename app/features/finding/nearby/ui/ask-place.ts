/** Milliseconds after which nobody answers any more: without Google's services some phones never call back, whatever time they were given. */
const WATCHDOG = 15_000;

/** Asks the browser where it is; calls `failed` once when it refuses, does not know, or says nothing at all. */
export function askPlace(found: (coords: GeolocationCoordinates) => void, failed: () => void): void {
  if (!("geolocation" in navigator)) return failed();
  let answered = false;
  const once = (act: () => void) => {
    if (answered) return;
    answered = true;
    clearTimeout(watchdog);
    act();
  };
  const watchdog = setTimeout(() => once(failed), WATCHDOG);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => once(() => found(coords)),
    () => once(failed),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  );
}
