import { Form, Link, useFetcher, useNavigate, useRevalidator, useSearchParams, useSubmit } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import type { DeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import type { ShownShift } from "#app/features/serving/roster/show-roster.server.ts";
import { ShiftNow } from "#app/features/serving/roster/ui/shift-now.tsx";
import type { VisitKind } from "#app/features/visiting/visits/visit.ts";
import { stopwatch } from "#app/time/clock.ts";
import { instantOf, millisecondsOf } from "#app/time/instant.ts";
import { dateWords, timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";
import type { Today } from "#app/features/watching/desk/show-today.server.ts";
import { CurrentPerson } from "./current-person.tsx";
import { deskCheckIn, deskVisit } from "#app/features/watching/desk/unsent-on-device.ts";
import { DayList } from "./day-list.tsx";
import { OutboxList, SupplyRow, VisitButtons } from "./desk-foot.tsx";
import { DeskLinks, type DeskRights } from "./desk-links.tsx";
import { FindBooking } from "./find-booking.tsx";
import type { PinAnswer } from "./idle-screen.tsx";
import { QueuePanel } from "./queue-panel.tsx";
import { useLive } from "./use-live.ts";
import { useOutbox } from "#app/features/ground/outbox/ui/use-outbox.ts";

/** What the desk's page was given. */
export interface DeskData {
  point: { id: string; name: string; name_en: string; zone: Zone };
  today: Today;
  me: { id: string; name: string };
  onTablet: boolean;
  shifts: ShownShift[];
  chosen: DeskBooking | null;
  links: DeskRights;
  /** Whether this is what was answered last, for want of a network. */
  stale: boolean;
}

/** What the desk's buttons are answered. */
export interface DeskAnswer {
  pin?: PinAnswer;
  given?: string;
  found?: { id: string; name: string | null; code: string }[];
  trouble?: StaffKey;
  /** What the trouble is about: a code, a number. */
  of?: string;
}

const IDLE_AFTER = 10 * 60_000;
const STAY_EVERY = 4 * 60_000;
const ASK_AGAIN = 5_000;
const UNDO_SECONDS = 60;

/** A point's desk: who comes today, who stands here, who waits; live, by keyboard too, and without network for a while. */
export function DeskScreen({ data: { point, today, me, onTablet, shifts, chosen, links, stale } }: { data: DeskData }) {
  const { t, pick, language } = useStaffWords();
  const fetcher = useFetcher<DeskAnswer>();
  const stay = useFetcher<DeskAnswer>();
  const submit = useSubmit();
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const revalidator = useRevalidator();
  const { lost } = useLive(point.id);
  const [online, setOnline] = useState(true);
  // Answered from the last time: the server could not be asked.
  const offline = lost || !online || stale;
  const [veiled, setVeiled] = useState(false);
  const outbox = useOutbox(point.id, () => revalidator.revalidate());
  const [local, setLocal] = useState<DeskBooking | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  // When something happens is told by the server's clock, run on from its last answer: a tablet's own may be wrong.
  const clock = useRef({ from: today.now, passed: stopwatch() });
  if (clock.current.from !== today.now) clock.current = { from: today.now, passed: stopwatch() };
  const [undo, setUndo] = useState<{ words: string; visit: string } | null>(null);

  useEffect(() => {
    const note = () => setOnline(navigator.onLine);
    note();
    window.addEventListener("online", note);
    window.addEventListener("offline", note);
    return () => {
      window.removeEventListener("online", note);
      window.removeEventListener("offline", note);
    };
  }, []);

  // A tablet that nobody touches shows no names: whoever acted on it leaves it.
  useEffect(() => {
    if (!onTablet) return;
    let timer: ReturnType<typeof setTimeout>;
    const passed = stopwatch();
    let told = 0;
    const again = () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        setVeiled(true);
        submit({ act: "leave" }, { method: "post", replace: true });
      }, IDLE_AFTER);
      // The server counts presses, not pages that reload by themselves: it is told now and then that somebody is here.
      if (passed() - told > STAY_EVERY) {
        told = passed();
        stay.submit({ act: "stay" }, { method: "post" });
      }
    };
    again();
    for (const event of ["pointerdown", "keydown"]) window.addEventListener(event, again);
    return () => {
      clearTimeout(timer);
      for (const event of ["pointerdown", "keydown"]) window.removeEventListener(event, again);
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps -- a fetcher is new at each render, what it does is not
  }, [onTablet, submit]);

  // What was answered last is asked for again until it is answered; whoever left without network leaves then.
  useEffect(() => {
    if (!stale) return;
    const timer = setInterval(() => revalidator.revalidate(), ASK_AGAIN);
    return () => clearInterval(timer);
  }, [stale, revalidator]);
  useEffect(() => {
    if (veiled && onTablet && !offline) submit({ act: "leave" }, { method: "post", replace: true });
  }, [veiled, onTablet, offline, submit]);

  useEffect(() => {
    if (!undo) return;
    const timer = setTimeout(() => setUndo(null), UNDO_SECONDS * 1000);
    return () => clearTimeout(timer);
  }, [undo]);

  const said = fetcher.state === "idle" ? fetcher.data : undefined;
  const found = said?.found;
  useEffect(() => {
    if (found?.length === 1) navigate(`?b=${found[0]!.id}`, { replace: true, preventScrollReset: true });
  }, [found, navigate]);

  const wanted = params.get("b");
  const current = local
    ? (today.bookings.find(({ id }) => id === local.id) ?? local)
    : wanted
      ? chosen?.id === wanted
        ? chosen
        : today.bookings.find(({ id }) => id === wanted)
      : undefined;
  const show = (booking: DeskBooking) => {
    setTrouble(null);
    if (offline) return setLocal(booking);
    setLocal(null);
    navigate(`?b=${booking.id}`, { replace: true, preventScrollReset: true });
    document.getElementById("person-title")?.focus();
  };
  const at = () => instantOf(millisecondsOf(clock.current.from) + clock.current.passed());
  const checkIn = (code: string, proof: string | null) =>
    void outbox.put(deskCheckIn(point.id, code, proof, at(), language));
  const onCode = (code: string) => {
    const booking = today.bookings.find((one) => one.code === code);
    if (booking) return show(booking);
    if (offline) return setTrouble(t("desk.trouble.notInList"));
    // Not in today's list: the server says why.
    checkIn(code, null);
  };
  const onVisit = (kind: VisitKind) => {
    const id = crypto.randomUUID();
    void outbox.put(deskVisit(point.id, id, kind, at(), language));
    setUndo({ words: t("desk.counted", { kind: t(`visit.${kind}`) }), visit: id });
  };
  const services = today.services.map(({ service }) => service);
  return (
    <main id="main" className="desk" tabIndex={-1}>
      <header className="desk-top">
        <h1>
          {pick(point.name, point.name_en)}{" "}
          <span className="quiet small desk-date">
            {dateWords(today.date, language)} {timeWords(today.now, point.zone)}
          </span>
        </h1>
        <dl className="desk-counts">
          {(["booked", "arrived", "served", "waiting"] as const).map((name) => (
            <div key={name}>
              <dt>{t(`desk.count.${name}`)}</dt>
              <dd>{today.counts[name]}</dd>
            </div>
          ))}
          {today.services
            .filter(({ left }) => left !== null)
            .slice(0, 3)
            .map(({ service, left, quota, closed }) => (
              <div key={service.id}>
                <dt>
                  {pick(service.name, service.name_en)} {t("desk.count.left")}
                </dt>
                <dd>{closed ? t("desk.closed") : `${left}/${quota}`}</dd>
              </div>
            ))}
        </dl>
        {onTablet ? (
          <Form method="post" replace>
            <button type="submit" name="act" value="leave" className="button">
              {t("desk.leave", { name: veiled ? "" : me.name })}
            </button>
          </Form>
        ) : null}
      </header>
      <DeskLinks pointId={point.id} links={links} />
      {offline ? (
        <p className="banner" role="status">
          {t("desk.offline")}
        </p>
      ) : null}
      <OutboxList list={outbox.list} onDrop={outbox.drop} />
      <ShiftNow shifts={shifts} me={me.id} zone={point.zone} fetcher={fetcher} offline={offline} />
      {said?.trouble ? (
        <p className="error" role="alert">
          {t(said.trouble, { of: said.of ?? "" })}
        </p>
      ) : null}
      <VisitButtons visits={today.visits} outbox={outbox.list} onVisit={onVisit} />
      <div className="desk-columns">
        <DayList
          bookings={today.bookings}
          services={services}
          zone={point.zone}
          now={today.now}
          chosen={current?.id}
          outbox={outbox.list}
          veiled={veiled}
          onShow={offline ? show : undefined}
        />
        <div className="stack desk-middle">
          <section className="desk-panel">
            <FindBooking
              onCode={onCode}
              onTail={(tail) => {
                if (offline) setTrouble(t("desk.trouble.tailOffline"));
                else fetcher.submit({ act: "tail", tail }, { method: "post" });
              }}
              trouble={trouble}
            />
            {found && found.length > 1 ? (
              <div className="acts">
                {found.map((one) => (
                  <Link key={one.id} className="button" to={`?b=${one.id}`} replace preventScrollReset>
                    {one.name ?? one.code}
                  </Link>
                ))}
              </div>
            ) : null}
          </section>
          {current ? (
            <CurrentPerson
              booking={veiled ? { ...(current as DeskBooking), name: null } : (current as DeskBooking)}
              service={services.find(({ id }) => id === current.serviceId)}
              zone={point.zone}
              now={today.now}
              pointId={point.id}
              outbox={outbox.list}
              offline={offline}
              fetcher={fetcher}
              onCheckIn={(booking, proof) => checkIn(booking.code, proof)}
              onWithdraw={(code) => {
                for (const one of outbox.list)
                  if (one.kind === "check-in" && one.body.code === code) outbox.drop(one.id);
              }}
            />
          ) : (
            <section className="desk-panel">
              <p className="quiet">{t("desk.nobodyChosen")}</p>
              <Link className="button" to={`/desk/${point.id}/book`}>
                {t("desk.bookFor")}
              </Link>
            </section>
          )}
        </div>
        <QueuePanel
          place={pick(point.name, point.name_en)}
          queues={today.queues}
          services={services}
          fetcher={fetcher}
          offline={offline}
          given={said?.given ?? null}
        />
      </div>
      <div className="desk-foot">
        <SupplyRow supplies={today.supplies} fetcher={fetcher} offline={offline} />
        <fetcher.Form method="post">
          <button type="submit" name="act" value="door" className="button" disabled={offline}>
            {t("desk.doorOpen")}
          </button>
        </fetcher.Form>
      </div>
      {undo ? (
        <div className="undo-bar" role="status">
          <span>{undo.words}</span>
          <button
            type="button"
            className="button"
            onClick={() => {
              if (outbox.list.some(({ id }) => id === undo.visit)) outbox.drop(undo.visit);
              else fetcher.submit({ act: "visit-undo", visit: undo.visit }, { method: "post" });
              setUndo(null);
            }}
          >
            {t("desk.undo")}
          </button>
        </div>
      ) : null}
    </main>
  );
}
