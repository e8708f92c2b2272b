import { isOffPeak, type Peak } from "./off-peak.ts";
import { remainingOf, slotState, isInsideWindow, type ServiceDay, type Slot } from "./slot.ts";
import type { BookingRules } from "#app/features/visiting/services/service.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";

/** One time that a rider may choose, or wait for. */
export interface SlotChoice {
  id: string;
  start: Instant;
  end: Instant;
  left: number;
}
export interface DayChoice {
  date: CivilDate;
  left: number;
}
export interface SlotChoices {
  days: DayChoice[];
  date: CivilDate;
  /** Free times off the peaks of this rider kind, offered first; then the others; then the full ones. */
  offPeak: SlotChoice[];
  peak: SlotChoice[];
  full: SlotChoice[];
}

/** Sorts a service's slots into what a booking page offers. Without a wanted date, the first with a place. */
export function chooseSlots(
  slots: Slot[],
  days: ReadonlyMap<CivilDate, ServiceDay>,
  rules: BookingRules,
  zone: Zone,
  peaks: Peak[],
  wanted: CivilDate | undefined,
  now: Instant,
): SlotChoices {
  const today = dateIn(zone, now);
  const ahead = slots.filter((slot) => isInsideWindow(slot, rules, zone, now));
  const left = (slot: Slot) =>
    slotState(slot, days.get(slot.date), now) === "open" ? remainingOf(slot, days.get(slot.date)) : 0;
  const dayChoices: DayChoice[] = [];
  for (let date = today; date <= plusDays(today, rules.horizonDays); date = plusDays(date, 1)) {
    const inDay = ahead.filter((slot) => slot.date === date);
    if (inDay.length === 0) continue;
    const places = inDay.reduce((sum, slot) => sum + left(slot), 0);
    const day = days.get(date);
    dayChoices.push({
      date,
      left: day?.quota == null ? places : Math.min(places, Math.max(0, day.quota - day.booked)),
    });
  }
  const date =
    dayChoices.find((day) => day.date === wanted)?.date ??
    dayChoices.find((day) => day.left > 0)?.date ??
    dayChoices[0]?.date ??
    today;
  const choices = {
    days: dayChoices,
    date,
    offPeak: [] as SlotChoice[],
    peak: [] as SlotChoice[],
    full: [] as SlotChoice[],
  };
  for (const slot of ahead) {
    const state = slotState(slot, days.get(slot.date), now);
    if (slot.date !== date || state === "closed" || state === "past") continue;
    const choice = { id: slot.id, start: slot.start, end: slot.end, left: left(slot) };
    if (state === "full") choices.full.push(choice);
    else choices[isOffPeak(slot.start, slot.end, peaks, zone) ? "offPeak" : "peak"].push(choice);
  }
  return choices;
}
