import { Link } from "@remix-run/react";
import type { DeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import type { Service } from "#app/features/visiting/services/service.ts";
import type { Instant } from "#app/time/instant.ts";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { Unsent } from "#app/features/ground/outbox/outbox.ts";

interface Props {
  bookings: DeskBooking[];
  services: Service[];
  zone: Zone;
  now: Instant;
  chosen: string | undefined;
  outbox: Unsent[];
  veiled: boolean;
  onShow: ((booking: DeskBooking) => void) | undefined;
}

/** How a booking stands for the desk: one whose time has come and who is not there yet is late. */
export function deskState(
  booking: DeskBooking,
  now: Instant,
  outbox: Unsent[],
): DeskBooking["status"] | "late" | "unsent" {
  if (booking.status === "booked" && outbox.some(({ kind, body }) => kind === "check-in" && body.code === booking.code))
    return "unsent";
  return booking.status === "booked" && booking.start <= now ? "late" : booking.status;
}

/** Today's bookings by time. `onShow` opens one without asking the server; `veiled` names nobody. */
export function DayList({ bookings, services, zone, now, chosen, outbox, veiled, onShow }: Props) {
  const { t, pick } = useStaffWords();
  const several = services.length > 1;
  return (
    <section className="desk-panel" aria-labelledby="today-title">
      <h2 id="today-title">{t("desk.today")}</h2>
      {bookings.length === 0 ? <p className="quiet">{t("desk.noBookings")}</p> : null}
      <ol>
        {bookings.map((booking) => {
          const state = deskState(booking, now, outbox);
          const service = services.find(({ id }) => id === booking.serviceId);
          return (
            <li key={booking.id}>
              <Link
                to={`?b=${booking.id}`}
                replace
                preventScrollReset
                className="desk-row"
                onClick={(event) => {
                  if (onShow) {
                    event.preventDefault();
                    onShow(booking);
                  }
                }}
                data-state={booking.status}
                aria-current={chosen === booking.id ? "true" : undefined}
              >
                <time dateTime={booking.start}>{timeWords(booking.start, zone)}</time>
                <span>{veiled ? formatCode(booking.code) : (booking.name ?? formatCode(booking.code))}</span>
                <span className="desk-mark" data-state={state}>
                  {t(`desk.state.${state}`)}
                </span>
                <span className="small quiet">
                  {t(`rider.${booking.riderKind}`)}
                  {several && service ? ` · ${pick(service.name, service.name_en)}` : ""}
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
