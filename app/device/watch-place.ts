/** Milliseconds in which the first word of where somebody is must come: some phones never call back. */
const WATCHDOG = 20_000;

/** Follows where the phone is; `failed` is called when the browser refuses, and once when its first word does not come. Answers how to stop. */
export function watchPlace(found: (coords: GeolocationCoordinates) => void, failed: () => void): () => void {
  const watchdog = setTimeout(failed, WATCHDOG);
  const watch = navigator.geolocation.watchPosition(
    ({ coords }) => {
      clearTimeout(watchdog);
      found(coords);
    },
    () => {
      clearTimeout(watchdog);
      failed();
    },
    { enableHighAccuracy: true, maximumAge: 5_000, timeout: 20_000 },
  );
  return () => {
    clearTimeout(watchdog);
    navigator.geolocation.clearWatch(watch);
  };
}
