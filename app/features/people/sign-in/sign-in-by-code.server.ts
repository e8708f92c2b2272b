import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { unseal } from "#app/platform/sealing.server.ts";
import { confirmPhoneCode } from "#app/features/people/accounts/confirm-phone-code.server.ts";
import { openStaff } from "#app/features/people/staff/find-staff.server.ts";
import { totpStep } from "./set-up-staff.server.ts";
import { openStaffSession } from "./sign-in-staff.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import { staffByPhone, useTotpStep, type StoredStaff } from "#app/features/people/staff/staff.store.server.ts";

export type SignedIn = { kind: "signed-in"; staff: Staff; token: string } | { kind: "wrong" };

/** Signs in by a phone code and a TOTP together; which of them was wrong is not said. A TOTP counts once. */
export async function signInByCode(
  app: App,
  attempt: { requestId: string; code: string; totp: string },
  label: string,
): Promise<SignedIn> {
  const outcome = await tryCode(app, attempt, label);
  if (outcome.kind === "wrong") security(app.log, "code-wrong", { request: attempt.requestId });
  return outcome;
}

async function tryCode(
  app: App,
  attempt: { requestId: string; code: string; totp: string },
  label: string,
): Promise<SignedIn> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<SignedIn> => {
    const phone = await confirmPhoneCode(app, trx, { ...attempt, purpose: "staff", deviceId: null }, now);
    const stored = phone && (await staffByPhone(trx, phone.index));
    const step = stored && (await stepOf(app, stored, attempt.totp));
    if (!stored || step === undefined || !(await useTotpStep(trx, stored.id, step))) return { kind: "wrong" };
    const staff = openStaff(app, stored);
    if (staff.roles.length === 0) return { kind: "wrong" };
    const token = await openStaffSession(app, trx, staff, label, now);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.signed-in",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: { how: "code" },
    });
    return { kind: "signed-in", staff, token };
  });
}

async function stepOf(app: App, stored: StoredStaff, totp: string): Promise<number | undefined> {
  return stored.totpSealed
    ? totpStep(totp, unseal(stored.totpSealed, app.keys.store, `staff:${stored.id}:totp`))
    : undefined;
}
