import { useEffect } from "react";
import { deviceNow } from "#app/device/server-clock.ts";
import { notify } from "#app/features/ground/outbox/notify-on-device.ts";
import { isWaiting } from "#app/features/ground/outbox/outbox.ts";
import { drainOutbox, readOutbox } from "#app/features/ground/outbox/outbox-on-device.ts";

/** Milliseconds after which a page that is open tries again while something waits. */
const RETRY = 5_000;

/** Sends what waits and tells what came of it. */
export async function drainHere(): Promise<void> {
  await drainOutbox(deviceNow(), async (news) => notify(await navigator.serviceWorker?.getRegistration(), news));
}

/** While a page is open the outbox is sent from it: on arrival, when network or reader return, and now and then. */
export function useDrain(): void {
  useEffect(() => {
    const again = () => {
      if (document.visibilityState === "visible") void drainHere();
    };
    again();
    const timer = setInterval(
      () =>
        void readOutbox().then((list) => {
          if (list.some(isWaiting)) again();
        }),
      RETRY,
    );
    window.addEventListener("online", again);
    document.addEventListener("visibilitychange", again);
    return () => {
      clearInterval(timer);
      window.removeEventListener("online", again);
      document.removeEventListener("visibilitychange", again);
    };
  }, []);
}
