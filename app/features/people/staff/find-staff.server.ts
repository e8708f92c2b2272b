import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { unseal } from "#app/platform/sealing.server.ts";
import type { Staff } from "./staff.ts";
import {
  exampleStaff,
  operatorsOf,
  staffAtPoint,
  staffByFeed,
  staffById,
  staffByIds,
  staffIdsOfCity,
  type StoredStaff,
} from "./staff.store.server.ts";
import { rolesWithPin } from "./roles.store.server.ts";

/** Opens what is sealed of somebody who serves. */
export function openStaff(app: Pick<App, "keys">, stored: StoredStaff): Staff {
  return {
    id: stored.id,
    deviceId: stored.deviceId,
    name: unseal(stored.nameSealed, app.keys.store, `staff:${stored.id}:name`),
    roles: stored.roles,
  };
}

export async function findStaff(app: Pick<App, "keys">, db: Db, id: string): Promise<Staff | undefined> {
  const stored = await staffById(db, id);
  return stored && openStaff(app, stored);
}

/** Everybody who serves at a point, in the order in which they came. */
export async function findStaffAt(app: Pick<App, "keys">, db: Db, pointId: string): Promise<Staff[]> {
  return (await staffAtPoint(db, pointId)).map((stored) => openStaff(app, stored));
}

/** The operators of a city. */
export async function findOperators(app: Pick<App, "keys">, db: Db, cityId: string): Promise<Staff[]> {
  return (await operatorsOf(db, cityId)).map((stored) => openStaff(app, stored));
}

/** Names by id, of those who left too. */
export async function findNames(app: Pick<App, "keys">, db: Db, ids: string[]): Promise<Map<string, string>> {
  return new Map((await staffByIds(db, [...new Set(ids)])).map((stored) => [stored.id, openStaff(app, stored).name]));
}

/** Everybody who serves or served in a city. */
export async function findStaffIdsOfCity(db: Db, cityId: string): Promise<string[]> {
  return staffIdsOfCity(db, cityId);
}

/** Where messages to somebody go, whether they still serve or not. */
export async function findStaffDevices(db: Db, ids: string[]): Promise<Map<string, string>> {
  return new Map((await staffByIds(db, [...new Set(ids)])).map((stored) => [stored.id, stored.deviceId]));
}

/** The people of the demonstration. */
export async function findExampleStaff(app: Pick<App, "keys" | "db">): Promise<Staff[]> {
  return (await exampleStaff(app.db)).map((stored) => openStaff(app, stored));
}

/** Whose calendar feed an address is; undefined for one that was changed. */
export async function findStaffByFeed(app: Pick<App, "keys" | "db">, secret: string): Promise<Staff | undefined> {
  if (!/^[\w-]{43}$/.test(secret)) return undefined;
  const stored = await staffByFeed(app.db, hashOf(secret));
  return stored && openStaff(app, stored);
}

/** Roles of a point whose holder can act on its tablet. */
export async function listRolesWithPin(db: Db, pointId: string): Promise<Set<string>> {
  return rolesWithPin(db, pointId);
}
