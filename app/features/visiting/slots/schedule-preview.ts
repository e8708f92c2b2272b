import type { CivilDate } from "#app/time/civil.ts";
import type { SlotCut } from "./cut-slots.ts";
import type { Slot } from "./slot.ts";

/** What new rules would change, before they are made: slots by date, and slots in use that stay although no rule wants them. */
export interface SchedulePreview {
  added: number;
  removed: number;
  resized: number;
  kept: { date: CivilDate; start: Slot["start"]; booked: number }[];
  days: { date: CivilDate; before: number; after: number }[];
}

/**
 * How many places a slot in use has once it is cut anew: as the new rule says, never fewer than are taken; what the desk
 * set by hand, which is not as the rule before had it, stays.
 */
export function placesInUse(
  slot: Pick<Slot, "capacity" | "booked">,
  cut: SlotCut,
  before: SlotCut | undefined,
): number {
  return before?.capacity === slot.capacity ? Math.max(cut.capacity, slot.booked) : slot.capacity;
}

/** Compares slots that stand with slots that rules would cut, and counts what will be. A slot that anybody booked keeps its time, and at least the places that are taken. */
export function previewSchedule(standing: Slot[], cuts: SlotCut[], before: SlotCut[]): SchedulePreview {
  const wanted = new Map(cuts.map((cut) => [cut.start, cut]));
  const known = new Set(standing.map(({ start }) => start));
  const preview: SchedulePreview = {
    added: cuts.filter((cut) => !known.has(cut.start)).length,
    removed: 0,
    resized: 0,
    kept: [],
    days: [],
  };
  const cutBefore = new Map(before.map((cut) => [cut.start, cut]));
  const places = new Map<CivilDate, number>();
  const after = new Map<CivilDate, number>();
  const count = (map: Map<CivilDate, number>, date: CivilDate, more: number) =>
    map.set(date, (map.get(date) ?? 0) + more);
  for (const slot of standing) {
    count(places, slot.date, slot.capacity);
    const cut = wanted.get(slot.start);
    if (cut && slot.booked === 0 && (cut.capacity !== slot.capacity || cut.end !== slot.end)) preview.resized++;
    if (cut && slot.booked > 0) {
      const will = placesInUse(slot, cut, cutBefore.get(slot.start));
      if (will !== slot.capacity) preview.resized++;
      count(after, slot.date, will);
      wanted.delete(slot.start);
    }
    if (!cut && slot.booked === 0) preview.removed++;
    if (!cut && slot.booked > 0) {
      preview.kept.push({ date: slot.date, start: slot.start, booked: slot.booked });
      count(after, slot.date, slot.capacity);
    }
  }
  for (const cut of wanted.values()) count(after, cut.date, cut.capacity);
  preview.days = [...new Set([...places.keys(), ...after.keys()])]
    .sort()
    .map((date) => ({ date, before: places.get(date) ?? 0, after: after.get(date) ?? 0 }))
    .filter((day) => day.before !== day.after);
  return preview;
}
