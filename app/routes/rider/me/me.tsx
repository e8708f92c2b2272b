import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { BookingLine } from "#app/features/visiting/bookings/ui/booking-line.tsx";
import { listStarred } from "#app/features/places/stars/star-point.server.ts";
import {
  endOtherSessions,
  endOwnSession,
  endThisSession,
  listOwnSessions,
} from "#app/features/people/sessions/own-sessions.server.ts";
import { SignOut } from "#app/features/people/sessions/ui/sign-out.tsx";
import { SessionList } from "#app/features/people/sessions/ui/session-list.tsx";
import { isVerified, shownPhone } from "#app/features/people/riders/verified-phone.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { endSessions } from "#app/features/people/sessions/end-sessions.server.ts";
import { KindPicker } from "#app/features/people/riders/ui/kind-picker.tsx";
import { Choice } from "#app/features/people/preferences/ui/choice.tsx";
import { titled } from "#app/ui/title.ts";
import { InstallCard } from "#app/ui/install.tsx";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  const now = app.clock.now();
  const upcoming = rider
    ? (await listBookings(app.db, rider)).filter(({ booking }) => isActive(booking.status) && booking.end > now)
    : [];
  return {
    title: visit.t("me.title"),
    now,
    known: !!rider,
    next: upcoming.at(-1) ?? null,
    preferences: visit.preferences,
    language: visit.language,
    phone: rider ? ((await shownPhone(app, rider)) ?? null) : null,
    sessions: rider ? await listOwnSessions(app, rider) : [],
    stars: rider ? await listStarred(app.db, rider) : [],
    records: app.config.records,
  };
}

/** Signs out: here, on another of one's devices, or on all others. */
export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  const rider = await visit.rider();
  const form = await request.formData();
  if (rider && form.get("act") === "end-session")
    return (await endOwnSession(app, rider, String(form.get("session")))) ? redirect("/me") : notFound();
  if (rider && form.get("act") === "end-others") {
    await endOtherSessions(app, rider);
    return redirect("/me");
  }
  // A device without an account has one session or a few of its own; an account's others stay signed in.
  if (rider && (await isVerified(app.db, rider))) await endThisSession(app, rider);
  else if (rider) await endSessions(app, rider);
  return redirect("/me", { headers: visit.signOut() });
}

export const meta = titled;

export default function Me() {
  const { now, known, next, phone, sessions, stars, preferences, language, records } = useLoaderData<typeof loader>();
  const { t, pick } = useWords();
  return (
    <Page>
      <h1>{t("me.title")}</h1>
      {next ? (
        <section className="card">
          <h2>{t("me.nextBooking")}</h2>
          <BookingLine shown={next} now={now} />
        </section>
      ) : null}
      <Form method="post" action="/settings" className="card stack" reloadDocument>
        <KindPicker legend={t("me.kind")} chosen={preferences.riderKind} />
        <p className="quiet small">{t("me.kindWhy")}</p>
        <Submit className="button button-brand">{t("me.save")}</Submit>
      </Form>
      <Form method="post" action="/settings" className="card stack" reloadDocument>
        <h2>{t("me.look")}</h2>
        <Choice
          name="elder"
          legend={t("me.elder")}
          chosen={preferences.elder ? "1" : "0"}
          options={[
            ["0", t("me.elder.off")],
            ["1", t("me.elder.on")],
          ]}
        />
        <Choice
          name="theme"
          legend={t("me.theme")}
          chosen={preferences.theme}
          options={[
            ["auto", t("me.theme.auto")],
            ["day", t("me.theme.day")],
            ["night", t("me.theme.night")],
          ]}
        />
        <Choice
          name="contrast"
          legend={t("me.contrast")}
          chosen={preferences.contrast ? "1" : "0"}
          options={[
            ["0", t("me.contrast.off")],
            ["1", t("me.contrast.on")],
          ]}
        />
        <Choice
          name="language"
          legend={t("me.language")}
          chosen={language}
          options={[
            ["zh", "中文"],
            ["en", "English"],
          ]}
        />
        <Submit className="button button-brand">{t("me.save")}</Submit>
      </Form>
      <Link className="button" to="/me/reminders">
        {t("push.page")}
      </Link>
      <InstallCard />
      {stars.length > 0 ? (
        <section className="card">
          <h2>{t("me.stars")}</h2>
          <ul>
            {stars.map((point) => (
              <li key={point.id}>
                <Link className="list-row" to={`/points/${point.id}`}>
                  {pick(point.name, point.name_en)}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="card stack">
        <h2>{t("phone.title")}</h2>
        <p>{phone ? t("phone.verified", { phone }) : t("phone.why")}</p>
        <Link className="button" to="/me/phone">
          {t(phone ? "phone.change" : "phone.verify")}
        </Link>
      </section>
      {sessions.length > 1 ? (
        <section className="card">
          <h2>{t("sessions.title")}</h2>
          <SessionList sessions={sessions} now={now} />
        </section>
      ) : null}
      <section className="card stack">
        <h2>{t("me.data")}</h2>
        <Link className="button" to="/me/data">
          {t("data.page")}
        </Link>
        <Link className="button" to="/privacy">
          {t("footer.privacy")}
        </Link>
        {known ? (
          <>
            <p className="quiet small">{t("me.signOutWhy")}</p>
            <SignOut />
          </>
        ) : null}
      </section>
      <Link className="button button-plain" to="/staff">
        {t("me.staff")}
      </Link>
      {records.icp || records.psb ? (
        <footer className="footer">
          {records.icp ? <span>{records.icp}</span> : null}
          {records.psb ? <span>{records.psb}</span> : null}
        </footer>
      ) : null}
    </Page>
  );
}
