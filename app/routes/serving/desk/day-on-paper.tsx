import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { listDeskBookings } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { PrintButton } from "#app/features/watching/desk/ui/print-button.tsx";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { findVisits } from "#app/features/visiting/visits/count-visit.server.ts";
import { VISIT_KINDS } from "#app/features/visiting/visits/visit.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateWords, momentWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point } = await atPoint(context, params.pointId, "day.print");
  const now = app.clock.now();
  const today = dateIn(point.zone, now);
  const date = parseCivilDate(new URL(request.url).searchParams.get("date") ?? "") ?? today;
  return {
    title: `${point.name} · ${staffText(visit, "desk.daySheet")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    now,
    today,
    date,
    bookings: await listDeskBookings(app, point.id, date),
    services: (await findServicesOf(app.db, point.id)).map(({ id, name, name_en, topics }) => ({
      id,
      name,
      name_en,
      topics,
    })),
    visits: await findVisits(app.db, point.id, date),
  };
}

export const meta = titled;

export default function DaySheet() {
  const { point, now, today, date, bookings, services, visits } = useLoaderData<typeof loader>();
  const { t, pick, language } = useStaffWords();
  return (
    <main id="main" tabIndex={-1} className="staff-page">
      <div className="row no-print">
        <Link className="back" to={`/desk/${point.id}`}>
          {t("desk.title")}
        </Link>
        {[-1, 0, 1]
          .map((n) => plusDays(today, n))
          .map((one) => (
            <Link key={one} className="chip" to={`?date=${one}`} aria-current={one === date ? "true" : undefined}>
              {dateWords(one, language)}
            </Link>
          ))}
        <PrintButton />
        <a className="button" href={`/desk/${point.id}/month.csv?month=${date.slice(0, 7)}`}>
          {t("desk.monthCsv")}
        </a>
      </div>
      <article className="paper">
        <h1 className="large">
          {pick(point.name, point.name_en)}
          <br />
          {dateWords(date, language)} · {t("desk.daySheet")}
        </h1>
        <table>
          <thead>
            <tr>
              <th>{t("slots.time")}</th>
              <th>{t("day.who")}</th>
              <th>{t("slots.service")}</th>
              <th>{t("day.code")}</th>
              <th>{t("day.state")}</th>
              <th>{t("day.sign")}</th>
            </tr>
          </thead>
          <tbody>
            {bookings.map((one) => {
              const service = services.find(({ id }) => id === one.serviceId);
              return (
                <tr key={one.id}>
                  <td>{timeWords(one.start, point.zone)}</td>
                  <td>{one.name ?? t(`rider.${one.riderKind}`)}</td>
                  <td>{service ? pick(service.name, service.name_en) : ""}</td>
                  <td>{formatCode(one.code)}</td>
                  <td>
                    {t(`desk.state.${one.status}`)}
                    {one.proof ? ` ${t(`proof.${one.proof}`)}` : ""}
                  </td>
                  <td></td>
                </tr>
              );
            })}
            {bookings.length === 0 ? (
              <tr>
                <td colSpan={6}>{t("desk.noBookings")}</td>
              </tr>
            ) : null}
          </tbody>
        </table>
        <table>
          <thead>
            <tr>
              {VISIT_KINDS.map((kind) => (
                <th key={kind}>{t(`visit.${kind}`)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {VISIT_KINDS.map((kind) => (
                <td key={kind}>{visits[kind]}</td>
              ))}
            </tr>
          </tbody>
        </table>
        <p className="small">{t("day.printed", { when: momentWords(now, point.zone, language) })}</p>
      </article>
    </main>
  );
}
