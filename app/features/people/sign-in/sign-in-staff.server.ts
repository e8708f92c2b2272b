import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { security } from "#app/platform/log.server.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import { insertSession } from "#app/features/people/sessions/sessions.store.server.ts";
import { STAFF_LIMITS, type Staff } from "#app/features/people/staff/staff.ts";

/** Opens a session of somebody who serves, inside the caller's transaction; those with wide rights come in anew each day. */
export async function openStaffSession(app: App, trx: Db, staff: Staff, label: string, now: Instant): Promise<string> {
  const token = app.ids.token();
  const wide = staff.roles.some(({ role }) => role === "manager" || role === "operator");
  const minutes = wide ? STAFF_LIMITS.sessionHours * 60 : STAFF_LIMITS.volunteerSessionDays * 1440;
  await insertSession(trx, {
    tokenHash: hashOf(token),
    deviceId: staff.deviceId,
    staffId: staff.id,
    label,
    now,
    expiresAt: plusMinutes(now, minutes),
  });
  security(app.log, "signed-in", { staff: staff.id });
  return token;
}

/** Signs somebody in who has shown who they are. `how` goes to the trail. */
export async function signInStaff(
  app: App,
  staff: Staff,
  how: "passkey" | "code" | "example" | "test",
  label: string,
): Promise<string> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const token = await openStaffSession(app, trx, staff, label, now);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.signed-in",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: { how },
    });
    return token;
  });
}
