import type { Staff } from "#app/features/people/staff/staff.ts";
import { showDuty } from "#app/features/serving/roster/show-roster.server.ts";
import type { App } from "#app/platform/app.ts";
import { fill } from "#app/words/fill.ts";
import type { Language } from "#app/time/words.ts";
import { calendarFeed } from "./calendar-file.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";

/** The shifts that somebody took, as a calendar that keeps itself up to date. */
export async function dutyCalendar(app: App, staff: Staff, language: Language): Promise<string> {
  const now = app.clock.now();
  const words = { zh, en }[language];
  const { own } = await showDuty(app, staff, now);
  return calendarFeed(
    words["calendar.feed"],
    own
      .filter(({ claim }) => claim.kind === "claim")
      .map(({ claim, shift, point, window, window_en }) => ({
        id: claim.id,
        sequence: 0,
        cancelled: false,
        start: shift.start,
        end: shift.end,
        stamp: now,
        summary: fill(words["calendar.shift"], { window: language === "zh" ? window : window_en }),
        location: `${language === "zh" ? point.name : point.name_en} ${language === "zh" ? point.address : point.address_en}`,
        description: words["calendar.shiftBody"],
        place: point.place,
        url: `${app.config.publicOrigin}/duty`,
        alarms: [1440, 60],
      })),
  );
}
