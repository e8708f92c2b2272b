import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, useActionData, useLoaderData } from "@remix-run/react";
import { CalendarPlus, ChevronLeft } from "lucide-react";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { openWay } from "#app/features/people/carry/carry.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { CarryWay } from "#app/features/people/carry/ui/carry-way.tsx";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  if (!rider) throw redirect("/bookings");
  const now = app.clock.now();
  const next = (await listBookings(app.db, rider))
    .filter(({ booking }) => isActive(booking.status) && booking.start > now)
    .at(-1);
  return {
    title: visit.t("carry.offer"),
    inApp: visit.inApp ?? null,
    calendar: next ? `/api/v1/bookings/${next.booking.id}.ics` : null,
  };
}

/** Opens a way: shown once, good for a quarter of an hour and one browser. */
export async function action({ context: { app, visit } }: ActionFunctionArgs) {
  const rider = await visit.rider();
  if (!rider) throw redirect("/bookings");
  const limited = await limitRate(app, LIMITS.carry, rider.deviceId);
  if (limited) return data({ way: null, minutes: Math.ceil(limited.retryAfterSeconds / 60) }, { status: 429 });
  const link = `${app.config.publicOrigin}/carry/${await openWay(app, rider)}`;
  return data({ way: { link, qr: qrPath(link) }, minutes: 0 });
}

export const meta = titled;

export default function CarryPage() {
  const { inApp, calendar } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  return (
    <Page>
      <Link to="/bookings" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("bookings.title")}
      </Link>
      <h1>{t("carry.offer")}</h1>
      {inApp ? <p>{t(`carry.in.${inApp}`)}</p> : <p>{t("carry.between")}</p>}
      {answer && !answer.way ? (
        <p className="error" role="alert">
          {t("book.refused.tooMany", { minutes: answer.minutes })}
        </p>
      ) : null}
      <CarryWay way={answer?.way ?? null} />
      <section className="card stack">
        <h2>{t("carry.otherWays")}</h2>
        {calendar ? (
          <a className="button button-brand" href={calendar}>
            <CalendarPlus className="icon" aria-hidden />
            {t("pass.calendar")}
          </a>
        ) : null}
        <Link className="button" to="/me/phone">
          {t("carry.sms")}
        </Link>
      </section>
    </Page>
  );
}
