import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { insertInvitation } from "./invitations.store.server.ts";
import { STAFF_LIMITS, type RoleHeld } from "./staff.ts";

/** Makes a one-time way in for somebody new; the token is shown once and stored as a hash. */
export async function inviteStaff(
  app: App,
  actor: Actor,
  role: Omit<RoleHeld, "id">,
): Promise<{ token: string; path: string; expiresAt: Instant }> {
  const now = app.clock.now();
  const token = app.ids.token();
  const expiresAt = plusMinutes(now, STAFF_LIMITS.invitationHours * 60);
  await inTransaction(app.db, async (trx) => {
    await insertInvitation(trx, { tokenHash: hashOf(token), role, expiresAt, usedAt: null, madeBy: actor.id }, now);
    await record(trx, app.ids, now, {
      actor,
      verb: "staff.invited",
      subject: { kind: role.pointId ? "point" : "city", id: role.pointId ?? role.cityId },
      pointId: role.pointId,
      before: {},
      after: { role: role.role },
    });
  });
  return { token, path: `/staff/join/${token}`, expiresAt };
}
