import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { DeskLinks } from "#app/features/watching/desk/ui/desk-links.tsx";
import { findStaffAt } from "#app/features/people/staff/find-staff.server.ts";
import { can } from "#app/features/people/staff/can.ts";
import { QUALIFICATIONS } from "#app/features/people/staff/staff.ts";
import {
  findNeeds,
  findWindows,
  planRoster,
  type RosterChange,
} from "#app/features/serving/roster/plan-roster.server.ts";
import { needForm, rosterForm } from "#app/features/serving/roster/roster-form.ts";
import { showShifts } from "#app/features/serving/roster/show-roster.server.ts";
import { askSwap } from "#app/features/serving/roster/swap-shift.server.ts";
import { releaseClaim, takeShift } from "#app/features/serving/roster/take-shift.server.ts";
import { ShiftCard } from "#app/features/serving/roster/ui/shift-card.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { mondayOf, parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point, may, staff } = await atPoint(context, params.pointId, "shift.see");
  const now = app.clock.now();
  const today = dateIn(point.zone, now);
  const week = mondayOf(parseCivilDate(new URL(request.url).searchParams.get("week") ?? "") ?? today);
  const others = may("shift.take")
    ? (await findStaffAt(app, app.db, point.id))
        .filter(({ id }) => id !== staff.id)
        .map(({ id, name }) => ({ id, name }))
    : [];
  return {
    title: `${point.name} · ${staffText(visit, "roster.title")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    today,
    now,
    week,
    me: staff.id,
    others,
    shifts: await showShifts(app, point.id, week, plusDays(week, 6)),
    mayTake: may("shift.take"),
    mayPlan: may("roster.plan"),
    windows: await findWindows(app.db, point.id),
    needs: await findNeeds(app.db, point.id),
    links: { rules: may("schedule.set"), people: may("people.manage"), tasks: may("task.fix"), roster: true },
  };
}

interface Answer {
  trouble?: StaffKey;
  word?: StaffKey;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app } = context;
  const { asker, actor, point, staff } = await atPoint(context, params.pointId, "shift.see");
  const subject = { cityId: point.cityId, pointId: point.id };
  const body = await request.formData();
  const form = rosterForm.safeParse(Object.fromEntries(body));
  if (!form.success) return data<Answer>({ trouble: "desk.trouble.form" }, { status: 422 });
  const say = form.data;
  if (say.act === "take" || say.act === "release" || say.act === "swap") {
    if (!can(asker, "shift.take", subject)) return notFound();
    if (say.act === "take") {
      const outcome = await takeShift(app, staff, say.shift, say.kind);
      if (outcome.kind === "no-such-shift") return notFound();
      return outcome.kind === "taken"
        ? data<Answer>({ word: say.kind === "claim" ? "roster.taken" : "roster.standing" })
        : data<Answer>({ trouble: `roster.refused.${outcome.kind}` }, { status: 409 });
    }
    if (say.act === "release") {
      const outcome = await releaseClaim(app, staff, say.claim);
      return outcome.kind === "no-such-claim"
        ? notFound()
        : outcome.kind === "changed"
          ? data<Answer>({ word: "roster.released" })
          : data<Answer>({ trouble: "desk.trouble.notPossible" }, { status: 409 });
    }
    const outcome = await askSwap(app, staff, say.claim, say.to);
    if (outcome.kind === "no-such-claim" || outcome.kind === "no-such-shift") return notFound();
    return outcome.kind === "asked"
      ? data<Answer>({ word: "roster.swapAsked" })
      : data<Answer>({ trouble: `roster.refused.${outcome.kind}` }, { status: 409 });
  }
  if (!can(asker, "roster.plan", subject)) return notFound();
  let change: RosterChange;
  if (say.act === "add-need") {
    const need = needForm.safeParse({ ...Object.fromEntries(body), days: body.getAll("days") });
    if (!need.success) return data<Answer>({ trouble: "roster.needWrong" }, { status: 422 });
    const [first, second] = need.data.map(({ fromDate, ...rest }) => ({
      ...rest,
      fromDate: fromDate ?? dateIn(point.zone, app.clock.now()),
    }));
    change = { act: "add-need", need: first!, ...(second && { afterMidnight: second }) };
  } else if (say.act === "add-window") {
    change = { act: "add-window", window: { name: say.name, name_en: "", keepsDoor: say.keepsDoor === "1" } };
  } else {
    change = { act: say.act, id: say.id };
  }
  return (await planRoster(app, actor, point.id, change)) === "planned"
    ? data<Answer>({ word: "roster.planned" })
    : notFound();
}

export const meta = titled;

export default function RosterPage() {
  const { point, today, now, week, me, others, shifts, mayTake, mayPlan, windows, needs, links } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  const days = Array.from({ length: 7 }, (_, i) => plusDays(week, i));
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(point.name, point.name_en)} · {t("roster.title")}
      </h1>
      <DeskLinks pointId={point.id} links={links} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)}
        </Said>
      ) : null}
      {answer?.word ? <Said of={answer}>{t(answer.word)}</Said> : null}
      <div className="row-between">
        <h2>
          {dateWords(week, language)} – {dateWords(plusDays(week, 6), language)}
        </h2>
        <span className="row">
          <Link className="button" to={`?week=${plusDays(week, -7)}`}>
            {t("roster.weekBefore")}
          </Link>
          <Link className="button" to={`?week=${plusDays(week, 7)}`}>
            {t("roster.weekAfter")}
          </Link>
        </span>
      </div>
      {shifts.length === 0 ? <p className="large quiet">{t("roster.none")}</p> : null}
      <div className="week-columns">
        {days
          .filter((date) => shifts.some(({ shift }) => shift.date === date))
          .map((date) => (
            <section key={date} className="stack" aria-label={dateWords(date, language)}>
              <h3>
                {dateWords(date, language)}
                {date === today ? ` · ${t("point.today")}` : ""}
              </h3>
              {shifts
                .filter(({ shift }) => shift.date === date)
                .map((shown) => (
                  <ShiftCard
                    key={shown.shift.id}
                    shown={shown}
                    zone={point.zone}
                    now={now}
                    me={me}
                    others={others}
                    mayTake={mayTake}
                  />
                ))}
            </section>
          ))}
      </div>
      {mayPlan ? (
        <section className="card stack" aria-labelledby="plan-title">
          <div className="row-between">
            <h2 id="plan-title">{t("roster.plan")}</h2>
            <a className="button" href={`/desk/${point.id}/hours.csv?month=${today.slice(0, 7)}`}>
              {t("roster.hoursCsv")}
            </a>
          </div>
          <p className="quiet">{t("roster.planHow")}</p>
          {windows.map((window) => (
            <div key={window.id} className="shift">
              <div className="row-between">
                <strong>
                  {pick(window.name, window.name_en)}{" "}
                  {window.keepsDoor ? <span className="tag">{t("roster.keepsDoor")}</span> : null}
                </strong>
                <Form method="post" replace>
                  <input type="hidden" name="act" value="end-window" />
                  <input type="hidden" name="id" value={window.id} />
                  <button type="submit" className="button">
                    {t("people.remove")}
                  </button>
                </Form>
              </div>
              <ul>
                {needs
                  .filter(({ windowId }) => windowId === window.id)
                  .map((need) => (
                    <li key={need.id} className="list-row">
                      <div className="row-between">
                        <span>
                          {need.days.map((day) => t(`weekday.${day}`)).join(" ")} {need.from}–{need.to} ·{" "}
                          {t("roster.people", { n: need.people })}
                          {need.qualification ? ` · ${t(`qualification.${need.qualification}`)}` : ""}
                        </span>
                        <Form method="post" replace>
                          <input type="hidden" name="act" value="end-need" />
                          <input type="hidden" name="id" value={need.id} />
                          <button type="submit" className="button">
                            {t("people.remove")}
                          </button>
                        </Form>
                      </div>
                    </li>
                  ))}
              </ul>
              <Form method="post" className="stack" replace>
                <input type="hidden" name="act" value="add-need" />
                <input type="hidden" name="windowId" value={window.id} />
                <div className="checks">
                  {([1, 2, 3, 4, 5, 6, 7] as const).map((day) => (
                    <label key={day} className="chip">
                      <input type="checkbox" name="days" value={day} />
                      {t(`weekday.${day}`)}
                    </label>
                  ))}
                </div>
                <div className="grid-3">
                  <label className="field">
                    <span>{t("rules.from")}</span>
                    <input type="time" name="from" defaultValue="09:00" required />
                  </label>
                  <label className="field">
                    <span>{t("rules.to")}</span>
                    <input type="time" name="to" defaultValue="12:00" required />
                  </label>
                  <label className="field">
                    <span>{t("roster.howMany")}</span>
                    <input type="number" name="people" min={1} max={20} defaultValue={1} required />
                  </label>
                  <label className="field">
                    <span>{t("people.qualification")}</span>
                    <select name="qualification" defaultValue="">
                      <option value="">{t("people.noQualification")}</option>
                      {QUALIFICATIONS.map((one) => (
                        <option key={one} value={one}>
                          {t(`qualification.${one}`)}
                        </option>
                      ))}
                    </select>
                  </label>
                  <label className="field">
                    <span>{t("roster.fromDate")}</span>
                    <input type="date" name="fromDate" defaultValue={today} />
                  </label>
                </div>
                <button type="submit" className="button">
                  {t("roster.addNeed")}
                </button>
              </Form>
            </div>
          ))}
          <Form key={windows.length} method="post" className="row" replace>
            <input type="hidden" name="act" value="add-window" />
            <label className="field grow">
              <span>{t("roster.windowName")}</span>
              <input name="name" maxLength={30} required />
            </label>
            <label className="chip">
              <input type="checkbox" name="keepsDoor" value="1" defaultChecked />
              {t("roster.keepsDoor")}
            </label>
            <button type="submit" className="button button-brand">
              {t("roster.addWindow")}
            </button>
          </Form>
        </section>
      ) : null}
    </main>
  );
}
