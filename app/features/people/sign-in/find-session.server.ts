import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import { integrationKeyByToken } from "#app/features/people/keys/integration-keys.store.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import {
  sessionByToken,
  touchSession,
  type StoredSession,
} from "#app/features/people/sessions/sessions.store.server.ts";
import type { Asker } from "#app/features/people/staff/staff.ts";
import { tabletByToken } from "./tablets.store.server.ts";

const TOKEN = /^[\w-]{43}$/;
/** Minutes after which a session is noted as seen again: the list of own devices needs no more. */
const SEEN_EVERY = 60;

async function findStored(app: Pick<App, "db" | "clock">, token: string): Promise<StoredSession | undefined> {
  const now = app.clock.now();
  const session = await sessionByToken(app.db, hashOf(token), now);
  if (session && minutesBetween(session.seenAt, now) > SEEN_EVERY)
    await inTransaction(app.db, (trx) => touchSession(trx, session.tokenHash, now));
  return session;
}

/** The rider whom a token stands for; undefined for a forged, unknown or ended one. */
export async function findSession(app: Pick<App, "db" | "clock">, token: string): Promise<Rider | undefined> {
  if (!TOKEN.test(token)) return undefined;
  const found = await findStored(app, token);
  return (
    found && { deviceId: found.deviceId, session: found.tokenHash, ...(found.staffId && { serves: true as const }) }
  );
}

/** A point's tablet that is signed in, whoever acts on it or nobody. */
export interface TabletInUse {
  id: string;
  pointId: string;
  name: string;
  actingUntil: Instant | null;
}

export interface FoundAsker {
  asker: Asker | undefined;
  /** Set when the token is a tablet's; then `asker` is whoever entered their PIN, if anybody. */
  tablet?: TabletInUse;
}

/** Who a token stands for: a rider, somebody who serves, whoever acts on a shared tablet, or another system. */
export async function findAsker(app: Pick<App, "db" | "clock" | "keys">, token: string): Promise<FoundAsker> {
  if (!TOKEN.test(token)) return { asker: undefined };
  const session = await findStored(app, token);
  if (session?.staffId) {
    const staff = await findStaff(app, app.db, session.staffId);
    return { asker: staff && { kind: "staff", staff, tabletId: null, provenAt: session.createdAt } };
  }
  if (session) return { asker: { kind: "rider", deviceId: session.deviceId } };
  const now = app.clock.now();
  const tablet = await tabletByToken(app.db, hashOf(token), now);
  if (tablet) {
    const use = { id: tablet.id, pointId: tablet.pointId, name: tablet.name, actingUntil: tablet.actingUntil };
    const acting =
      tablet.actingStaffId && tablet.actingUntil && tablet.actingUntil > now
        ? await findStaff(app, app.db, tablet.actingStaffId)
        : undefined;
    // A tablet holds its point and no other, whoever acts on it.
    const staff = acting && { ...acting, roles: acting.roles.filter(({ pointId }) => pointId === tablet.pointId) };
    return { tablet: use, asker: staff && { kind: "staff", staff, tabletId: tablet.id, provenAt: null } };
  }
  const key = await integrationKeyByToken(app.db, hashOf(token), now);
  return { asker: key && { kind: "key", id: key.id, pointId: key.pointId } };
}
