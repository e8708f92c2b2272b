import type { CivilDate } from "#app/time/civil.ts";
import { millisecondsOf, type Instant } from "#app/time/instant.ts";
import { remainingOf, slotState, type ServiceDay, type Slot } from "#app/features/visiting/slots/slot.ts";

/** Seconds for which closing slots or a day can be taken back; its riders are told when they are over. */
export const UNDO_SECONDS = 60;

/** What the desk closed in one act. */
export interface Closure {
  id: string;
  pointId: string;
  serviceId: string;
  date: CivilDate;
  slotIds: string[];
  wholeDay: boolean;
  madeAt: Instant;
  undoUntil: Instant;
  undoneAt: Instant | null;
}

/** Where one booking went; `toSlotId` null when there was no other place. */
export interface ClosureMove {
  bookingId: string;
  fromSlotId: string;
  toSlotId: string | null;
}

/** Slots that a rider of a closed one may be moved to, the nearest in time first. */
export function otherSlots(
  closed: Slot,
  slots: Slot[],
  days: ReadonlyMap<CivilDate, ServiceDay>,
  now: Instant,
): Slot[] {
  const away = (slot: Slot) => Math.abs(millisecondsOf(slot.start) - millisecondsOf(closed.start));
  return slots
    .filter(
      (slot) =>
        slot.id !== closed.id &&
        slotState(slot, days.get(slot.date), now) === "open" &&
        (slot.date === closed.date || remainingOf(slot, days.get(slot.date)) > 0),
    )
    .sort((a, b) => away(a) - away(b) || (a.start < b.start ? -1 : 1));
}
