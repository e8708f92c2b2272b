import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData, useSearchParams } from "@remix-run/react";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { closeSlots, findOpenClosures } from "#app/features/visiting/closures/close-slots.server.ts";
import { undoClosure } from "#app/features/visiting/closures/undo-closing.server.ts";
import { DeskLinks } from "#app/features/watching/desk/ui/desk-links.tsx";
import { ClosureBar } from "#app/features/visiting/closures/ui/closure-bar.tsx";
import { slotForm } from "#app/features/visiting/calendar/slot-form.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { isBookable } from "#app/features/visiting/services/service.ts";
import { mayTouchDate } from "#app/features/visiting/calendar/desk-dates.ts";
import { findSlots } from "#app/features/visiting/slots/find-slots.server.ts";
import { openSlot, resizeSlot, setServiceDay } from "#app/features/visiting/calendar/set-slot.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { parseCivilDate, plusDays } from "#app/time/civil.ts";
import { dateWords, dayWords, timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point, may, roles } = await atPoint(context, params.pointId, "slots.set");
  const search = new URL(request.url).searchParams;
  const now = app.clock.now();
  const today = dateIn(point.zone, now);
  const services = (await findServicesOf(app.db, point.id)).filter(isBookable);
  const service = services.find(({ id }) => id === search.get("service")) ?? services[0];
  const date = parseCivilDate(search.get("date") ?? "") ?? today;
  const { slots, days } = service
    ? await findSlots(app.db, service, date, date)
    : { slots: [], days: new Map<never, never>() };
  const day = days.get(date as never) as { quota: number | null; booked: number; closed: boolean } | undefined;
  return {
    title: `${point.name} · ${staffText(visit, "desk.slots")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    today,
    date,
    now,
    closures: (await findOpenClosures(app.db, point.id, now))
      .filter(({ closure }) => closure.date === date)
      .map(({ closure, moved, cancelled }) => ({ id: closure.id, moved, cancelled, until: closure.undoUntil, now })),
    services: services.map(({ id, name, name_en }) => ({ id, name, name_en })),
    service: service?.id ?? null,
    slots,
    day: day ?? null,
    mayTouch: mayTouchDate(
      roles.map(({ role }) => role),
      date,
      today,
    ),
    mayAny: mayTouchDate(
      roles.map(({ role }) => role),
      plusDays(today, 7),
      today,
    ),
    links: {
      rules: may("schedule.set"),
      people: may("people.manage"),
      tasks: may("task.fix"),
      roster: may("shift.see"),
    },
  };
}

interface Answer {
  word?: StaffKey;
  trouble?: StaffKey;
  n?: number;
  codes?: string[];
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app } = context;
  const { actor, point, roles } = await atPoint(context, params.pointId, "slots.set");
  const form = slotForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "desk.trouble.form" }, { status: 422 });
  const say = form.data;
  if (say.act === "undo") {
    const open = (await findOpenClosures(app.db, point.id, app.clock.now())).find(
      ({ closure }) => closure.id === say.closure,
    );
    if (
      open &&
      !mayTouchDate(
        roles.map(({ role }) => role),
        open.closure.date,
        dateIn(point.zone, app.clock.now()),
      )
    )
      return data<Answer>({ trouble: "slots.notYours" }, { status: 409 });
    const outcome = await undoClosure(app, actor, point.id, say.closure);
    if (outcome.kind === "no-such-closure") return notFound();
    if (outcome.kind === "too-late") return data<Answer>({ trouble: "slots.undoLate" }, { status: 409 });
    return data<Answer>(
      outcome.away.length === 0
        ? { word: "slots.undone", n: outcome.back }
        : { word: "slots.undonePart", n: outcome.back, codes: outcome.away.map(formatCode) },
    );
  }
  if (
    !mayTouchDate(
      roles.map(({ role }) => role),
      say.date,
      dateIn(point.zone, app.clock.now()),
    )
  )
    return data<Answer>({ trouble: "slots.notYours" }, { status: 409 });
  const service = (await findServicesOf(app.db, point.id)).find(({ id }) => id === say.service) ?? notFound();
  // The date that was said is the one that was judged: a slot of another date is not there.
  if ("slot" in say && !(await findSlots(app.db, service, say.date, say.date)).slots.some(({ id }) => id === say.slot))
    return notFound();
  switch (say.act) {
    case "close":
    case "close-day": {
      const outcome = await closeSlots(app, actor, {
        pointId: point.id,
        serviceId: service.id,
        date: say.date,
        ...(say.act === "close" && { slotIds: [say.slot] }),
      });
      if (outcome.kind === "no-such-service") return notFound();
      if (outcome.kind === "nothing-to-close") return data<Answer>({ trouble: "slots.nothing" }, { status: 409 });
      return data<Answer>({});
    }
    case "open": {
      const outcome = await openSlot(app, actor, point.id, say.slot);
      return outcome.kind === "no-such-slot" ? notFound() : data<Answer>({ word: "slots.opened" });
    }
    case "resize": {
      const outcome = await resizeSlot(app, actor, point.id, say.slot, say.capacity);
      if (outcome.kind === "no-such-slot") return notFound();
      return outcome.kind === "set"
        ? data<Answer>({ word: "slots.resized" })
        : data<Answer>({ trouble: "slots.bookedMore", n: outcome.booked }, { status: 409 });
    }
    case "day": {
      const outcome = await setServiceDay(app, actor, service, say.date, say.quota);
      if (outcome.kind === "no-such-service") return notFound();
      return outcome.kind === "set"
        ? data<Answer>({ word: "slots.daySet" })
        : data<Answer>({ trouble: "slots.bookedMore", n: outcome.booked }, { status: 409 });
    }
  }
}

export const meta = titled;

export default function SlotsPage() {
  const { point, today, date, now, services, service, slots, day, mayTouch, mayAny, links, closures } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  const [params] = useSearchParams();
  const address = (more: Record<string, string>) =>
    `?${new URLSearchParams({ ...Object.fromEntries(params), ...more }).toString()}`;
  const hidden = (act: string, more: Record<string, string> = {}) =>
    Object.entries({ act, date, service: service ?? "", ...more }).map(([name, value]) => (
      <input key={name} type="hidden" name={name} value={value} />
    ));
  const ahead = Array.from({ length: mayAny ? 14 : 2 }, (_, i) => plusDays(today, i));
  const open = slots.filter(({ closed }) => !closed);
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(point.name, point.name_en)} · {t("desk.slots")}
      </h1>
      <DeskLinks pointId={point.id} links={links} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble, { n: answer.n ?? 0 })}
        </Said>
      ) : null}
      {answer?.word ? (
        <Said of={answer}>{t(answer.word, { n: answer.n ?? 0, codes: answer.codes?.join(" · ") ?? "" })}</Said>
      ) : null}
      {closures.map((closure) => (
        <ClosureBar key={closure.id} closure={closure} hidden={hidden("undo", { closure: closure.id })} />
      ))}
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
      <nav className="dates" aria-label={t("slots.date")}>
        {ahead.map((one) => (
          <Link key={one} className="date" to={address({ date: one })} aria-current={one === date ? "date" : undefined}>
            <strong>{dayWords(one, today, language)}</strong>
            {dayWords(one, today, language) === dateWords(one, language) ? null : (
              <span className="small">{dateWords(one, language)}</span>
            )}
          </Link>
        ))}
      </nav>
      {service === null ? (
        <p className="notice">{t("slots.noService")}</p>
      ) : (
        <>
          <section className="card stack">
            <div className="row-between">
              <h2>
                {dateWords(date, language)}{" "}
                {day?.closed ? (
                  <span className="desk-mark" data-state="no-show">
                    {t("desk.closed")}
                  </span>
                ) : null}
              </h2>
              {mayTouch ? (
                <div className="row">
                  <Form method="post" className="row" replace>
                    {hidden("day")}
                    <label className="row small">
                      {t("slots.quota")}{" "}
                      <input
                        name="quota"
                        type="number"
                        min={0}
                        max={9999}
                        defaultValue={day?.quota ?? ""}
                        className="button"
                        size={5}
                      />
                    </label>
                    <button type="submit" className="button">
                      {t(day?.closed ? "slots.openDay" : "slots.setQuota")}
                    </button>
                  </Form>
                  {open.length > 0 && !day?.closed ? (
                    <Form method="post" replace>
                      {hidden("close-day")}
                      <button type="submit" className="button button-danger">
                        {t("slots.closeDay", { n: open.reduce((sum, slot) => sum + slot.booked, 0) })}
                      </button>
                    </Form>
                  ) : null}
                </div>
              ) : (
                <p className="quiet small">{t("slots.notYours")}</p>
              )}
            </div>
            {slots.length === 0 ? <p className="quiet">{t("slots.none")}</p> : null}
            <div className="table-wrap">
              <table className="table">
                <thead>
                  <tr>
                    <th>{t("slots.time")}</th>
                    <th className="number">{t("slots.booked")}</th>
                    <th>{t("slots.capacity")}</th>
                    <th>{t("slots.act")}</th>
                  </tr>
                </thead>
                <tbody>
                  {slots
                    .filter((slot) => slot.end > now || slot.booked > 0)
                    .map((slot) => (
                      <tr key={slot.id}>
                        <td>
                          <strong>{timeWords(slot.start, point.zone)}</strong>–{timeWords(slot.end, point.zone)}{" "}
                          {slot.closed ? (
                            <span className="desk-mark" data-state="no-show">
                              {t("desk.closed")}
                            </span>
                          ) : null}
                        </td>
                        <td className="number">{slot.booked}</td>
                        <td>
                          {mayTouch && slot.end > now ? (
                            <Form method="post" className="row" replace>
                              {hidden("resize", { slot: slot.id })}
                              <label className="unseen" htmlFor={`c-${slot.id}`}>
                                {t("slots.capacity")} {timeWords(slot.start, point.zone)}
                              </label>
                              <input
                                id={`c-${slot.id}`}
                                name="capacity"
                                type="number"
                                min={0}
                                max={500}
                                defaultValue={slot.capacity}
                                className="button"
                                size={4}
                              />
                              <button type="submit" className="button">
                                {t("slots.resize")}
                              </button>
                            </Form>
                          ) : (
                            slot.capacity
                          )}
                        </td>
                        <td>
                          {mayTouch && slot.start > now ? (
                            <Form method="post" replace>
                              {hidden(slot.closed ? "open" : "close", { slot: slot.id })}
                              <button type="submit" className="button">
                                {slot.closed
                                  ? t("slots.open")
                                  : slot.booked > 0
                                    ? t("slots.closeMoves", { n: slot.booked })
                                    : t("slots.close")}
                              </button>
                            </Form>
                          ) : null}
                        </td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </div>
          </section>
        </>
      )}
    </main>
  );
}
