import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { useEffect, useState } from "react";
import { useLive } from "#app/features/watching/desk/ui/use-live.ts";
import { distanceBetween } from "#app/features/places/map/place.ts";
import { rememberedPlace } from "#app/features/finding/nearby/remembered-place.ts";
import { holdTicket, leaveQueue, resumeTicket } from "#app/features/visiting/queue/hold-ticket.server.ts";
import { showTicket } from "#app/features/visiting/queue/show-ticket.server.ts";
import { HOLD, mustLeave, ridingMinutes } from "#app/features/visiting/queue/ticket.ts";
import { ticketForm } from "#app/features/visiting/queue/ticket-form.ts";
import { PushSwitch } from "#app/features/telling/push/ui/push-switch.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { timeWords } from "#app/time/words.ts";
import { titled } from "#app/ui/title.ts";
import { useSpoken } from "#app/ui/speak.tsx";
import { useWords, type MessageKey } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const now = app.clock.now();
  const shown = (await showTicket(app.db, rider, params.ticketId!, now)) ?? notFound();
  const { ticket, expected } = shown;
  return {
    title: `${shown.label} · ${visit.t("ticket.title")}`,
    ...shown,
    now,
    leave: !!expected && ticket.awayMinutes !== null && mustLeave(expected, ticket.awayMinutes, now),
    pushKey: app.push.publicKey,
    trustworthy: visit.trustworthy,
  };
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const form = ticketForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<{ trouble: MessageKey }>({ trouble: "ticket.trouble" }, { status: 422 });
  const say = form.data;
  const id = params.ticketId!;
  const outcome =
    say.act === "hold"
      ? await holdTicket(app, rider, id, Math.max(1, say.minutes), say.away ?? HOLD.awayUsual)
      : say.act === "resume"
        ? await resumeTicket(app, rider, id)
        : await leaveQueue(app, rider, id);
  switch (outcome.kind) {
    case "changed":
      return data<{ trouble?: MessageKey }>({});
    case "no-such-ticket":
      return notFound();
    case "held-too-often":
      return data<{ trouble: MessageKey }>({ trouble: "ticket.heldTooOften" }, { status: 409 });
    case "not-possible":
      return data<{ trouble: MessageKey }>({ trouble: "ticket.trouble" }, { status: 409 });
  }
}

export const meta = titled;

export default function TicketPage() {
  const { ticket, label, ahead, expected, doubtful, past, service, point, now, leave, pushKey, trustworthy } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useWords();
  const { state } = ticket;
  useLive(point.id, 30_000);
  useSpoken(
    state === "called" ? t("ticket.called", { station: ticket.station }) : leave ? t("ticket.leaveNow") : undefined,
  );
  // How far I am is worked out here; only the minutes are told.
  const [away, setAway] = useState<number>(HOLD.awayUsual);
  useEffect(() => {
    const place = rememberedPlace();
    if (place) setAway(Math.min(HOLD.awayMost, ridingMinutes(distanceBetween(place, point.place))));
  }, [point.place]);
  return (
    <Page>
      <Link to="/bookings" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("bookings.title")}
      </Link>
      {answer?.trouble ? (
        <p className="error" role="alert">
          {t(answer.trouble)}
        </p>
      ) : null}
      <section className="pass" aria-label={t("ticket.title")}>
        <p>
          {pick(service.name, service.name_en)} · {pick(point.name, point.name_en)}
        </p>
        <h1 className="pass-code">{label}</h1>
        <div role="status" aria-live="assertive" className="stack">
          {state === "called" ? <p className="pass-when">{t("ticket.called", { station: ticket.station })}</p> : null}
          {leave && state !== "called" ? <p className="pass-when">{t("ticket.leaveNow")}</p> : null}
          {state === "waiting" || state === "held" ? (
            <>
              {state === "held" || past ? null : (
                <p className="large strong">{ahead === 0 ? t("ticket.next") : t("ticket.ahead", { n: ahead })}</p>
              )}
              {expected ? (
                <p className="large">
                  {t("ticket.expected", {
                    from: timeWords(expected.from, point.zone),
                    to: timeWords(expected.to, point.zone),
                  })}
                </p>
              ) : null}
              {doubtful ? (
                <p className="notice">
                  {t("ticket.doubtful")} <Link to={`/services/${service.id}/book`}>{t("pass.bookAgain")}</Link>
                </p>
              ) : null}
              {state === "held" && ticket.holdUntil ? (
                <p className="strong">{t("ticket.heldUntil", { time: timeWords(ticket.holdUntil, point.zone) })}</p>
              ) : null}
            </>
          ) : null}
          {state === "skipped" ? <p className="large strong">{t("ticket.skipped")}</p> : null}
          {state === "served" || state === "left" ? <p className="large strong">{t(`ticket.${state}`)}</p> : null}
        </div>
      </section>
      {state === "waiting" ? (
        <Form method="post" className="card stack" replace preventScrollReset>
          <h2>{t("ticket.holdTitle")}</h2>
          <p className="quiet">{t("ticket.holdHow")}</p>
          <input type="hidden" name="act" value="hold" />
          <div className="chips chips-wrap" role="radiogroup" aria-label={t("ticket.holdTitle")}>
            {[15, 20, 30, 45].map((minutes) => (
              <label key={minutes} className="chip">
                <input type="radio" name="minutes" value={minutes} defaultChecked={minutes === HOLD.usual} />
                {t("ticket.minutes", { n: minutes })}
              </label>
            ))}
          </div>
          <label className="field">
            <span>{t("ticket.away")}</span>
            <input
              name="away"
              type="number"
              min={0}
              max={HOLD.awayMost}
              value={away}
              onChange={(event) => setAway(Number(event.target.value))}
            />
          </label>
          <Submit className="button button-brand">{t("ticket.hold")}</Submit>
        </Form>
      ) : null}
      {state === "held" ? (
        <Form method="post" replace>
          <input type="hidden" name="act" value="resume" />
          <Submit className="button button-main">{t("ticket.resume")}</Submit>
        </Form>
      ) : null}
      {state === "waiting" || state === "held" || state === "skipped" ? (
        <Form method="post" replace>
          <input type="hidden" name="act" value="leave" />
          <Submit className="button">{t("ticket.leave")}</Submit>
        </Form>
      ) : null}
      {state === "waiting" || state === "held" ? (
        <PushSwitch publicKey={pushKey} trustworthy={trustworthy} offer />
      ) : null}
      <p className="quiet small">{t("ticket.asOf", { time: timeWords(now, point.zone) })}</p>
    </Page>
  );
}
