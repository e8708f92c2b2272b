import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Qualification, Role, RoleHeld } from "./staff.ts";

/** What an invitation gives whoever opens it first. */
export interface Invitation {
  tokenHash: string;
  role: Omit<RoleHeld, "id">;
  expiresAt: Instant;
  usedAt: Instant | null;
  /** Who made it, or what: nobody takes a role that they gave themselves. */
  madeBy: string;
}

export async function insertInvitation(trx: Db, invitation: Invitation, now: Instant): Promise<void> {
  await trx
    .insertInto("invitations")
    .values({
      token_hash: invitation.tokenHash,
      role: invitation.role.role,
      city_id: invitation.role.cityId,
      point_id: invitation.role.pointId,
      qualification: invitation.role.qualification,
      made_by: invitation.madeBy,
      created_at: now,
      expires_at: invitation.expiresAt,
      used_at: null,
      staff_id: null,
    })
    .execute();
}

export async function invitationByToken(db: Db, tokenHash: string): Promise<Invitation | undefined> {
  const row = await db.selectFrom("invitations").selectAll().where("token_hash", "=", tokenHash).executeTakeFirst();
  return (
    row && {
      tokenHash: row.token_hash,
      expiresAt: row.expires_at as Instant,
      usedAt: row.used_at as Instant | null,
      madeBy: row.made_by,
      role: {
        role: row.role as Role,
        cityId: row.city_id,
        pointId: row.point_id,
        qualification: row.qualification as Qualification,
      },
    }
  );
}

/** Ends the invitations of somebody that nobody has opened. */
export async function endInvitationsBy(trx: Db, staffId: string, now: Instant): Promise<void> {
  await trx
    .updateTable("invitations")
    .set({ expires_at: now })
    .where("made_by", "=", staffId)
    .where("used_at", "is", null)
    .where("expires_at", ">", now)
    .execute();
}

/** Uses an invitation once; false when it was used before. */
export async function useInvitation(trx: Db, tokenHash: string, staffId: string, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("invitations")
    .set({ used_at: now, staff_id: staffId })
    .where("token_hash", "=", tokenHash)
    .where("used_at", "is", null)
    .returning("token_hash")
    .executeTakeFirst();
  return row !== undefined;
}
