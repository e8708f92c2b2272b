import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData, type ClientLoaderFunctionArgs } from "@remix-run/react";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { listBookings, listWaitings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { passesOnDevice } from "#app/features/visiting/passes/passes-on-device.ts";
import { BookingLine } from "#app/features/visiting/bookings/ui/booking-line.tsx";
import { OutboxList } from "#app/features/ground/outbox/ui/outbox-list.tsx";
import { listTickets } from "#app/features/visiting/queue/show-ticket.server.ts";
import { serverNow } from "#app/device/server-clock.ts";
import { announce, answeredOr } from "#app/device/wire.ts";
import { momentWords } from "#app/time/words.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const now = app.clock.now();
  const rider = await visit.rider();
  const bookings = rider ? await listBookings(app.db, rider) : [];
  const upcoming = bookings.filter(({ booking }) => isActive(booking.status) && booking.end > now).reverse();
  return {
    title: visit.t("bookings.title"),
    now,
    upcoming,
    past: bookings.filter((one) => !upcoming.includes(one)),
    waitings: rider ? await listWaitings(app.db, rider) : [],
    tickets: rider
      ? (await listTickets(app.db, rider, now)).map(({ ticket, label, ahead, past, service, point }) => ({
          id: ticket.id,
          state: ticket.state,
          station: ticket.station,
          label,
          ahead,
          past,
          service: service.name,
          service_en: service.name_en,
          point: point.name,
          point_en: point.name_en,
        }))
      : [],
  };
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>;

/** Without network the passes that this phone keeps. */
export function clientLoader({ serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  return answeredOr(serverLoader<typeof loader>(), async () => {
    const kept = await passesOnDevice();
    if (kept) announce({ kind: "kept", path: "/bookings", at: kept.at });
    return { title: "", now: await serverNow(), upcoming: kept?.passes ?? [], past: [], waitings: [], tickets: [] };
  });
}

export const meta = titled;

export default function Bookings() {
  const { now, upcoming, past, waitings, tickets } = useLoaderData<typeof loader>();
  const { t, pick, language } = useWords();
  const nothing = upcoming.length + past.length + waitings.length + tickets.length === 0;
  return (
    <Page>
      <h1>{t("bookings.title")}</h1>
      <OutboxList />
      {nothing ? (
        <div className="empty">
          <p className="large">{t("bookings.empty")}</p>
          <Link className="button button-brand" to="/">
            {t("bookings.emptyAct")}
          </Link>
        </div>
      ) : null}
      {tickets.length > 0 ? (
        <section className="card">
          <h2>{t("ticket.title")}</h2>
          {tickets.map((ticket) => (
            <Link key={ticket.id} className="list-row" to={`/tickets/${ticket.id}`}>
              <strong className="large">{ticket.label}</strong>
              <span>
                {pick(ticket.service, ticket.service_en)} · {pick(ticket.point, ticket.point_en)}
              </span>
              <span className="quiet small">
                {ticket.state === "called"
                  ? t("ticket.called", { station: ticket.station })
                  : ticket.state === "skipped"
                    ? t("ticket.skipped")
                    : ticket.state === "held"
                      ? t("ticket.held")
                      : ticket.past
                        ? t("ticket.doubtful")
                        : ticket.ahead === 0
                          ? t("ticket.next")
                          : t("ticket.ahead", { n: ticket.ahead })}
              </span>
            </Link>
          ))}
        </section>
      ) : null}
      {upcoming.length > 0 ? (
        <section className="card">
          <h2>{t("bookings.upcoming")}</h2>
          {upcoming.map((one) => (
            <BookingLine key={one.booking.id} shown={one} now={now} />
          ))}
        </section>
      ) : null}
      {waitings.length > 0 ? (
        <section className="card">
          <h2>{t("bookings.waiting")}</h2>
          {waitings.map(({ waiting, service, point, ahead }) => (
            <Link key={waiting.id} className="list-row" to={`/waitlist/${waiting.id}`}>
              <strong>
                {momentWords(waiting.start, point.zone, language)} · {pick(service.name, service.name_en)}
              </strong>
              <span className="quiet">
                {pick(point.name, point.name_en)} · {ahead === 0 ? t("wait.first") : t("wait.ahead", { n: ahead })}
              </span>
            </Link>
          ))}
        </section>
      ) : null}
      {!nothing ? (
        <Link className="button button-plain" to="/me/carry">
          {t("carry.offer")}
        </Link>
      ) : null}
      {past.length > 0 ? (
        <section className="card">
          <h2>{t("bookings.past")}</h2>
          {past.map((one) => (
            <BookingLine key={one.booking.id} shown={one} now={now} />
          ))}
        </section>
      ) : null}
    </Page>
  );
}
