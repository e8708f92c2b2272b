import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { CalendarPlus, ChevronLeft } from "lucide-react";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { pushWish, wishPush } from "#app/features/people/riders/push-wish.server.ts";
import { shownPhone } from "#app/features/people/riders/verified-phone.server.ts";
import { hasSubscription } from "#app/features/telling/push/subscribe-push.server.ts";
import { PushPage } from "#app/features/telling/push/ui/push-page.tsx";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  const now = app.clock.now();
  const next =
    rider &&
    (await listBookings(app.db, rider)).filter(({ booking }) => isActive(booking.status) && booking.start > now).at(-1);
  return {
    title: visit.t("push.page"),
    known: !!rider,
    wish: rider ? await pushWish(app.db, rider) : null,
    kept: rider ? await hasSubscription(app.db, rider) : false,
    phone: rider ? ((await shownPhone(app, rider)) ?? null) : null,
    calendar: next ? `/api/v1/bookings/${next.booking.id}.ics` : null,
    pushKey: app.push.publicKey,
    trustworthy: visit.trustworthy,
  };
}

/** Notes the wish; permission is the browser's, and asked for there. */
export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  const wanted = (await request.formData()).get("wanted");
  if (wanted !== "0" && wanted !== "1") return data(null, { status: 422 });
  const { rider, headers } = await visit.riderOrNew();
  await wishPush(app, rider, wanted === "1");
  return data(null, { headers });
}

export const meta = titled;

export default function Reminders() {
  const { known, wish, kept, phone, calendar, pushKey, trustworthy } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <Page>
      <Link to="/me" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("me.title")}
      </Link>
      <h1>{t("push.page")}</h1>
      <PushPage publicKey={pushKey} trustworthy={trustworthy} wish={wish} kept={kept} known={known} />
      <section className="card stack" aria-labelledby="instead-title">
        <h2 id="instead-title">{t("push.instead")}</h2>
        <p>{t("push.insteadWhy")}</p>
        {calendar ? (
          <a className="button button-brand" href={calendar}>
            <CalendarPlus className="icon" aria-hidden />
            {t("pass.calendar")}
          </a>
        ) : null}
        <Link className="button" to="/me/phone">
          {phone ? t("phone.verified", { phone }) : t("phone.verify")}
        </Link>
      </section>
    </Page>
  );
}
