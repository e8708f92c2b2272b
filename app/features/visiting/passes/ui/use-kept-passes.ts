import { useLocation } from "@remix-run/react";
import { useEffect } from "react";
import { whenIdle } from "#app/device/idle.ts";
import { refreshPasses } from "#app/features/visiting/passes/passes-on-device.ts";

/** Keeps a rider's passes on the phone as the server has them: on arrival, and whenever their bookings are looked at. */
export function useKeptPasses(known: boolean): void {
  const { pathname } = useLocation();
  const looked = pathname.startsWith("/bookings") ? pathname : "";
  useEffect(() => {
    if (!known && !looked) return;
    whenIdle(() => void refreshPasses());
  }, [known, looked]);
}
