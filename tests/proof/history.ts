/** One request of a rider and what became of it. Moments are milliseconds of one clock. */
export interface Act {
  client: number;
  device: string;
  what: "book" | "cancel" | "move" | "wait" | "accept" | "leave" | "check-in";
  /** The slot that was asked for: of a booking, a move or a line. */
  slot?: string;
  /** The booking, or the place in a line, that it was about. */
  subject?: string;
  key?: string;
  asked: number;
  answered: number;
  /** How often it was sent. */
  sent: number;
  status: number;
  /** Of a problem, what its type ends with; of anything else empty. */
  problem: string;
  /** The id of what it made. */
  made?: string;
}

export interface SlotFacts {
  id: string;
  service: string;
  date: string;
  capacity: number;
  quota: number | null;
}

/** From when to when somebody held a place of a slot. */
interface Hold {
  slot: string;
  from: number;
  to: number;
}

const FOREVER = Number.POSITIVE_INFINITY;
const won = (act: Act) => act.status >= 200 && act.status < 300;

/** Every stretch in which a place may have been held, and every one in which it must have been. */
function holds(history: readonly Act[]): { maybe: Hold[]; surely: Hold[] } {
  const maybe: Hold[] = [];
  const surely: Hold[] = [];
  const open = new Map<string, { maybe: Hold; surely: Hold }>();
  const begin = (id: string, slot: string, act: Act) => {
    const pair = { maybe: { slot, from: act.asked, to: FOREVER }, surely: { slot, from: act.answered, to: FOREVER } };
    open.set(id, pair);
    maybe.push(pair.maybe);
    surely.push(pair.surely);
  };
  const end = (id: string, act: Act) => {
    const pair = open.get(id);
    if (pair) [pair.maybe.to, pair.surely.to] = [act.answered, act.asked];
    open.delete(id);
  };
  const lines = new Map<string, Hold>();
  for (const act of [...history].sort((a, b) => a.answered - b.answered)) {
    if (!won(act)) continue;
    if (act.what === "book") begin(act.made!, act.slot!, act);
    else if (act.what === "cancel") end(act.subject!, act);
    else if (act.what === "move") {
      end(act.subject!, act);
      begin(act.subject!, act.slot!, act);
    } else if (act.what === "wait") {
      // Whoever waits may be offered a place, which then is taken.
      const line = { slot: act.slot!, from: act.asked, to: FOREVER };
      lines.set(act.made!, line);
      maybe.push(line);
    } else if (act.what === "leave" || act.what === "accept") {
      const line = lines.get(act.subject!);
      if (line) line.to = act.answered;
      if (act.what === "accept") begin(act.made!, line?.slot ?? act.slot!, act);
    }
  }
  return { maybe, surely };
}

/** The most holds at one moment of a stretch. */
function most(list: readonly Hold[], from: number, to: number): number {
  const within = list.filter((hold) => hold.from <= to && hold.to >= from);
  const moments = [from, ...within.map((hold) => hold.from).filter((at) => at > from)];
  return Math.max(0, ...moments.map((at) => within.filter((hold) => hold.from <= at && hold.to >= at).length));
}

const grouped = <T>(list: readonly T[], by: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return groups;
};

/** Answers "full" that were true at no moment between question and answer: more places were free than anybody can have held. */
export function falselyFull(history: readonly Act[], slots: ReadonlyMap<string, SlotFacts>): Act[] {
  const { maybe } = holds(history);
  const day = (slot: string) => `${slots.get(slot)!.service} ${slots.get(slot)!.date}`;
  const [bySlot, byDay] = [grouped(maybe, ({ slot }) => slot), grouped(maybe, ({ slot }) => day(slot))];
  return history.filter((act) => {
    const facts = act.slot ? slots.get(act.slot) : undefined;
    if (!facts || !["slot-full", "day-full"].includes(act.problem)) return false;
    const slotFull = most(bySlot.get(facts.id) ?? [], act.asked, act.answered) >= facts.capacity;
    const dayFull =
      facts.quota !== null && most(byDay.get(day(facts.id)) ?? [], act.asked, act.answered) >= facts.quota;
    return act.problem === "slot-full" ? !slotFull : !dayFull && !slotFull;
  });
}

/** Slots of which the answers alone say that more had a place than there are. */
export function overAnswered(history: readonly Act[], slots: ReadonlyMap<string, SlotFacts>): string[] {
  const bySlot = grouped(
    holds(history).surely.filter(({ from, to }) => from < to),
    ({ slot }) => slot,
  );
  return [...bySlot]
    .filter(([slot, list]) => most(list, 0, FOREVER) > (slots.get(slot)?.capacity ?? 0))
    .map(([slot]) => slot);
}

/** What every booking must be after all answers: its slot and status, by its id. */
export function expectedBookings(
  history: readonly Act[],
): Map<string, { device: string; slot: string; status: "booked" | "cancelled" | "checked-in" }> {
  const expected = new Map<string, { device: string; slot: string; status: "booked" | "cancelled" | "checked-in" }>();
  const lines = new Map<string, string>();
  for (const act of history) {
    if (!won(act)) continue;
    const known = act.subject ? expected.get(act.subject) : undefined;
    if (act.what === "book") expected.set(act.made!, { device: act.device, slot: act.slot!, status: "booked" });
    else if (act.what === "wait") lines.set(act.made!, act.slot!);
    else if (act.what === "accept")
      expected.set(act.made!, { device: act.device, slot: lines.get(act.subject!)!, status: "booked" });
    else if (act.what === "cancel" && known) known.status = "cancelled";
    else if (act.what === "move" && known) known.slot = act.slot!;
    else if (act.what === "check-in" && known) known.status = "checked-in";
  }
  return expected;
}
