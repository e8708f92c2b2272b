import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { noteSign, reportersOf } from "./door-reports.store.server.ts";
import { fixTask, openTasksOf, taskById } from "./door-tasks.store.server.ts";
import type { DoorTask } from "./door-task.ts";

/** Minutes before a task was opened in which those who caused it spoke. */
const BEFORE = 120;

/** Closes a task with an answer, which goes to everybody who reported it. A mended lock is a sign that the door is open. */
export async function fixDoor(
  app: App,
  actor: Actor,
  pointId: string,
  taskId: string,
  answer: string,
): Promise<"fixed" | "no-such-task"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const task = await fixTask(trx, pointId, taskId, actor.id, answer, now);
    if (!task) return "no-such-task";
    if (task.reason === "locked") await noteSign(trx, pointId, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "door-task.fixed",
      subject: { kind: "door-task", id: task.id },
      pointId,
      before: { reason: task.reason },
      after: {},
    });
    return "fixed";
  });
}

/** The desk says that the door is open: a sign of life that outweighs what riders report. */
export async function confirmDoor(app: App, actor: Actor, pointId: string): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app.db, async (trx) => {
    await noteSign(trx, pointId, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "door.confirmed",
      subject: { kind: "point", id: pointId },
      pointId,
      before: {},
      after: {},
    });
  });
}

export async function findOpenTasks(db: Db, pointIds: string[]): Promise<DoorTask[]> {
  return openTasksOf(db, pointIds);
}

/** A task with the devices that reported what it is about. */
export async function findTaskReporters(
  db: Db,
  taskId: string,
): Promise<{ task: DoorTask; deviceIds: string[] } | undefined> {
  const task = await taskById(db, taskId);
  return (
    task && { task, deviceIds: await reportersOf(db, task.pointId, task.reason, plusMinutes(task.openedAt, -BEFORE)) }
  );
}
