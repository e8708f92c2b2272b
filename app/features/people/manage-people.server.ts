import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/trail/record.server.ts";
import type { Actor } from "#app/features/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { endIntegrationKey, endKeysBy, insertIntegrationKey, integrationKeysOf, type IntegrationKey } from "./integration-keys.store.server.ts";
import { findStaff } from "./find-staff.server.ts";
import { endInvitationsBy } from "./invitations.store.server.ts";
import { endSessionsOfStaff } from "./sessions.store.server.ts";
import { endRole, rolesWithPin } from "./staff.store.server.ts";

/** Takes a role from somebody, there and then: their sessions and open invitations end too, and the keys that they made for other systems by it. False when nobody holds it there. */
export async function removeRole(app: App, actor: Actor, roleId: string, where: { cityId: string; pointId: string | null }): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const ended = await endRole(trx, roleId, where, now);
    if (!ended) return false;
    await endSessionsOfStaff(trx, ended.staffId, now);
    // Nobody comes back by a door that they left open.
    await endInvitationsBy(trx, ended.staffId, now);
    // A key that they keep would show them for a year what they may see no more; the next manager makes another.
    const keys = where.pointId && ended.role === "manager" ? await endKeysBy(trx, where.pointId, ended.staffId, now) : [];
    for (const id of keys) await record(trx, app.ids, now, { actor, verb: "key.ended", subject: { kind: "key", id }, pointId: where.pointId, before: {}, after: { because: "role-ended" } });
    await record(trx, app.ids, now, { actor, verb: "staff.role-ended", subject: { kind: "staff", id: ended.staffId }, pointId: where.pointId, before: { role: ended.role }, after: {} });
    return true;
  });
}

/** Makes a key for another system that holds one point; the token is shown once and stored as a hash. */
export async function makeIntegrationKey(app: App, actor: Actor, pointId: string, name: string): Promise<string> {
  const now = app.clock.now();
  const token = app.ids.token();
  const id = app.ids.id();
  await inTransaction(app.db, async (trx) => {
    await insertIntegrationKey(trx, { id, pointId, name, createdAt: now, madeBy: actor.id }, hashOf(token));
    await record(trx, app.ids, now, { actor, verb: "key.made", subject: { kind: "key", id }, pointId, before: {}, after: {} });
  });
  return token;
}

export async function removeIntegrationKey(app: App, actor: Actor, pointId: string, id: string): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await endIntegrationKey(trx, pointId, id, now))) return false;
    await record(trx, app.ids, now, { actor, verb: "key.ended", subject: { kind: "key", id }, pointId, before: {}, after: {} });
    return true;
  });
}

/** The keys of a point, each with the name of who made it; null for somebody who is gone. */
export async function listIntegrationKeys(app: Pick<App, "db" | "keys">, pointId: string): Promise<(IntegrationKey & { maker: string | null })[]> {
  const keys = await integrationKeysOf(app.db, pointId);
  return Promise.all(keys.map(async (key) => ({ ...key, maker: (await findStaff(app, app.db, key.madeBy))?.name ?? null })));
}

/** Roles of a point whose holder can act on its tablet. */
export async function listRolesWithPin(db: Db, pointId: string): Promise<Set<string>> {
  return rolesWithPin(db, pointId);
}
