import { Worker } from "node:worker_threads";
import type { BackupMade, BackupOrder } from "#db/backup/make-backup.server.ts";
import { beat, leaveTurn, takeTurn } from "#db/heartbeat.server.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";

/** Milliseconds between looks at whether one is due. */
const LOOK_EVERY = 600_000;
/** After the start, riders come first. Milliseconds. */
const FIRST_LOOK = 30_000;

/** Takes backups on time, one process of all on a store, in a thread of its own. */
export function startBackups(app: App, worker: string): { stop(): Promise<void> } {
  const { backups, databaseUrl } = app.config;
  if (!backups) return { stop: () => Promise.resolve() };
  let running: Promise<void> = Promise.resolve();
  const thread: { now?: Worker } = {};
  const look = async () => {
    const now = app.clock.now();
    if (!(await takeTurn(app.db, "backup", now, plusMinutes(now, -60 * backups.everyHours)))) return;
    try {
      const made = await backUpInThread(
        (thread.now = new Worker(worker, {
          workerData: {
            databaseUrl,
            folder: backups.folder,
            secret: backups.secret,
            keeping: backups.keeping,
            now,
          } satisfies BackupOrder,
        })),
      );
      await beat(app.db, "backup-made", now);
      app.log.info(
        { file: made.file, bytes: made.size, rows: made.rows, deleted: made.deleted.length },
        "backup made and read back",
      );
    } catch (error) {
      app.log.error({ err: error, alarm: "backup" }, "no backup could be made; it is tried again in an hour");
      await leaveTurn(app.db, "backup", plusMinutes(now, 60 - 60 * backups.everyHours));
    }
  };
  const tick = () => {
    running = look().catch((error: unknown) =>
      app.log.error({ err: error, alarm: "backup" }, "the turn of a backup could not be taken"),
    );
  };
  const first = setTimeout(tick, FIRST_LOOK);
  const timer = setInterval(tick, LOOK_EVERY);
  first.unref();
  timer.unref();
  return {
    async stop() {
      clearTimeout(first);
      clearInterval(timer);
      // One that is under way is not waited for: its turn is left, and its draft is taken away by the next.
      await thread.now?.terminate();
      await running;
    },
  };
}

function backUpInThread(worker: Worker): Promise<BackupMade> {
  return new Promise((resolve, reject) => {
    worker.on("message", (answer: { made: BackupMade } | { error: string }) =>
      "made" in answer ? resolve(answer.made) : reject(new Error(answer.error)),
    );
    worker.on("error", reject);
    worker.on("exit", (code) => reject(new Error(`the backup's thread ended with ${code}`)));
  });
}
