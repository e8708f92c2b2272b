import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { DoorTasksTable } from "#db/tables/places/door-tasks.ts";
import type { Instant } from "#app/time/instant.ts";
import type { DoorTask, TaskReason } from "./door-task.ts";

const toTask = (row: Selectable<DoorTasksTable>): DoorTask => ({
  id: row.id,
  pointId: row.point_id,
  reason: row.reason,
  openedAt: row.opened_at as Instant,
  fixedAt: row.fixed_at as Instant | null,
  answer: row.answer,
});

/** Opens a task unless one stands open for the same reason; false when it does. */
export async function openTask(
  trx: Db,
  id: string,
  pointId: string,
  reason: TaskReason,
  now: Instant,
): Promise<boolean> {
  const open = await trx
    .selectFrom("door_tasks")
    .select("id")
    .where("point_id", "=", pointId)
    .where("reason", "=", reason)
    .where("fixed_at", "is", null)
    .executeTakeFirst();
  if (open) return false;
  await trx
    .insertInto("door_tasks")
    .values({ point_id: pointId, id, reason, opened_at: now, fixed_at: null, fixed_by: null })
    .execute();
  return true;
}

/** Open tasks of points, the oldest first. */
export async function openTasksOf(db: Db, pointIds: string[]): Promise<DoorTask[]> {
  if (pointIds.length === 0) return [];
  return (
    await db
      .selectFrom("door_tasks")
      .selectAll()
      .where("point_id", "in", pointIds)
      .where("fixed_at", "is", null)
      .orderBy("opened_at")
      .execute()
  ).map(toTask);
}

export async function taskById(db: Db, id: string): Promise<DoorTask | undefined> {
  const row = await db.selectFrom("door_tasks").selectAll().where("id", "=", id).executeTakeFirst();
  return row && toTask(row);
}

export async function fixTask(
  trx: Db,
  pointId: string,
  id: string,
  by: string,
  answer: string,
  now: Instant,
): Promise<DoorTask | undefined> {
  const row = await trx
    .updateTable("door_tasks")
    .set({ fixed_at: now, fixed_by: by, answer })
    .where("point_id", "=", pointId)
    .where("id", "=", id)
    .where("fixed_at", "is", null)
    .returningAll()
    .executeTakeFirst();
  return row && toTask(row);
}
