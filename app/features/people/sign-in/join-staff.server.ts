import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { invariant } from "#app/platform/invariant.ts";
import { addStaff } from "#app/features/people/staff/add-staff.server.ts";
import { findStaff } from "#app/features/people/staff/find-staff.server.ts";
import {
  invitationByToken,
  useInvitation,
  type Invitation,
} from "#app/features/people/staff/invitations.store.server.ts";
import { endSessionsOfStaff } from "#app/features/people/sessions/sessions.store.server.ts";
import { openStaffSession } from "./sign-in-staff.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { insertRole } from "#app/features/people/staff/roles.store.server.ts";

/** What an address of an invitation opens now; undefined for a forged, used or expired one. */
export async function readInvitation(app: Pick<App, "db" | "clock">, token: string): Promise<Invitation | undefined> {
  if (!/^[\w-]{43}$/.test(token)) return undefined;
  const invitation = await invitationByToken(app.db, hashOf(token));
  return invitation && !invitation.usedAt && invitation.expiresAt > app.clock.now() ? invitation : undefined;
}

export type Joined =
  | { kind: "joined"; staff: Staff; token: string }
  | { kind: "no-such-invitation" }
  /** It was made by the one who opened it. */
  | { kind: "own-invitation" };

/**
 * Somebody new comes in by an invitation, once, and is signed in; somebody who serves already (`as`) gets
 * the role beside those they have.
 */
export async function joinStaff(
  app: App,
  token: string,
  person: { name: string; as?: Staff | undefined; label: string },
): Promise<Joined> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Joined> => {
    const invitation = /^[\w-]{43}$/.test(token) ? await invitationByToken(trx, hashOf(token)) : undefined;
    if (!invitation || invitation.usedAt || invitation.expiresAt <= now) return { kind: "no-such-invitation" };
    if (person.as && invitation.madeBy === person.as.id) return { kind: "own-invitation" };
    const { role } = invitation;
    // Wide rights must not ride on a session that was opened for narrow ones.
    if (person.as) await endSessionsOfStaff(trx, person.as.id, now);
    const held = person.as?.roles.some(
      (one) =>
        one.role === role.role &&
        one.cityId === role.cityId &&
        one.pointId === role.pointId &&
        one.qualification === role.qualification,
    );
    if (person.as && !held) await insertRole(trx, person.as.id, { ...role, id: app.ids.id() }, now);
    const staff = person.as
      ? await findStaff(app, trx, person.as.id)
      : await addStaff(app, trx, { name: person.name, example: false, role }, now);
    invariant(staff, "somebody who joins is gone");
    invariant(
      await useInvitation(trx, invitation.tokenHash, staff.id, now),
      "an invitation was used under its own transaction",
    );
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.joined",
      subject: { kind: "staff", id: staff.id },
      pointId: role.pointId,
      before: {},
      after: { role: role.role },
    });
    return { kind: "joined", staff, token: await openStaffSession(app, trx, staff, person.label, now) };
  });
}
