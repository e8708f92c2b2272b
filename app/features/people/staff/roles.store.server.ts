import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Role, RoleHeld } from "./staff.ts";

export async function insertRole(trx: Db, staffId: string, held: RoleHeld, now: Instant): Promise<void> {
  await trx
    .insertInto("roles")
    .values({
      id: held.id,
      staff_id: staffId,
      role: held.role,
      city_id: held.cityId,
      point_id: held.pointId,
      qualification: held.qualification,
      pin_index: null,
      created_at: now,
      ended_at: null,
    })
    .execute();
}

/** Ends a role, given where it holds; false when there is none of that id there. */
export async function endRole(
  trx: Db,
  id: string,
  where: { cityId: string; pointId: string | null },
  now: Instant,
): Promise<{ staffId: string; role: Role } | undefined> {
  const row = await trx
    .updateTable("roles")
    .set({ ended_at: now })
    .where("id", "=", id)
    .where("city_id", "=", where.cityId)
    .where("point_id", where.pointId === null ? "is" : "=", where.pointId)
    .where("ended_at", "is", null)
    .returning(["staff_id", "role"])
    .executeTakeFirst();
  return row && { staffId: row.staff_id, role: row.role };
}

/** Gives a role a PIN; throws a duplicate when somebody else of the point has the same. */
export async function setPin(trx: Db, roleId: string, pinIndex: string): Promise<void> {
  await trx.updateTable("roles").set({ pin_index: pinIndex }).where("id", "=", roleId).execute();
}

/** Whose PIN it is at a point. */
export async function staffIdByPin(db: Db, pointId: string, pinIndex: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("roles")
    .select("staff_id")
    .where("point_id", "=", pointId)
    .where("pin_index", "=", pinIndex)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  return row?.staff_id;
}

/** Roles of a point that have a PIN, by id. */
export async function rolesWithPin(db: Db, pointId: string): Promise<Set<string>> {
  const rows = await db
    .selectFrom("roles")
    .select("id")
    .where("point_id", "=", pointId)
    .where("pin_index", "is not", null)
    .where("ended_at", "is", null)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
