import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useFetcher, useLoaderData, useNavigate, useRevalidator, useSearchParams, useSubmit } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { stepBooking } from "#app/features/bookings/check-in-booking.server.ts";
import { findByPhoneTail, findDeskBooking, type DeskBooking } from "#app/features/bookings/desk-bookings.server.ts";
import { showToday, type Today } from "#app/features/desk/show-today.server.ts";
import { CurrentPerson } from "#app/features/desk/ui/current-person.tsx";
import { DayList } from "#app/features/desk/ui/day-list.tsx";
import { DeskLinks } from "#app/features/desk/ui/desk-links.tsx";
import { OutboxList, SupplyRow, VisitButtons } from "#app/features/desk/ui/desk-foot.tsx";
import { FindBooking } from "#app/features/desk/ui/find-booking.tsx";
import { IdleScreen, type PinAnswer } from "#app/features/desk/ui/idle-screen.tsx";
import { QueuePanel } from "#app/features/desk/ui/queue-panel.tsx";
import { useLive } from "#app/features/desk/ui/use-live.ts";
import { useOutbox } from "#app/features/desk/ui/use-outbox.ts";
import { deskForm } from "#app/features/desk/desk-form.ts";
import { confirmDoor } from "#app/features/network/fix-door.server.ts";
import { findPoint } from "#app/features/network/find-point.server.ts";
import { setSupply } from "#app/features/network/set-supply.server.ts";
import { can } from "#app/features/people/can.ts";
import { enterPin, leaveTablet } from "#app/features/people/use-tablet.server.ts";
import { callNext, stepTicket } from "#app/features/queue/call-next.server.ts";
import { ticketForMessages } from "#app/features/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/queue/take-ticket.server.ts";
import { checkInShift, checkOutShift } from "#app/features/roster/check-in-shift.server.ts";
import { showShifts } from "#app/features/roster/show-roster.server.ts";
import { ShiftNow } from "#app/features/roster/ui/shift-now.tsx";
import { undoVisit } from "#app/features/visits/count-visit.server.ts";
import type { VisitKind } from "#app/features/visits/visit.ts";
import { notFound } from "#app/not-found.server.ts";
import { atPoint, staffText } from "#app/staff-visit.server.ts";
import { dateWords, timeWords } from "#app/time/words.ts";
import { stopwatch } from "#app/time/clock.ts";
import { instantOf, millisecondsOf, plusMinutes } from "#app/time/instant.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/ui/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { asker, tablet } = await visit.served();
  const point = (await findPoint(app.db, params.pointId!)) ?? notFound();
  if (tablet && tablet.pointId !== point.id) throw redirect(`/desk/${tablet.pointId}`);
  if (tablet && asker?.kind !== "staff") {
    const { counts, visits } = await showToday(app, point);
    return {
      title: point.name, idle: true as const, place: visit.language === "zh" ? point.name : point.name_en, zone: point.zone, now: app.clock.now(),
      counts: { booked: counts.booked, arrived: counts.arrived, waiting: counts.waiting, visits: Object.values(visits).reduce((sum, n) => sum + n, 0) },
    };
  }
  const at = await atPoint(context, point.id, "desk.see");
  const today = await showToday(app, point);
  const chosen = new URL(request.url).searchParams.get("b");
  const soon = plusMinutes(today.now, 60);
  const shifts = (await showShifts(app, point.id, today.date, today.date)).filter(({ shift }) => shift.start <= soon && shift.end > today.now);
  return {
    title: `${visit.language === "zh" ? point.name : point.name_en} · ${staffText(visit, "desk.title")}`, idle: false as const, point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    today, me: { id: at.staff.id, name: at.staff.name }, onTablet: asker?.kind === "staff" && asker.tabletId !== null, shifts,
    chosen: chosen ? ((await findDeskBooking(app, point.id, chosen, at.may("booking.note"))) ?? null) : null,
    links: { rules: at.may("schedule.set"), people: at.may("people.manage"), tasks: at.may("task.fix"), roster: at.may("shift.see") },
  };
}

interface Answer {
  pin?: PinAnswer;
  given?: string;
  found?: { id: string; name: string | null; code: string }[];
  trouble?: StaffKey;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app, visit } = context;
  const form = deskForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "desk.trouble.form" }, { status: 422 });
  const say = form.data;
  if (say.act === "pin" || say.act === "leave") {
    const { tablet } = await visit.served();
    if (!tablet || tablet.pointId !== params.pointId) return notFound();
    if (say.act === "leave") {
      await leaveTablet(app, tablet.id);
      return data<Answer>({});
    }
    const entered = await enterPin(app, tablet, say.pin);
    if (entered.kind === "acting") return redirect(`/desk/${tablet.pointId}`);
    return data<Answer>({ pin: entered.kind === "wrong" ? { pin: "wrong" } : { pin: "too-many", minutes: Math.ceil(entered.retryAfterSeconds / 60) } }, { status: entered.kind === "wrong" ? 422 : 429 });
  }
  const { asker, actor, point, staff } = await atPoint(context, params.pointId, "desk.see");
  const may = (verb: Parameters<typeof can>[1]) => can(asker, verb, { cityId: point.cityId, pointId: point.id }) || notFound();
  const answer = (trouble: StaffKey | undefined, more: Answer = {}) => data<Answer>({ ...more, ...(trouble && { trouble }) }, { status: trouble ? 409 : 200 });
  switch (say.act) {
    case "step": {
      may("booking.check-in");
      const outcome = await stepBooking(app, actor, point.id, say.booking, say.to);
      return outcome.kind === "no-such-booking" ? notFound() : answer(outcome.kind === "stepped" ? undefined : outcome.kind === "place-gone" ? "desk.trouble.placeGone" : "desk.trouble.notPossible");
    }
    case "tail": {
      may("booking.check-in");
      const found = await findByPhoneTail(app, point.id, (await showToday(app, point)).date, say.tail);
      return answer(found.length === 0 ? "desk.trouble.noTail" : undefined, { found: found.map(({ id, name, code }) => ({ id, name, code })) });
    }
    case "call-next": {
      may("ticket.call");
      const outcome = await callNext(app, actor, point.id, say.service, say.station, say.seen || null);
      return outcome.kind === "no-such-service" ? notFound() : answer(outcome.kind === "nobody" ? "desk.trouble.nobody" : undefined);
    }
    case "ticket": {
      may("ticket.call");
      const outcome = await stepTicket(app, actor, point.id, say.ticket, say.to, say.station);
      return outcome.kind === "no-such-ticket" ? notFound() : answer(outcome.kind === "stepped" ? undefined : "desk.trouble.notPossible");
    }
    case "give-number": {
      may("ticket.give");
      const outcome = await takeTicket(app, point.id, say.service, { staff: actor });
      if (outcome.kind === "quota-spent") return answer("desk.trouble.quotaSpent");
      if (outcome.kind !== "taken") return notFound();
      return answer(undefined, { given: (await ticketForMessages(app.db, outcome.ticket.id, app.clock.now()))!.label });
    }
    case "supply":
      may("supplies.set");
      await setSupply(app, actor, point.id, say.item, say.state);
      return answer(undefined);
    case "visit-undo":
      may("visit.count");
      await undoVisit(app, actor, point.id, say.visit);
      return answer(undefined);
    case "door":
      may("door.confirm");
      await confirmDoor(app, actor, point.id);
      return answer(undefined);
    case "shift-in": {
      may("shift.check-in");
      const outcome = await checkInShift(app, staff, say.shift);
      return answer(outcome.kind === "checked-in" ? undefined : "desk.trouble.shift");
    }
    case "shift-out":
      may("shift.check-in");
      return answer((await checkOutShift(app, staff, say.claim)) === "checked-out" ? undefined : "desk.trouble.shift");
  }
}

export const meta = titled;

export default function DeskPage() {
  const data = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useStaffWords();
  if (data.idle) {
    const counts = (["booked", "arrived", "waiting", "visits"] as const).map((name) => ({ label: t(`desk.count.${name}`), n: data.counts[name] }));
    return <IdleScreen place={data.place} zone={data.zone} now={data.now} answer={answer?.pin} counts={counts} />;
  }
  return <Desk data={data as never} />;
}

type Shown = Extract<Awaited<ReturnType<typeof loader>>, { idle: false }>;

const IDLE_AFTER = 10 * 60_000;
const UNDO_SECONDS = 60;

function Desk({ data: { point, today, me, onTablet, shifts, chosen, links } }: { data: Shown & { today: Today } }) {
  const { t, pick, language } = useStaffWords();
  const fetcher = useFetcher<Answer>();
  const submit = useSubmit();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const revalidator = useRevalidator();
  const { lost } = useLive(point.id);
  const [online, setOnline] = useState(true);
  const offline = lost || !online;
  const outbox = useOutbox(point.id, () => revalidator.revalidate());
  const [local, setLocal] = useState<DeskBooking | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  // When something happens is told by the server's clock, run on from its last answer: a tablet's own may be wrong.
  const clock = useRef({ from: today.now, passed: stopwatch() });
  if (clock.current.from !== today.now) clock.current = { from: today.now, passed: stopwatch() };
  const [undo, setUndo] = useState<{ words: string; fields: Record<string, string> } | null>(null);

  useEffect(() => {
    const note = () => setOnline(navigator.onLine);
    note();
    window.addEventListener("online", note);
    window.addEventListener("offline", note);
    return () => { window.removeEventListener("online", note); window.removeEventListener("offline", note); };
  }, []);

  // A tablet that nobody touches shows no names: whoever acted on it leaves it.
  useEffect(() => {
    if (!onTablet) return;
    let timer: ReturnType<typeof setTimeout>;
    const again = () => { clearTimeout(timer); timer = setTimeout(() => { if (navigator.onLine) submit({ act: "leave" }, { method: "post", replace: true }); }, IDLE_AFTER); };
    again();
    for (const event of ["pointerdown", "keydown"]) window.addEventListener(event, again);
    return () => { clearTimeout(timer); for (const event of ["pointerdown", "keydown"]) window.removeEventListener(event, again); };
  }, [onTablet, submit]);

  useEffect(() => {
    if (!undo) return;
    const timer = setTimeout(() => setUndo(null), UNDO_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [undo]);

  const said = fetcher.state === "idle" ? fetcher.data : undefined;
  const found = said?.found;
  useEffect(() => { if (found?.length === 1) navigate(`?b=${found[0]!.id}`, { replace: true, preventScrollReset: true }); }, [found, navigate]);

  const wanted = params.get("b");
  const current = local ? (today.bookings.find(({ id }) => id === local.id) ?? local) : wanted ? (chosen?.id === wanted ? chosen : today.bookings.find(({ id }) => id === wanted)) : undefined;
  const show = (booking: DeskBooking) => {
    setTrouble(null);
    if (offline) return setLocal(booking);
    setLocal(null);
    navigate(`?b=${booking.id}`, { replace: true, preventScrollReset: true });
    document.getElementById("person-title")?.focus();
  };
  const checkIn = (code: string, proof: string | null) => void outbox.put({ id: crypto.randomUUID(), kind: "check-in", body: { code, proof, at: instantOf(millisecondsOf(clock.current.from) + clock.current.passed()) } });
  const onCode = (code: string) => {
    const booking = today.bookings.find((one) => one.code === code);
    if (booking) return show(booking);
    if (offline) return setTrouble(t("desk.trouble.notInList"));
    // Not in today's list: the server says why.
    checkIn(code, null);
  };
  const onVisit = (kind: VisitKind) => {
    const id = crypto.randomUUID();
    void outbox.put({ id, kind: "visit", body: { id, kind } });
    setUndo({ words: t("desk.counted", { kind: t(`visit.${kind}`) }), fields: { act: "visit-undo", visit: id } });
  };
  const services = today.services.map(({ service }) => service);
  return (
    <main id="main" className="desk" tabIndex={-1}>
      <header className="desk-top">
        <h1>{pick(point.name, point.name_en)} <span className="quiet small">{dateWords(today.date, language)} {timeWords(today.now, point.zone)}</span></h1>
        <dl className="desk-counts">
          {(["booked", "arrived", "served", "waiting"] as const).map((name) => <div key={name}><dt>{t(`desk.count.${name}`)}</dt><dd>{today.counts[name]}</dd></div>)}
          {today.services.filter(({ left }) => left !== null).slice(0, 3).map(({ service, left, quota, closed }) => <div key={service.id}><dt>{pick(service.name, service.name_en)} {t("desk.count.left")}</dt><dd>{closed ? t("desk.closed") : `${left}/${quota}`}</dd></div>)}
        </dl>
        {onTablet ? <Form method="post" replace><button type="submit" name="act" value="leave" className="button">{t("desk.leave", { name: me.name })}</button></Form> : null}
      </header>
      <DeskLinks pointId={point.id} links={links} />
      {offline ? <p className="banner" role="status">{t("desk.offline")}</p> : null}
      <OutboxList list={outbox.list} onDrop={outbox.drop} />
      <ShiftNow shifts={shifts} me={me.id} zone={point.zone} fetcher={fetcher} offline={offline} />
      {said?.trouble ? <p className="error" role="alert">{t(said.trouble)}</p> : null}
      <div className="desk-columns">
        <DayList bookings={today.bookings} services={services} zone={point.zone} now={today.now} chosen={current?.id} outbox={outbox.list} />
        <div className="stack">
          <section className="desk-panel" aria-label={t("desk.find")}>
            <FindBooking onCode={onCode} onTail={(tail) => { if (offline) setTrouble(t("desk.trouble.tailOffline")); else fetcher.submit({ act: "tail", tail }, { method: "post" }); }} trouble={trouble} />
            {found && found.length > 1 ? <div className="acts">{found.map((one) => <Link key={one.id} className="button" to={`?b=${one.id}`} replace preventScrollReset>{one.name ?? one.code}</Link>)}</div> : null}
          </section>
          {current ? (
            <CurrentPerson booking={current as DeskBooking} service={services.find(({ id }) => id === current.serviceId)} zone={point.zone} now={today.now} pointId={point.id} outbox={outbox.list} offline={offline} fetcher={fetcher} onCheckIn={(booking, proof) => checkIn(booking.code, proof)} />
          ) : (
            <section className="desk-panel"><p className="quiet">{t("desk.nobodyChosen")}</p><Link className="button" to={`/desk/${point.id}/book`}>{t("desk.bookFor")}</Link></section>
          )}
        </div>
        <QueuePanel queues={today.queues} services={services} fetcher={fetcher} offline={offline} given={said?.given ?? null} />
      </div>
      <div className="desk-foot">
        <VisitButtons visits={today.visits} outbox={outbox.list} onVisit={onVisit} />
        <SupplyRow supplies={today.supplies} fetcher={fetcher} offline={offline} />
        <fetcher.Form method="post"><button type="submit" name="act" value="door" className="button" disabled={offline}>{t("desk.doorOpen")}</button></fetcher.Form>
      </div>
      {undo ? (
        <div className="undo-bar" role="status">
          <span>{undo.words}</span>
          <button type="button" className="button" disabled={offline} onClick={() => { fetcher.submit(undo.fields, { method: "post" }); setUndo(null); }}>{t("desk.undo")}</button>
        </div>
      ) : null}
    </main>
  );
}
