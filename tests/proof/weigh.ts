import { askStore } from "#tests/support/store.ts";
import { expectedBookings, falselyFull, overAnswered, type Act, type SlotFacts } from "./history.ts";

/** What must be 0 after a loop. */
export interface Faults {
  /** Answered as booked, moved, cancelled or checked in, and not so in the store. */
  lost: number;
  /** In the store, and answered to nobody; or two that hold a place for one rider, service and day. */
  duplicated: number;
  /** Slots, or days, of which more is taken than there is: in the table, or in the answers. */
  over: number;
  /** Slots, or days, whose count is not the number of those who hold a place. */
  drifted: number;
  /** Bookings to come without their reminders, and reminders without their booking. */
  unreminded: number;
  /** Answers "full" that were true at no moment. */
  falselyFull: number;
  /** Answers that say a fault of the server. */
  faults: number;
}

const HOLDING = "('booked', 'checked-in', 'served')";

/** Holds a history against the store that it left. */
export async function weigh(
  databaseUrl: string,
  history: readonly Act[],
  slots: ReadonlyMap<string, SlotFacts>,
  devices: readonly string[],
): Promise<Faults> {
  const ask = <T>(text: string) => askStore<T>(databaseUrl, text);
  const bookings = await ask<{
    id: string;
    device_id: string;
    slot_id: string;
    status: string;
    service_id: string;
    date: string;
  }>("select id, device_id, slot_id, status, service_id, date from bookings");
  const known = new Set(devices);
  const stored = new Map(bookings.filter(({ device_id }) => known.has(device_id)).map((row) => [row.id, row]));
  const expected = expectedBookings(history);
  const lost = [...expected].filter(([id, want]) => {
    const row = stored.get(id);
    return !row || row.slot_id !== want.slot || row.status !== want.status || row.device_id !== want.device;
  });
  const twice = await ask(
    "select service_id, device_id, date from bookings where status in ('booked', 'checked-in') group by service_id, device_id, date having count(*) > 1",
  );
  const counts = await ask<{ booked: number; capacity: number; held: number }>(
    `select s.booked, s.capacity, (select count(*) from bookings b where b.point_id = s.point_id and b.slot_id = s.id and b.status in ${HOLDING}) + (select count(*) from waitlist w where w.point_id = s.point_id and w.slot_id = s.id and w.status = 'offered') as held from slots s`,
  );
  const days = await ask<{ booked: number; quota: number | null; held: number }>(
    `select d.booked, d.quota, (select count(*) from bookings b where b.point_id = d.point_id and b.service_id = d.service_id and b.date = d.date and b.status in ${HOLDING})
      + (select count(*) from waitlist w join slots s on s.point_id = w.point_id and s.id = w.slot_id where w.point_id = d.point_id
        and w.service_id = d.service_id and s.date = d.date and w.status = 'offered')
      + (select count(*) from tickets t where t.point_id = d.point_id
        and t.service_id = d.service_id and t.date = d.date and t.state <> 'left') as held from service_days d`,
  );
  // A reminder ahead is due before the visit; every channel that a booking has is told each of them.
  const unreminded = await ask(
    "select b.id from bookings b where b.status = 'booked' and not exists (select 1 from reminders r where r.point_id = b.point_id and r.subject_id = b.id and r.slot_id = b.slot_id and r.channel = 'inbox' and r.kind in ('day-before', 'hour-before', 'quarter-before') and r.status <> 'cancelled')",
  );
  const orphaned = await ask(
    "select r.id from reminders r where r.status in ('pending', 'claimed') and r.kind in ('day-before', 'hour-before', 'quarter-before') and not exists (select 1 from bookings b where b.point_id = r.point_id and b.id = r.subject_id and b.slot_id = r.slot_id and b.status in ('booked', 'checked-in'))",
  );
  return {
    lost: lost.length,
    duplicated: [...stored.keys()].filter((id) => !expected.has(id)).length + twice.length,
    over:
      counts.filter(({ booked, capacity }) => booked > capacity).length +
      days.filter(({ booked, quota }) => quota !== null && booked > quota).length +
      overAnswered(history, slots).length,
    drifted: [...counts, ...days].filter(({ booked, held }) => Number(booked) !== Number(held)).length,
    unreminded: unreminded.length + orphaned.length,
    falselyFull: falselyFull(history, slots).length,
    faults: history.filter(({ status }) => status >= 500).length,
  };
}

export const NO_FAULTS: Faults = {
  lost: 0,
  duplicated: 0,
  over: 0,
  drifted: 0,
  unreminded: 0,
  falselyFull: 0,
  faults: 0,
};
