import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { redirect as goTo, type ClientLoaderFunctionArgs } from "@remix-run/react";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { passesOnDevice } from "#app/features/visiting/passes/passes-on-device.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { answeredOr } from "#app/device/wire.ts";

/** The next pass, for a shortcut on the home screen; where there is none, the list says so. */
export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  const now = app.clock.now();
  const next =
    rider &&
    (await listBookings(app.db, rider)).filter(({ booking }) => isActive(booking.status) && booking.end > now).at(-1);
  throw redirect(next ? `/bookings/${next.booking.id}` : "/bookings");
}

export function clientLoader({ serverLoader }: ClientLoaderFunctionArgs) {
  return answeredOr(serverLoader<typeof loader>(), async () => {
    const next = (await passesOnDevice())?.passes[0];
    throw goTo(next ? `/bookings/${next.booking.id}` : "/bookings");
  });
}

export default function Pass() {
  return null;
}
