import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { acceptOffer } from "#app/features/visiting/bookings/accept-offer.server.ts";
import { leaveWaitlist } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { showWaiting } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { PushSwitch } from "#app/features/telling/push/ui/push-switch.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { momentWords, timeWords } from "#app/time/words.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const { waiting, service, point, ahead } = (await showWaiting(app.db, rider, params.waitingId!)) ?? notFound();
  const over = waiting.status === "offered" && !!waiting.offerUntil && waiting.offerUntil <= app.clock.now();
  return {
    title: visit.t("wait.title"),
    waiting: over ? { ...waiting, status: "passed" as const } : waiting,
    service,
    point,
    ahead,
    begun: waiting.start <= app.clock.now(),
    pushKey: app.push.publicKey,
    trustworthy: visit.trustworthy,
  };
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const form = await request.formData();
  if (form.get("act") === "leave") {
    const outcome = await leaveWaitlist(app, rider, params.waitingId!);
    return outcome.kind === "left" ? data({ refused: null }) : notFound();
  }
  const outcome = await acceptOffer(app, rider, params.waitingId!);
  switch (outcome.kind) {
    case "accepted":
      return redirect(`/bookings/${outcome.booking.id}?new=1`);
    case "no-such-offer":
      return notFound();
    case "offer-over":
      return data({ refused: "over" as const }, { status: 409 });
    case "already-booked":
      return data({ refused: "already" as const }, { status: 409 });
  }
}

export const meta = titled;

export default function WaitingPage() {
  const { waiting, service, point, ahead, begun, pushKey, trustworthy } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useWords();
  const { status } = waiting;
  return (
    <Page>
      <Link to="/bookings" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("bookings.title")}
      </Link>
      <h1>{t("wait.title")}</h1>
      <section className="card stack">
        <p className="large strong">{momentWords(waiting.start, point.zone, language)}</p>
        <p>
          {pick(service.name, service.name_en)} · {pick(point.name, point.name_en)}
        </p>
        <div role="status" className="stack">
          {answer?.refused === "over" ? <p className="error">{t("wait.over")}</p> : null}
          {answer?.refused === "already" ? <p className="error">{t("book.refused.already")}</p> : null}
          {status === "waiting" ? (
            <>
              <p className="pass-when">{ahead === 0 ? t("wait.first") : t("wait.ahead", { n: ahead })}</p>
              <p className="quiet">{t("wait.hint")}</p>
            </>
          ) : null}
          {status === "offered" && waiting.offerUntil ? (
            <p className="pass-when">{t("wait.offered", { time: timeWords(waiting.offerUntil, point.zone) })}</p>
          ) : null}
          {status === "accepted" ? <p className="good">{t("wait.accepted")}</p> : null}
          {status === "left" || status === "passed" || status === "expired" ? (
            <p className="notice">{t(status === "expired" && !begun ? "wait.closed" : `wait.${status}`)}</p>
          ) : null}
        </div>
        {waiting.bookingId ? (
          <Link className="button button-brand" to={`/bookings/${waiting.bookingId}`}>
            {t("pass.title")}
          </Link>
        ) : null}
        {status === "offered" ? (
          <Form method="post" replace>
            <Submit name="act" value="accept" className="button button-main">
              {t("wait.accept")}
            </Submit>
          </Form>
        ) : null}
        {status === "waiting" || status === "offered" ? (
          <Form method="post" replace>
            <Submit name="act" value="leave" className="button">
              {t(status === "offered" ? "wait.decline" : "wait.leave")}
            </Submit>
          </Form>
        ) : (
          <Link className="button" to={`/services/${service.id}/book`}>
            {t("pass.bookAgain")}
          </Link>
        )}
      </section>
      {status === "waiting" ? <PushSwitch publicKey={pushKey} trustworthy={trustworthy} offer /> : null}
    </Page>
  );
}
