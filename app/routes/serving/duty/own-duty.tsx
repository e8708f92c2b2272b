import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { dutyForm } from "#app/features/serving/roster/roster-form.ts";
import { showDuty } from "#app/features/serving/roster/show-roster.server.ts";
import { answerSwap } from "#app/features/serving/roster/swap-shift.server.ts";
import { confirmClaim, releaseClaim } from "#app/features/serving/roster/take-shift.server.ts";
import { readInbox, readMessage } from "#app/features/telling/inbox/read-inbox.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { servedBy, staffText } from "#app/asking/staff-visitor.server.ts";
import { minutesBetween } from "#app/time/instant.ts";
import { durationWords, momentWords, timeWords } from "#app/time/words.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { staff, tabletId } = await servedBy(context);
  // One's own shifts elsewhere and messages are not the point's tablet's to show.
  if (tabletId) return notFound();
  const now = app.clock.now();
  return {
    title: staffText(visit, "staff.duty"),
    now,
    duty: await showDuty(app, staff, now),
    messages: await readInbox(app.db, { deviceId: staff.deviceId }, visit.language, { limit: 20 }),
    points: [...new Set(staff.roles.flatMap(({ pointId }) => pointId ?? []))],
  };
}

interface Answer {
  trouble?: StaffKey;
  word?: StaffKey;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { app } = context;
  const { staff, tabletId } = await servedBy(context);
  // A tablet that many hands touch changes nobody's own shifts.
  if (tabletId) return notFound();
  const form = dutyForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "desk.trouble.form" }, { status: 422 });
  const say = form.data;
  if (say.act === "read")
    return (await readMessage(app, { deviceId: staff.deviceId }, say.message)) ? data<Answer>({}) : notFound();
  if (say.act === "answer") {
    const outcome = await answerSwap(app, staff, say.swap, say.accepts === "1");
    if (outcome.kind === "no-such-swap" || outcome.kind === "no-such-shift") return notFound();
    if (outcome.kind === "swapped" || outcome.kind === "declined")
      return data<Answer>({ word: outcome.kind === "swapped" ? "duty.swapped" : "duty.declined" });
    return data<Answer>({ trouble: `roster.refused.${outcome.kind}` }, { status: 409 });
  }
  const outcome =
    say.act === "confirm" ? await confirmClaim(app, staff, say.claim) : await releaseClaim(app, staff, say.claim);
  if (outcome.kind === "no-such-claim") return notFound();
  return outcome.kind === "changed"
    ? data<Answer>({ word: say.act === "confirm" ? "duty.confirmed" : "roster.released" })
    : data<Answer>({ trouble: "desk.trouble.notPossible" }, { status: 409 });
}

export const meta = titled;

export default function Duty() {
  const { now, duty, messages, points } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  return (
    <main id="main" className="staff-page staff-narrow" tabIndex={-1}>
      <h1>{t("staff.duty")}</h1>
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)}
        </Said>
      ) : null}
      {answer?.word ? <Said of={answer}>{t(answer.word)}</Said> : null}
      {duty.asked.map(({ swap, shift, point, from, window, window_en }) => (
        <Form key={swap.id} method="post" className="effect" replace>
          <strong>{t("duty.asked", { name: from })}</strong>
          <span>
            {momentWords(shift.start, point.zone, language)}–{timeWords(shift.end, point.zone)} ·{" "}
            {pick(point.name, point.name_en)} · {pick(window, window_en)}
          </span>
          <input type="hidden" name="act" value="answer" />
          <input type="hidden" name="swap" value={swap.id} />
          <div className="acts">
            <button type="submit" name="accepts" value="1" className="button button-brand">
              {t("duty.accept")}
            </button>
            <button type="submit" name="accepts" value="0" className="button">
              {t("duty.decline")}
            </button>
          </div>
        </Form>
      ))}
      <section className="stack" aria-labelledby="own-title">
        <h2 id="own-title">{t("duty.own")}</h2>
        {duty.own.length === 0 ? <p className="quiet">{t("duty.none")}</p> : null}
        {duty.own.map(({ claim, shift, point, window, window_en, swap }) => (
          <div key={claim.id} className="shift" data-mine="">
            <strong className="large">
              {momentWords(shift.start, point.zone, language)}–{timeWords(shift.end, point.zone)}
            </strong>
            <span>
              {pick(point.name, point.name_en)} · {pick(window, window_en)} ·{" "}
              {t(claim.kind === "stand-by" ? "roster.standBy" : `claim.${claim.status}`)}
            </span>
            {swap ? <span className="small">{t("duty.swapOpen")}</span> : null}
            {claim.status === "claimed" || claim.status === "confirmed" ? (
              <Form method="post" className="acts" replace>
                <input type="hidden" name="claim" value={claim.id} />
                {claim.kind === "claim" && claim.status === "claimed" ? (
                  <button type="submit" name="act" value="confirm" className="button button-brand">
                    {t("duty.confirm")}
                  </button>
                ) : null}
                <button type="submit" name="act" value="release" className="button">
                  {t("roster.release")}
                </button>
              </Form>
            ) : null}
          </div>
        ))}
        <div className="acts">
          {points.map((id) => (
            <Link key={id} className="button" to={`/desk/${id}/roster`}>
              {t("duty.find")}
            </Link>
          ))}
          <Link className="button" to="/duty/ways">
            {t("ways.title")}
          </Link>
        </div>
      </section>
      <section className="card" aria-labelledby="messages-title">
        <h2 id="messages-title">{t("inbox.title")}</h2>
        {messages.length === 0 ? <p className="quiet">{t("duty.noMessages")}</p> : null}
        {messages.map((message) => (
          <div key={message.id} className={message.read_at ? "list-row" : "list-row unread"}>
            <strong>{message.title}</strong>
            <span>{message.body}</span>
            <span className="row-between small">
              <span className="quiet">
                {t("inbox.ago", { ago: durationWords(minutesBetween(message.created_at, now), language) })}
              </span>
              <span className="row">
                {message.path && message.path !== "/duty" ? (
                  <Link className="button" to={message.path}>
                    {t("inbox.open")}
                  </Link>
                ) : null}
                {message.read_at ? null : (
                  <Form method="post" replace preventScrollReset>
                    <input type="hidden" name="act" value="read" />
                    <button type="submit" name="message" value={message.id} className="button">
                      {t("inbox.read")}
                    </button>
                  </Form>
                )}
              </span>
            </span>
          </div>
        ))}
      </section>
    </main>
  );
}
