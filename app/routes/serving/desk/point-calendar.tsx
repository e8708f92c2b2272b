import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { DeskLinks } from "#app/features/watching/desk/ui/desk-links.tsx";
import { setHours } from "#app/features/places/points/edit-point.server.ts";
import { formatHoursText, parseHoursText } from "#app/features/places/hours/hours-text.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { spansOn } from "#app/features/places/hours/opening.ts";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { closeSlots, findOpenClosures } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { setPointDate } from "#app/features/visiting/closures/set-point-date.server.ts";
import { ClosureBar } from "#app/features/visiting/closures/ui/closure-bar.tsx";
import { calendarForm } from "#app/features/visiting/calendar/calendar-form.ts";
import { PreviewBox } from "#app/features/visiting/calendar/ui/preview-box.tsx";
import { RuleRows } from "#app/features/visiting/calendar/ui/rule-rows.tsx";
import { formatSpan, parseRules } from "#app/features/visiting/services/schedule-form.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { readSchedule } from "#app/features/visiting/services/read-schedule.server.ts";
import { isBookable } from "#app/features/visiting/services/service.ts";
import {
  changeSchedule,
  previewChange,
  type ScheduleChange,
} from "#app/features/visiting/calendar/change-schedule.server.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import type { SchedulePreview } from "#app/features/visiting/slots/schedule-preview.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { mondayOf, parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateWords, weekdayWord } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

const WEEKS = 5;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point, may } = await atPoint(context, params.pointId, "schedule.set");
  const search = new URL(request.url).searchParams;
  const today = dateIn(point.zone, app.clock.now());
  const first = mondayOf(parseCivilDate(search.get("from") ?? "") ?? today);
  const last = plusDays(first, WEEKS * 7 - 1);
  const services = (await findServicesOf(app.db, point.id)).filter(isBookable);
  const service = services.find(({ id }) => id === search.get("service")) ?? services[0];
  const { hours, dated } = await readHours(app.db, point, first, WEEKS * 7);
  const schedule = service ? await readSchedule(app.db, service) : undefined;
  const found = service ? await findSlots(app.db, service, first, last) : undefined;
  const chosen = parseCivilDate(search.get("date") ?? "");
  const now = app.clock.now();
  let booked = 0;
  for (const one of chosen ? services : [])
    booked += (await findSlots(app.db, one, chosen!, chosen!)).slots.reduce((sum, slot) => sum + slot.booked, 0);
  return {
    booked,
    closures: (await findOpenClosures(app.db, point.id, now)).map(({ closure, moved, cancelled }) => ({
      id: closure.id,
      moved,
      cancelled,
      until: closure.undoUntil,
      now,
    })),
    title: `${point.name} · ${staffText(visit, "desk.calendar")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en },
    today,
    first,
    chosen: chosen ?? null,
    hoursText: hours ? formatHoursText(hours) : "",
    services: services.map(({ id, name, name_en }) => ({ id, name, name_en })),
    service: service?.id ?? null,
    rules: schedule?.schedules ?? [],
    days: Array.from({ length: WEEKS * 7 }, (_, i) => {
      const date = plusDays(first, i);
      const slots = found?.slots.filter((slot) => slot.date === date) ?? [];
      const exception = dated.get(date);
      return {
        date,
        day: app.calendar(date),
        spans: hours ? spansOn(hours, dated, date, app.calendar) : (exception?.spans ?? []),
        exception: exception ? { reason: exception.reason, reason_en: exception.reason_en } : null,
        serviceException: schedule?.dates.get(date)?.map(formatSpan).join("\n") ?? null,
        closed: found?.days.get(date)?.closed ?? false,
        places: slots.reduce((sum, slot) => sum + (slot.closed ? 0 : slot.capacity), 0),
        booked: slots.reduce((sum, slot) => sum + slot.booked, 0),
      };
    }),
    links: { rules: true, people: may("people.manage"), tasks: may("task.fix"), roster: may("shift.see") },
  };
}

interface Answer {
  trouble?: StaffKey;
  word?: StaffKey;
  n?: number;
  codes?: string[];
  preview?: SchedulePreview;
  again?: Record<string, string>;
  rows?: number[];
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app } = context;
  const { actor, point } = await atPoint(context, params.pointId, "schedule.set");
  const body = await request.formData();
  const form = calendarForm.safeParse(Object.fromEntries(body));
  if (!form.success)
    return data<Answer>(
      {
        trouble: form.error.issues.some(({ path }) => path[0] === "spans")
          ? "calendar.spansWrong"
          : "desk.trouble.form",
      },
      { status: 422 },
    );
  const say = form.data;
  if (say.act === "hours") {
    const hours = say.hours === "" ? null : parseHoursText(say.hours);
    if (hours === undefined) return data<Answer>({ trouble: "calendar.hoursWrong" }, { status: 422 });
    return (await setHours(app, actor, point.id, hours)) === "set"
      ? data<Answer>({ word: "calendar.hoursSet" })
      : notFound();
  }
  if (say.act === "undo") {
    const outcome = await undoClosure(app, actor, point.id, say.closure);
    if (outcome.kind === "no-such-closure") return notFound();
    if (outcome.kind === "too-late") return data<Answer>({ trouble: "slots.undoLate" }, { status: 409 });
    return data<Answer>(
      outcome.away.length === 0
        ? { word: "slots.undone", n: outcome.back }
        : { word: "slots.undonePart", n: outcome.back, codes: outcome.away.map(formatCode) },
    );
  }
  if (say.act === "point-day") {
    const day =
      say.how === "week" ? null : { spans: say.how === "closed" ? [] : say.spans, reason: say.reason, reason_en: "" };
    return (await setPointDate(app, actor, point.id, say.date, day)).kind === "set"
      ? data<Answer>({ word: "calendar.daySet" })
      : notFound();
  }
  let change: ScheduleChange;
  if (say.act === "rules") {
    const rules = parseRules(body, () => app.ids.id());
    if ("faults" in rules) return data<Answer>({ trouble: "calendar.rulesWrong", rows: rules.faults }, { status: 422 });
    change = { schedules: rules.schedules };
  } else {
    change = {
      date: say.date,
      day: say.how === "week" ? null : { spans: say.how === "closed" ? [] : say.spans, reason: say.reason },
    };
  }
  const outcome =
    say.sure === "1"
      ? await changeSchedule(app, actor, point.id, say.service, change)
      : await previewChange(app, point.id, say.service, change);
  if (outcome.kind === "no-such-service") return notFound();
  if (say.sure === "1") {
    // A date on which a service does not run keeps nobody: whoever booked is moved, and can be put back for a minute.
    if ("date" in change && change.day?.spans.length === 0)
      await closeSlots(app, actor, { pointId: point.id, serviceId: say.service, date: change.date });
    return data<Answer>({ word: "calendar.rulesSet" });
  }
  const again: Record<string, string> = {};
  for (const [name, value] of body)
    if (typeof value === "string")
      again[name] = name in again && name.startsWith("days.") ? `${again[name]},${value}` : value;
  return data<Answer>({ preview: outcome.preview, again });
}

export const meta = titled;

export default function CalendarPage() {
  const { point, today, first, chosen, hoursText, services, service, rules, days, links, closures, booked } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  const address = (more: Record<string, string | null>) => {
    const all = { ...(service && { service }), from: first, ...(chosen && { date: chosen }), ...more };
    return `?${new URLSearchParams(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== null)).toString()}`;
  };
  const day = days.find(({ date }) => date === chosen);
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(point.name, point.name_en)} · {t("desk.calendar")}
      </h1>
      <DeskLinks pointId={point.id} links={links} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)}
          {answer.rows ? ` (${answer.rows.map((row) => row + 1).join("、")})` : ""}
        </Said>
      ) : null}
      {answer?.word ? (
        <Said of={answer}>{t(answer.word, { n: answer.n ?? 0, codes: answer.codes?.join(" · ") ?? "" })}</Said>
      ) : null}
      {closures.map((closure) => (
        <ClosureBar
          key={closure.id}
          closure={closure}
          hidden={
            <>
              <input type="hidden" name="act" value="undo" />
              <input type="hidden" name="closure" value={closure.id} />
            </>
          }
        />
      ))}
      {answer?.preview && answer.again ? <PreviewBox preview={answer.preview} again={answer.again} /> : null}
      {services.length > 1 ? (
        <nav className="chips chips-wrap" aria-label={t("slots.service")}>
          {services.map((one) => (
            <Link
              key={one.id}
              className="chip"
              to={address({ service: one.id })}
              aria-current={one.id === service ? "true" : undefined}
            >
              {pick(one.name, one.name_en)}
            </Link>
          ))}
        </nav>
      ) : null}
      <section className="card stack" aria-labelledby="month-title">
        <div className="row-between">
          <h2 id="month-title">
            {dateWords(first, language)} – {dateWords(days.at(-1)!.date, language)}
          </h2>
          <span className="row">
            <Link className="button" to={address({ from: plusDays(first, -28) })}>
              {t("calendar.earlier")}
            </Link>
            <Link className="button" to={address({ from: plusDays(first, 28) })}>
              {t("calendar.later")}
            </Link>
          </span>
        </div>
        <div className="month">
          {days.slice(0, 7).map(({ date }) => (
            <span key={date} className="month-head">
              {weekdayWord(date, language)}
            </span>
          ))}
          {days.map((one) => (
            <Link
              key={one.date}
              to={address({ date: one.date })}
              preventScrollReset
              className="month-day"
              data-today={one.date === today ? "" : undefined}
              data-closed={one.spans.length === 0 || one.closed ? "" : undefined}
              data-exception={one.exception || one.serviceException !== null ? "" : undefined}
              aria-current={one.date === chosen ? "date" : undefined}
            >
              <strong>
                {Number(one.date.slice(8))}
                <span className="unseen"> {dateWords(one.date, language)}</span>
              </strong>
              {one.day.kind === "holiday" ? (
                <span>{pick(one.day.name, one.day.name_en)}</span>
              ) : one.day.kind === "make-up" ? (
                <span>{t("calendar.makeUp")}</span>
              ) : null}
              <span className="month-more">
                {one.spans.length === 0
                  ? t("calendar.shut")
                  : one.spans.map(({ from, to }) => `${from}–${to}`).join(" ")}
              </span>
              {service ? (
                <span className="quiet">
                  {one.closed
                    ? t("desk.closed")
                    : one.places > 0
                      ? t("calendar.places", { booked: one.booked, places: one.places })
                      : ""}
                </span>
              ) : null}
            </Link>
          ))}
        </div>
        {days.some(({ day: kind }) => kind.kind === "unknown") ? (
          <p className="notice">{t("calendar.unknownYear")}</p>
        ) : null}
      </section>
      {day ? (
        <section className="card stack" id="day" aria-labelledby="day-title">
          <h2 id="day-title">{dateWords(day.date, language)}</h2>
          <div className="grid-2">
            <Form method="post" className="stack" replace>
              <h3>{t("calendar.pointDay")}</h3>
              <input type="hidden" name="act" value="point-day" />
              <input type="hidden" name="date" value={day.date} />
              <DayChoice chosen={day.exception ? (day.spans.length === 0 ? "closed" : "hours") : "week"} />
              <label className="field">
                <span>{t("calendar.daySpans")}</span>
                <input
                  name="pointSpans"
                  defaultValue={day.exception ? day.spans.map(({ from, to }) => `${from}-${to}`).join(",") : ""}
                  placeholder="9:00-12:00,14:00-17:00"
                  maxLength={60}
                />
              </label>
              <label className="field">
                <span>{t("calendar.reason")}</span>
                <input name="reason" defaultValue={day.exception?.reason} maxLength={40} />
              </label>
              {booked > 0 ? <p className="notice">{t("calendar.bookedThen", { n: booked })}</p> : null}
              <button type="submit" className="button button-brand">
                {t("calendar.save")}
              </button>
            </Form>
            {service ? (
              <Form method="post" className="stack" replace>
                <h3>{t("calendar.serviceDay")}</h3>
                <input type="hidden" name="act" value="service-day" />
                <input type="hidden" name="date" value={day.date} />
                <input type="hidden" name="service" value={service} />
                <DayChoice
                  chosen={day.serviceException === null ? "week" : day.serviceException === "" ? "closed" : "hours"}
                />
                <label className="field">
                  <span>{t("calendar.serviceSpans")}</span>
                  <textarea
                    name="spans"
                    defaultValue={day.serviceException ?? ""}
                    placeholder={"9:30-11:30 20 2\n14:30-17:30 20 2"}
                    maxLength={400}
                  />
                </label>
                <label className="field">
                  <span>{t("calendar.reason")}</span>
                  <input name="reason" maxLength={40} />
                </label>
                <button type="submit" className="button button-brand">
                  {t("calendar.preview")}
                </button>
              </Form>
            ) : null}
          </div>
          <Link
            className="button"
            to={`/desk/${point.id}/slots?date=${day.date}${service ? `&service=${service}` : ""}`}
          >
            {t("calendar.toSlots")}
          </Link>
        </section>
      ) : null}
      <section className="card stack" aria-labelledby="hours-title">
        <h2 id="hours-title">{t("calendar.hours")}</h2>
        <Form method="post" className="stack" replace>
          <input type="hidden" name="act" value="hours" />
          <label className="field">
            <span>{t("calendar.hoursHow")}</span>
            <input name="hours" defaultValue={hoursText} maxLength={200} />
          </label>
          <button type="submit" className="button button-brand">
            {t("calendar.save")}
          </button>
        </Form>
      </section>
      {service ? (
        <section className="card stack" aria-labelledby="rules-title">
          <h2 id="rules-title">{t("calendar.rules")}</h2>
          <Form method="post" className="stack" replace key={service}>
            <input type="hidden" name="act" value="rules" />
            <input type="hidden" name="service" value={service} />
            <RuleRows rules={rules} />
            <button type="submit" className="button button-brand">
              {t("calendar.preview")}
            </button>
          </Form>
        </section>
      ) : null}
      <Link className="button" to={`/desk/${point.id}/services`}>
        {t("services.title")}
      </Link>
    </main>
  );
}

function DayChoice({ chosen }: { chosen: "week" | "closed" | "hours" }) {
  const { t } = useStaffWords();
  return (
    <div className="chips chips-wrap" role="radiogroup" aria-label={t("calendar.how")}>
      {(["week", "closed", "hours"] as const).map((how) => (
        <label key={how} className="chip">
          <input type="radio" name="how" value={how} defaultChecked={how === chosen} />
          {t(`calendar.how.${how}`)}
        </label>
      ))}
    </div>
  );
}
