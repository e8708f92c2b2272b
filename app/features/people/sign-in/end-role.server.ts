import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import { endKeysBy } from "#app/features/people/keys/integration-keys.store.server.ts";
import { endSessionsOfStaff } from "#app/features/people/sessions/sessions.store.server.ts";
import { endInvitationsBy } from "#app/features/people/staff/invitations.store.server.ts";
import { endRole } from "#app/features/people/staff/roles.store.server.ts";
import type { App } from "#app/platform/app.ts";

/** Takes a role from somebody, there and then: their sessions and open invitations end too, and the keys that they made for other systems by it. False when nobody holds it there. */
export async function removeRole(
  app: App,
  actor: Actor,
  roleId: string,
  where: { cityId: string; pointId: string | null },
): Promise<boolean> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const ended = await endRole(trx, roleId, where, now);
    if (!ended) return false;
    await endSessionsOfStaff(trx, ended.staffId, now);
    // Nobody comes back by a door that they left open.
    await endInvitationsBy(trx, ended.staffId, now);
    // A key that they keep would show them for a year what they may see no more; the next manager makes another.
    const keys =
      where.pointId && ended.role === "manager" ? await endKeysBy(trx, where.pointId, ended.staffId, now) : [];
    for (const id of keys)
      await record(trx, app.ids, now, {
        actor,
        verb: "key.ended",
        subject: { kind: "key", id },
        pointId: where.pointId,
        before: {},
        after: { because: "role-ended" },
      });
    await record(trx, app.ids, now, {
      actor,
      verb: "staff.role-ended",
      subject: { kind: "staff", id: ended.staffId },
      pointId: where.pointId,
      before: { role: ended.role },
      after: {},
    });
    return true;
  });
}
