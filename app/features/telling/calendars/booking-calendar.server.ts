import { formatCode } from "#app/features/visiting/bookings/booking.ts";
import type { ShownBooking } from "#app/features/visiting/bookings/show-bookings.server.ts";
import type { App } from "#app/platform/app.ts";
import { fill } from "#app/words/fill.ts";
import type { Language } from "#app/time/words.ts";
import { calendarFile } from "./calendar-file.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";
import { MINUTES_AHEAD, remindersFor } from "#app/features/telling/messages/reminder.ts";

/** A booking as a calendar file, with the alarms that its reminders have. */
export function bookingCalendar(
  app: Pick<App, "config">,
  { booking, service, point }: ShownBooking,
  language: Language,
): string {
  const words = { zh, en }[language];
  const place = language === "zh" ? point.name : point.name_en;
  return calendarFile({
    id: booking.id,
    sequence: booking.sequence,
    cancelled: booking.status === "cancelled",
    start: booking.start,
    end: booking.end,
    stamp: booking.updatedAt,
    summary: fill(words["calendar.summary"], { service: language === "zh" ? service.name : service.name_en }),
    location: `${place} ${language === "zh" ? point.address : point.address_en}`,
    description: fill(words["calendar.description"], { code: formatCode(booking.code) }),
    place: point.place,
    url: `${app.config.publicOrigin}/bookings/${booking.id}`,
    alarms: remindersFor(booking.start, booking.updatedAt).map(({ kind }) => MINUTES_AHEAD[kind]),
  });
}
