import type { Selectable } from "kysely";
import type { Db } from "#db/db.ts";
import type { RolesTable } from "#db/tables/people/roles.ts";
import type { StaffTable } from "#db/tables/people/staff.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Qualification, RoleHeld } from "./staff.ts";

/** Somebody who serves, as stored: their name is still sealed. */
export interface StoredStaff {
  id: string;
  deviceId: string;
  nameSealed: string;
  phoneSealed: string | null;
  totpSealed: string | null;
  totpStep: number;
  roles: RoleHeld[];
}

const toRole = (row: Selectable<RolesTable>): RoleHeld => ({
  id: row.id,
  role: row.role,
  cityId: row.city_id,
  pointId: row.point_id,
  qualification: row.qualification as Qualification,
});

async function withRoles(db: Db, rows: Selectable<StaffTable>[]): Promise<StoredStaff[]> {
  if (rows.length === 0) return [];
  const held = await db
    .selectFrom("roles")
    .selectAll()
    .where(
      "staff_id",
      "in",
      rows.map(({ id }) => id),
    )
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    deviceId: row.device_id,
    nameSealed: row.name_sealed,
    phoneSealed: row.phone_sealed,
    totpSealed: row.totp_sealed,
    totpStep: row.totp_step,
    roles: held.filter((one) => one.staff_id === row.id).map(toRole),
  }));
}

export async function staffById(db: Db, id: string): Promise<StoredStaff | undefined> {
  const rows = await db.selectFrom("staff").selectAll().where("id", "=", id).where("ended_at", "is", null).execute();
  return (await withRoles(db, rows))[0];
}

export async function staffByIds(db: Db, ids: string[]): Promise<StoredStaff[]> {
  if (ids.length === 0) return [];
  return withRoles(db, await db.selectFrom("staff").selectAll().where("id", "in", ids).execute());
}

export async function staffByPhone(db: Db, phoneIndex: string): Promise<StoredStaff | undefined> {
  const rows = await db
    .selectFrom("staff")
    .selectAll()
    .where("phone_index", "=", phoneIndex)
    .where("ended_at", "is", null)
    .execute();
  return (await withRoles(db, rows))[0];
}

export async function staffByFeed(db: Db, feedHash: string): Promise<StoredStaff | undefined> {
  const rows = await db
    .selectFrom("staff")
    .selectAll()
    .where("feed_hash", "=", feedHash)
    .where("ended_at", "is", null)
    .execute();
  return (await withRoles(db, rows))[0];
}

/** Everybody who serves at a point. */
export async function staffAtPoint(db: Db, pointId: string): Promise<StoredStaff[]> {
  const rows = await db
    .selectFrom("staff")
    .selectAll()
    .where("id", "in", (eb) =>
      eb.selectFrom("roles").select("staff_id").where("point_id", "=", pointId).where("ended_at", "is", null),
    )
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return withRoles(db, rows);
}

/** The operators of a city. */
export async function operatorsOf(db: Db, cityId: string): Promise<StoredStaff[]> {
  const rows = await db
    .selectFrom("staff")
    .selectAll()
    .where("id", "in", (eb) =>
      eb
        .selectFrom("roles")
        .select("staff_id")
        .where("city_id", "=", cityId)
        .where("role", "=", "operator")
        .where("ended_at", "is", null),
    )
    .where("ended_at", "is", null)
    .orderBy("created_at")
    .orderBy("id")
    .execute();
  return withRoles(db, rows);
}

/** People of the demonstration, one a role, for the sign-in page's one press. */
export async function exampleStaff(db: Db): Promise<StoredStaff[]> {
  return withRoles(
    db,
    await db
      .selectFrom("staff")
      .selectAll()
      .where("example", "=", 1)
      .where("ended_at", "is", null)
      .orderBy("created_at")
      .orderBy("id")
      .limit(20)
      .execute(),
  );
}

export async function insertStaff(
  trx: Db,
  staff: { id: string; deviceId: string; nameSealed: string; example: boolean; now: Instant },
): Promise<void> {
  await trx
    .insertInto("staff")
    .values({
      id: staff.id,
      device_id: staff.deviceId,
      name_sealed: staff.nameSealed,
      phone_sealed: null,
      phone_index: null,
      totp_sealed: null,
      feed_sealed: null,
      feed_hash: null,
      example: staff.example ? 1 : 0,
      created_at: staff.now,
      ended_at: null,
    })
    .execute();
}

export async function setStaffPhone(trx: Db, id: string, phone: { sealed: string; index: string }): Promise<void> {
  await trx
    .updateTable("staff")
    .set({ phone_sealed: phone.sealed, phone_index: phone.index })
    .where("id", "=", id)
    .execute();
}

/** Keeps a TOTP secret; the step that showed it is used up. */
export async function setTotp(trx: Db, id: string, sealed: string, step: number): Promise<void> {
  await trx.updateTable("staff").set({ totp_sealed: sealed, totp_step: step }).where("id", "=", id).execute();
}

/** Whether somebody can come in by phone and authenticator. */
export async function hasCodes(db: Db, id: string): Promise<boolean> {
  const row = await db
    .selectFrom("staff")
    .select("id")
    .where("id", "=", id)
    .where("totp_sealed", "is not", null)
    .where("phone_index", "is not", null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Notes the step of a TOTP that was used, if it is later than the last; false when it, or a later one, was used before. */
export async function useTotpStep(trx: Db, id: string, step: number): Promise<boolean> {
  const row = await trx
    .updateTable("staff")
    .set({ totp_step: step })
    .where("id", "=", id)
    .where("totp_step", "<", step)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

export async function setFeed(trx: Db, id: string, feed: { sealed: string; hash: string }): Promise<void> {
  await trx.updateTable("staff").set({ feed_sealed: feed.sealed, feed_hash: feed.hash }).where("id", "=", id).execute();
}

export async function sealedFeedOf(db: Db, id: string): Promise<string | undefined> {
  return (
    (await db.selectFrom("staff").select("feed_sealed").where("id", "=", id).executeTakeFirst())?.feed_sealed ??
    undefined
  );
}

/** Ids of all who hold or held a role in a city. */
export async function staffIdsOfCity(db: Db, cityId: string): Promise<string[]> {
  return (await db.selectFrom("roles").select("staff_id").distinct().where("city_id", "=", cityId).execute()).map(
    (row) => row.staff_id,
  );
}
