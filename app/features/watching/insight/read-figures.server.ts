import { lastBeat } from "#db/heartbeat.server.ts";
import type { App } from "#app/platform/app.ts";
import type { Figures } from "#app/platform/metrics.server.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";
import { millisecondsOf, type Instant } from "#app/time/instant.ts";
import { remindersDue, trailWaiting, waitingByPoint } from "./figures.store.server.ts";

const secondsSince = (then: Instant, now: Instant): number =>
  Math.max(0, (millisecondsOf(now) - millisecondsOf(then)) / 1000);

/** What stands in the store for whoever watches the product: lines, lag, backlog, the age of the last backup. */
export async function readFigures(app: Pick<App, "db" | "clock">): Promise<Figures> {
  const now = app.clock.now();
  const backup = await lastBeat(app.db, "backup-made");
  return {
    waitingByPoint: await waitingByPoint(app.db, plusDays(now.slice(0, 10) as CivilDate, -1)),
    remindersBehind: (await remindersDue(app.db, now)).map(({ channel, oldest, due }) => ({
      channel,
      seconds: secondsSince(oldest, now),
      due,
    })),
    trailWaiting: await trailWaiting(app.db),
    backupAgeSeconds: backup ? secondsSince(backup as Instant, now) : null,
  };
}
