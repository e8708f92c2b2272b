import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import {
  endIntegrationKey,
  insertIntegrationKey,
  integrationKeysOf,
  type IntegrationKey,
} from "./integration-keys.store.server.ts";

/** Makes a key for another system that holds one point; the token is shown once and stored as a hash. */
export async function makeIntegrationKey(app: App, actor: Actor, pointId: string, name: string): Promise<string> {
  const now = app.clock.now();
  const token = app.ids.token();
  const id = app.ids.id();
  await inTransaction(app.db, async (trx) => {
    await insertIntegrationKey(trx, { id, pointId, name, createdAt: now, madeBy: actor.id }, hashOf(token));
    await record(trx, app.ids, now, {
      actor,
      verb: "key.made",
      subject: { kind: "key", id },
      pointId,
      before: {},
      after: {},
    });
  });
  return token;
}

export async function removeIntegrationKey(app: App, actor: Actor, pointId: string, id: string): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    if (!(await endIntegrationKey(trx, pointId, id, now))) return false;
    await record(trx, app.ids, now, {
      actor,
      verb: "key.ended",
      subject: { kind: "key", id },
      pointId,
      before: {},
      after: {},
    });
    return true;
  });
}

/** The keys of a point, each with the name of who made it; null for somebody who is gone. */
export async function listIntegrationKeys(
  app: Pick<App, "db" | "keys">,
  pointId: string,
): Promise<(IntegrationKey & { maker: string | null })[]> {
  const keys = await integrationKeysOf(app.db, pointId);
  return Promise.all(
    keys.map(async (key) => ({ ...key, maker: (await findStaff(app, app.db, key.madeBy))?.name ?? null })),
  );
}
