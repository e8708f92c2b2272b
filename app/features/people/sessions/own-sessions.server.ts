import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { deleteSessionsOf, endSessionOf, moveSessions, sessionsAbout, sessionsOf } from "./sessions.store.server.ts";

/** A device on which somebody is signed in. `id` names the session without opening it. */
export interface OwnSession {
  id: string;
  label: string;
  seenAt: Instant;
  here: boolean;
}

/** The start of a token's hash: enough to name one of a person's sessions, and worth nothing. */
const nameOf = (tokenHash: string) => tokenHash.slice(0, 16);

/** Where somebody is signed in, the one that asks first. */
export async function listOwnSessions(
  app: Pick<App, "db" | "clock">,
  own: { deviceId: string; session?: string },
): Promise<OwnSession[]> {
  const found = await sessionsOf(app.db, own.deviceId, app.clock.now());
  return found
    .map((one) => ({
      id: nameOf(one.tokenHash),
      label: one.label,
      seenAt: one.seenAt,
      here: one.tokenHash === own.session,
    }))
    .sort((a, b) => Number(b.here) - Number(a.here));
}

/** Ends one of one's own sessions, on the server. False when there is none of that name. */
export async function endOwnSession(app: App, own: { deviceId: string }, id: string): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const found = (await sessionsOf(trx, own.deviceId, now)).find((one) => nameOf(one.tokenHash) === id);
    if (found) security(app.log, "signed-out", { device: own.deviceId });
    return found ? endSessionOf(trx, own.deviceId, found.tokenHash, now) : false;
  });
}

/** Ends every session of somebody but the one that asks; answers how many. */
export async function endOtherSessions(app: App, own: { deviceId: string; session?: string }): Promise<number> {
  const now = app.clock.now();
  const ended = await inTransaction(app.db, async (trx) => {
    const others = (await sessionsOf(trx, own.deviceId, now)).filter((one) => one.tokenHash !== own.session);
    for (const one of others) await endSessionOf(trx, own.deviceId, one.tokenHash, now);
    return others.length;
  });
  if (ended > 0) security(app.log, "signed-out", { device: own.deviceId });
  return ended;
}

/** Ends the session of one token: signing out on this device only. */
export async function endThisSession(app: App, own: { deviceId: string; session?: string }): Promise<void> {
  const { session } = own;
  if (!session) return;
  await inTransaction(app.db, (trx) => endSessionOf(trx, own.deviceId, session, app.clock.now()));
  security(app.log, "signed-out", { device: own.deviceId });
}

/** Where a rider is and was signed in, for that rider. */
export const tellSessions = async (app: Pick<App, "db">, rider: { deviceId: string }) => ({
  sessions: await sessionsAbout(app.db, rider.deviceId),
});

/** A forgotten rider is signed in nowhere, inside the caller's transaction. */
export const forgetSessions = (trx: Db, rider: { deviceId: string }) => deleteSessionsOf(trx, rider.deviceId);

/** Browsers of one device are another's, inside the caller's transaction. */
export const joinSessions = (trx: Db, from: string, to: string) => moveSessions(trx, from, to);
