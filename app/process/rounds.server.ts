import { NOUNS } from "#app/features/nouns.server.ts";
import type { Channel } from "#app/features/telling/messages/reminder.ts";
import { claimReminders, sendReminder } from "#app/features/telling/reminders/send-reminders.server.ts";
import type { App } from "#app/platform/app.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";

/** What every noun wants done beside the requests, in the order of the house. */
const ROUNDS = Object.values(NOUNS).flatMap(({ rounds }) => rounds ?? []);

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
        .catch((error: unknown) =>
          app.log.error({ err: error, reminder: reminder.id }, "a reminder could not be sent; its lease will end"),
        )
        .finally(() => flying[channel].delete(sending));
      flying[channel].add(sending);
    }
    return reminders.length;
  }

  async function work(): Promise<number> {
    let done = 0;
    for (const round of ROUNDS.filter(({ every }) => every === "round"))
      done += await guarded(round.name, () => round.work(app));
    for (const channel of ["inbox", "push", "sms"] as const)
      done += await guarded(`send-${channel}`, () => send(channel));
    const now = app.clock.now();
    // A clock that was put back cleans once more, and goes on.
    if (!cleanedAt || Math.abs(minutesBetween(cleanedAt, now)) >= CLEANED_EVERY) {
      cleanedAt = now;
      for (const round of ROUNDS.filter(({ every }) => every === "hour"))
        await guarded(round.name, () => round.work(app));
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
      for (let left = 1; left > 0;) {
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
