import { ERASED_AT_ONCE, eraseWords } from "#app/features/visiting/own-bookings/erase-words.server.ts";
import { passOffers } from "#app/features/visiting/bookings/leave-waitlist.server.ts";
import { releasePlaces } from "#app/features/visiting/check-in/release-places.server.ts";
import { sweepCounts } from "#app/features/ground/limits/limit-rate.server.ts";
import { sweepCodes } from "#app/features/people/accounts/sweep-codes.server.ts";
import { sweepTextStops } from "#app/features/people/riders/sweep-text-stops.server.ts";
import { sweepSessions } from "#app/features/people/sessions/sweep-sessions.server.ts";
import { endOldTickets, watchQueues } from "#app/features/visiting/queue/watch-queues.server.ts";
import { makeDueShifts } from "#app/features/serving/roster/plan-roster.server.ts";
import { askForCover, endLeftShifts, watchStaffing } from "#app/features/serving/roster/watch-roster.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import type { App } from "#app/platform/app.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { planReminders } from "./plan-reminders.server.ts";
import { claimReminders, sendReminder } from "./send-reminders.server.ts";
import type { Channel } from "#app/features/telling/messages/reminder.ts";

/** What runs beside the requests: lines pass on, reminders go out, slots are cut, old words are erased. */
export interface Dispatcher {
  start(): void;
  /** One round by hand, until nothing is left to do now; for tests and for a process without a timer. */
  runOnce(): Promise<void>;
  /** Stops taking new work and waits for what is in flight. */
  stop(): Promise<void>;
}

/** Milliseconds between looks while there is nothing to do. */
const PAUSE = 500;
/** Minutes between rounds of cleaning. */
const CLEANED_EVERY = 60;
/** How many sends of one channel may be on their way at once. */
const IN_FLIGHT: Record<Channel, number> = { inbox: 100, push: 200, sms: 20 };

export function makeDispatcher(app: App): Dispatcher {
  const flying: Record<Channel, Set<Promise<void>>> = { inbox: new Set(), push: new Set(), sms: new Set() };
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let round: Promise<void> = Promise.resolve();
  let cleanedAt: Instant | undefined;

  const guarded = async (what: string, work: () => Promise<number>): Promise<number> => {
    try {
      return await work();
    } catch (error) {
      app.log.error({ err: error, what }, "dispatcher work failed; it is tried again");
      return 0;
    }
  };

  async function send(channel: Channel): Promise<number> {
    const reminders = await claimReminders(app, channel, IN_FLIGHT[channel] - flying[channel].size);
    for (const reminder of reminders) {
      const sending: Promise<void> = sendReminder(app, reminder)
        .catch((error: unknown) => app.log.error({ err: error, reminder: reminder.id }, "a reminder could not be sent; its lease will end"))
        .finally(() => flying[channel].delete(sending));
      flying[channel].add(sending);
    }
    return reminders.length;
  }

  async function work(): Promise<number> {
    let done = await guarded("release-places", () => releasePlaces(app));
    done += await guarded("pass-offers", () => passOffers(app));
    done += await guarded("watch-queues", () => watchQueues(app));
    done += await guarded("watch-staffing", () => watchStaffing(app));
    done += await guarded("ask-for-cover", () => askForCover(app));
    done += await guarded("end-left-shifts", () => endLeftShifts(app));
    done += await guarded("plan-reminders", () => planReminders(app));
    for (const channel of ["inbox", "push", "sms"] as const) done += await guarded(`send-${channel}`, () => send(channel));
    done += await guarded("make-slots", () => makeDueSlots(app));
    done += await guarded("make-shifts", () => makeDueShifts(app));
    const now = app.clock.now();
    // A clock that was put back cleans once more, and goes on.
    if (!cleanedAt || Math.abs(minutesBetween(cleanedAt, now)) >= CLEANED_EVERY) {
      cleanedAt = now;
      while ((await guarded("erase-words", () => eraseWords(app))) >= ERASED_AT_ONCE);
      await guarded("end-old-tickets", () => endOldTickets(app));
      for (const [name, sweep] of Object.entries({ "sweep-counts": sweepCounts, "sweep-codes": sweepCodes, "sweep-text-stops": sweepTextStops, "sweep-sessions": sweepSessions })) await guarded(name, () => sweep(app).then(() => 0));
    }
    return done;
  }

  const landed = () => Promise.all(Object.values(flying).flatMap((set) => [...set]));

  function next(pause: number): void {
    if (stopped) return;
    timer = setTimeout(() => {
      round = work().then((done) => next(done > 0 ? 5 : PAUSE));
    }, pause);
  }

  return {
    start: () => next(0),
    async runOnce() {
      for (let left = 1; left > 0; ) {
        left = await work();
        await landed();
      }
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await round;
      await landed();
    },
  };
}
