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

/** Compares slots that stand with slots that rules would cut. A slot that anybody booked stays as it is. */
export function previewSchedule(standing: Slot[], cuts: SlotCut[]): SchedulePreview {
  const wanted = new Map(cuts.map((cut) => [cut.start, cut]));
  const known = new Set(standing.map(({ start }) => start));
  const preview: SchedulePreview = { added: cuts.filter((cut) => !known.has(cut.start)).length, removed: 0, resized: 0, kept: [], days: [] };
  const before = new Map<CivilDate, number>();
  const after = new Map<CivilDate, number>();
  const count = (map: Map<CivilDate, number>, date: CivilDate, places: number) => map.set(date, (map.get(date) ?? 0) + places);
  for (const slot of standing) {
    count(before, slot.date, slot.capacity);
    const cut = wanted.get(slot.start);
    if (cut && slot.booked === 0 && (cut.capacity !== slot.capacity || cut.end !== slot.end)) preview.resized++;
    if (!cut && slot.booked === 0) preview.removed++;
    if (!cut && slot.booked > 0) {
      preview.kept.push({ date: slot.date, start: slot.start, booked: slot.booked });
      count(after, slot.date, slot.capacity);
    }
  }
  for (const cut of cuts) count(after, cut.date, cut.capacity);
  preview.days = [...new Set([...before.keys(), ...after.keys()])].sort()
    .map((date) => ({ date, before: before.get(date) ?? 0, after: after.get(date) ?? 0 })).filter((day) => day.before !== day.after);
  return preview;
}
