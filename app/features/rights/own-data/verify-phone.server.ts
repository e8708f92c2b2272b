import { inTransaction } from "#db/transaction.server.ts";
import { confirmPhoneCode } from "#app/features/people/accounts/confirm-phone-code.server.ts";
import { giveConsent } from "#app/features/people/riders/give-consent.server.ts";
import { accountOf, rotateSession } from "#app/features/people/accounts/join-account.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { keepSubscription } from "#app/features/telling/push/own-subscriptions.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { security } from "#app/platform/log.server.ts";
import { joinDevices } from "./join-devices.server.ts";

export type Verified = { kind: "verified"; token: string; joined: boolean } | { kind: "wrong" };

/**
 * A rider shows that a phone is theirs. Where the same phone was shown on another device before, this one's bookings, lines,
 * numbers and messages join that account. The session is renewed: the old token opens nothing any more.
 */
export async function verifyPhone(
  app: App,
  rider: Rider,
  attempt: { requestId: string; code: string },
  label: string,
): Promise<Verified> {
  const outcome = await tryCode(app, rider, attempt, label);
  if (outcome.kind === "wrong") security(app.log, "code-wrong", { device: rider.deviceId, request: attempt.requestId });
  return outcome;
}

async function tryCode(
  app: App,
  rider: Rider,
  attempt: { requestId: string; code: string },
  label: string,
): Promise<Verified> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx): Promise<Verified> => {
    const phone = await confirmPhoneCode(app, trx, { ...attempt, purpose: "rider", deviceId: rider.deviceId }, now);
    if (!phone) return { kind: "wrong" };
    const account = await accountOf(app, trx, rider, phone, now);
    const joined = account.deviceId !== rider.deviceId;
    if (joined) await joinDevices(app, trx, rider.deviceId, account.deviceId, now);
    await giveConsent(app, trx, account.deviceId, "verified-phone", now);
    const { token, session } = await rotateSession(app, trx, rider, account, label, now);
    await keepSubscription(trx, account.deviceId, rider.session, session);
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: account.deviceId },
      verb: joined ? "device.joined" : "phone.verified",
      subject: { kind: "device", id: account.deviceId },
      pointId: null,
      before: joined ? { device: rider.deviceId } : {},
      after: {},
    });
    return { kind: "verified", token, joined };
  });
}
