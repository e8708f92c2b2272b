import { spansOn, NO_DATES } from "#app/features/places/hours/opening.ts";
import type { Schedule, ScheduleDates } from "#app/features/visiting/services/schedule.ts";
import type { Calendar } from "#app/time/calendar.ts";
import { civilTimeOf, minutesOfDay, plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { instantAt, type Zone } from "#app/time/zone.ts";

/** A slot as the schedules want it, before it is a row. */
export interface SlotCut {
  date: CivilDate;
  start: Instant;
  end: Instant;
  capacity: number;
}

/**
 * Cuts the schedules of a service into slots for the dates from `first` to `last`, both included, in
 * the order of their starts. A rest shorter than a slot is not cut. Where two schedules start a slot
 * at the same moment, the one with more places stands.
 */
export function cutSlots(
  schedules: Schedule[],
  dates: ScheduleDates,
  zone: Zone,
  calendar: Calendar,
  first: CivilDate,
  last: CivilDate,
): SlotCut[] {
  const cuts = new Map<Instant, SlotCut>();
  for (let date = first; date <= last; date = plusDays(date, 1)) {
    for (const span of spansOf(schedules, dates, calendar, date)) {
      const end = minutesOfDay(span.to);
      for (let at = minutesOfDay(span.from); at + span.slotMinutes <= end; at += span.slotMinutes) {
        const start = instantAt(date, civilTimeOf(at), zone);
        const known = cuts.get(start);
        if (known && known.capacity >= span.capacity) continue;
        cuts.set(start, {
          date,
          start,
          end: instantAt(date, civilTimeOf(at + span.slotMinutes), zone),
          capacity: span.capacity,
        });
      }
    }
  }
  return [...cuts.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

function spansOf(schedules: Schedule[], dates: ScheduleDates, calendar: Calendar, date: CivilDate) {
  const exception = dates.get(date);
  if (exception) return exception;
  return schedules.flatMap((schedule) => {
    const spans = spansOn({ spans: [schedule], calendar: schedule.calendar }, NO_DATES, date, calendar);
    return spans.map((span) => ({ ...span, slotMinutes: schedule.slotMinutes, capacity: schedule.capacity }));
  });
}
