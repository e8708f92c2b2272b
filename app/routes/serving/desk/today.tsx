import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import {
  useActionData,
  useLoaderData,
  useParams,
  useRevalidator,
  type ClientActionFunctionArgs,
  type ClientLoaderFunctionArgs,
} from "@remix-run/react";
import { useEffect } from "react";
import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import { stepBooking } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { findByPhoneTail, findDeskBooking } from "#app/features/visiting/check-in/desk-bookings.server.ts";
import { showToday } from "#app/features/watching/desk/show-today.server.ts";
import { DeskScreen, type DeskAnswer } from "#app/features/watching/desk/ui/desk-screen.tsx";
import { DeskWithoutNetwork } from "#app/features/watching/desk/ui/desk-without-network.tsx";
import { IdleScreen } from "#app/features/watching/desk/ui/idle-screen.tsx";
import { deskForm } from "#app/features/watching/desk/desk-form.ts";
import { confirmDoor } from "#app/features/places/doors/fix-door.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { setSupply } from "#app/features/places/supplies/set-supply.server.ts";
import { can } from "#app/features/people/staff/can.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { enterPin, leaveTablet } from "#app/features/people/sign-in/use-tablet.server.ts";
import { callNext, stepTicket } from "#app/features/visiting/queue/call-next.server.ts";
import { ticketForMessages } from "#app/features/visiting/queue/show-ticket.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { checkInShift, checkOutShift } from "#app/features/serving/roster/check-in-shift.server.ts";
import { showShifts } from "#app/features/serving/roster/show-roster.server.ts";
import { undoVisit } from "#app/features/visiting/visits/count-visit.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { security } from "#app/platform/log.server.ts";
import { makeMemory, weighJson } from "#app/platform/memory.ts";
import { answeredOr } from "#app/device/wire.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { asker, tablet } = await visit.served();
  const point = (await findPoint(app.db, params.pointId!)) ?? notFound();
  if (tablet && tablet.pointId !== point.id) throw redirect(`/desk/${tablet.pointId}`);
  if (tablet && asker?.kind !== "staff") {
    const { counts, visits } = await showToday(app, point);
    return {
      title: point.name,
      idle: true as const,
      place: visit.language === "zh" ? point.name : point.name_en,
      zone: point.zone,
      now: app.clock.now(),
      counts: {
        booked: counts.booked,
        arrived: counts.arrived,
        waiting: counts.waiting,
        visits: Object.values(visits).reduce((sum, n) => sum + n, 0),
      },
    };
  }
  const at = await atPoint(context, point.id, "desk.see");
  const today = await showToday(app, point);
  const chosen = new URL(request.url).searchParams.get("b");
  const soon = plusMinutes(today.now, 60);
  const shifts = (await showShifts(app, point.id, today.date, today.date)).filter(
    ({ shift }) => shift.start <= soon && shift.end > today.now,
  );
  return {
    title: `${visit.language === "zh" ? point.name : point.name_en} · ${staffText(visit, "desk.title")}`,
    idle: false as const,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    today,
    me: { id: at.staff.id, name: at.staff.name },
    onTablet: asker?.kind === "staff" && asker.tabletId !== null,
    shifts,
    stale: false,
    chosen: chosen ? ((await findDeskBooking(app, point.id, chosen, at.may("booking.note"))) ?? null) : null,
    links: {
      rules: at.may("schedule.set"),
      people: at.may("people.manage"),
      tasks: at.may("task.fix"),
      roster: at.may("shift.see"),
    },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app, visit } = context;
  const form = deskForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) {
    await atPoint(context, params.pointId, "desk.see");
    return data<DeskAnswer>({ trouble: "desk.trouble.form" }, { status: 422 });
  }
  const say = form.data;
  if (say.act === "pin" || say.act === "leave" || say.act === "stay") {
    const { tablet } = await visit.served();
    if (!tablet || tablet.pointId !== params.pointId) return notFound();
    // That it was posted is all that it says.
    if (say.act === "stay") return data<DeskAnswer>({});
    if (say.act === "leave") {
      await leaveTablet(app, tablet.id);
      return data<DeskAnswer>({});
    }
    const entered = await enterPin(app, tablet, say.pin);
    if (entered.kind === "acting") return redirect(`/desk/${tablet.pointId}`);
    return data<DeskAnswer>(
      {
        pin:
          entered.kind === "wrong"
            ? { pin: "wrong" }
            : { pin: "too-many", minutes: Math.ceil(entered.retryAfterSeconds / 60) },
      },
      { status: entered.kind === "wrong" ? 422 : 429 },
    );
  }
  const { asker, actor, point, staff } = await atPoint(context, params.pointId, "desk.see");
  const may = (verb: Parameters<typeof can>[1]) =>
    can(asker, verb, { cityId: point.cityId, pointId: point.id }) || notFound();
  const answer = (trouble: StaffKey | undefined, more: DeskAnswer = {}) =>
    data<DeskAnswer>({ ...more, ...(trouble && { trouble }) }, { status: trouble ? 409 : 200 });
  switch (say.act) {
    case "step": {
      may("booking.check-in");
      const outcome = await stepBooking(app, actor, point.id, say.booking, say.to);
      switch (outcome.kind) {
        case "stepped":
          return answer(undefined);
        case "no-such-booking":
          return notFound();
        case "place-gone":
          return answer("desk.trouble.placeGone");
        case "already-booked":
          return answer("desk.trouble.bookedAgain", { of: formatCode(outcome.code) });
        case "not-possible":
          return answer("desk.trouble.notPossible");
      }
    }
    case "tail": {
      may("booking.check-in");
      // Four digits are soon tried out: whoever asks is counted, and noted.
      const spent = await limitRate(app, LIMITS.tail, staff.id);
      if (spent) return data<DeskAnswer>({ trouble: "desk.trouble.tooOften" }, { status: 429 });
      security(app.log, "tail-searched", { staff: staff.id, point: point.id });
      const found = await findByPhoneTail(app, point.id, (await showToday(app, point)).date, say.tail);
      return answer(found.length === 0 ? "desk.trouble.noTail" : undefined, {
        found: found.map(({ id, name, code }) => ({ id, name, code })),
      });
    }
    case "call-next": {
      may("ticket.call");
      const outcome = await callNext(app, actor, point.id, say.service, say.station, say.seen || null);
      return outcome.kind === "no-such-service"
        ? notFound()
        : answer(outcome.kind === "nobody" ? "desk.trouble.nobody" : undefined);
    }
    case "ticket": {
      may("ticket.call");
      const outcome = await stepTicket(app, actor, point.id, say.ticket, say.to, say.station);
      switch (outcome.kind) {
        case "stepped":
          return answer(undefined);
        case "no-such-ticket":
          return notFound();
        case "quota-spent":
          return answer("desk.trouble.quotaSpent");
        case "in-line-already":
          return answer("desk.trouble.inLineAlready", { of: String(outcome.number) });
        case "not-possible":
          return answer("desk.trouble.notPossible");
      }
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

type Answered = Awaited<ReturnType<typeof useLoaderData<typeof loader>>>;
/** A desk that was opened without network, and was never answered in this page. */
interface Unopened {
  title: string;
  idle: null;
}
type Loaded = Answered | Unopened;
/** Milliseconds after which a desk that was opened without network asks again. */
const ASK_AGAIN = 5_000;
/** The last answer of each point's desk in this page, for when the server cannot be asked. */
const lastAnswers = makeMemory<Answered>("desks", weighJson);

/** Without network the desk shows what it was answered last, and says so. */
export function clientLoader({ params, serverLoader }: ClientLoaderFunctionArgs): Promise<Loaded> {
  const asked = serverLoader<typeof loader>().then((fresh) => {
    lastAnswers.set(params.pointId!, fresh);
    return fresh;
  });
  return answeredOr(asked, () => {
    const last = lastAnswers.get(params.pointId!);
    if (!last) return { title: "", idle: null };
    return last.idle ? last : { ...last, stale: true };
  });
}

/** Without network a press says that nothing was written; what a tablet keeps goes by its outbox. */
export function clientAction({ serverAction }: ClientActionFunctionArgs): Promise<DeskAnswer> {
  return answeredOr(serverAction<typeof action>(), () => ({ trouble: "desk.trouble.unanswered" }));
}

export const meta = titled;

export default function DeskPage() {
  const data = useLoaderData<typeof loader>() as Loaded;
  const { pointId } = useParams();
  const { revalidate } = useRevalidator();
  useEffect(() => {
    if (data.idle !== null) return;
    const timer = setInterval(revalidate, ASK_AGAIN);
    return () => clearInterval(timer);
  }, [data.idle, revalidate]);
  useEffect(() => {
    if (pointId && data.idle !== null && !(!data.idle && data.stale)) lastAnswers.set(pointId, data);
  }, [pointId, data]);
  const answer = useActionData<typeof action>();
  const { t } = useStaffWords();
  if (data.idle === null) return <DeskWithoutNetwork pointId={pointId!} />;
  if (data.idle) {
    const counts = (["booked", "arrived", "waiting", "visits"] as const).map((name) => ({
      label: t(`desk.count.${name}`),
      n: data.counts[name],
    }));
    return <IdleScreen place={data.place} zone={data.zone} now={data.now} answer={answer?.pin} counts={counts} />;
  }
  return <DeskScreen data={data} />;
}
