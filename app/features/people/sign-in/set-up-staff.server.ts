import { randomBytes, randomInt } from "node:crypto";
import { getTOTPAuthUri, verifyTOTP } from "@epic-web/totp";
import { inTransaction } from "#db/transaction.server.ts";
import { isDuplicate } from "#db/stores/dialect.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { security } from "#app/platform/log.server.ts";
import { millisecondsOf } from "#app/time/instant.ts";
import { systemClock } from "#app/time/clock.ts";
import { blindIndex, seal, unseal } from "#app/platform/sealing.server.ts";
import { confirmPhoneCode } from "#app/features/people/accounts/confirm-phone-code.server.ts";
import type { Staff } from "#app/features/people/staff/staff.ts";
import {
  sealedFeedOf,
  setFeed,
  setStaffPhone,
  setTotp,
  staffByPhone,
} from "#app/features/people/staff/staff.store.server.ts";
import { setPin } from "#app/features/people/staff/roles.store.server.ts";

/** What every authenticator takes. */
export const TOTP = { period: 30, digits: 6, algorithm: "SHA-1" } as const;

/** A fresh TOTP secret with the address that an authenticator reads; nothing is stored until a code of it is said back. */
export function draftTotp(name: string): { secret: string; uri: string } {
  // RFC 4226 wants 160 bits; the library's own are 80.
  const secret = Array.from(randomBytes(32), (byte) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[byte & 31]).join("");
  return { secret, uri: getTOTPAuthUri({ ...TOTP, secret, accountName: name, issuer: "Nuanyi" }) };
}

/** The step of the clock that a TOTP belongs to; undefined when it is wrong. */
export async function totpStep(totp: string, secret: string): Promise<number | undefined> {
  if (!/^\d{6}$/.test(totp)) return undefined;
  const right = await verifyTOTP({ otp: totp, secret, ...TOTP });
  // The library goes by the machine's clock, as the authenticator in the hand does.
  return right ? Math.floor(millisecondsOf(systemClock().now()) / 1000 / TOTP.period) + right.delta : undefined;
}

/** Keeps a TOTP secret and a phone, when the code of each is right: from now on both open the door together. */
export async function setUpCodes(
  app: App,
  staff: Staff,
  given: { secret: string; totp: string; requestId: string; code: string },
): Promise<"set-up" | "wrong-totp" | "wrong-code" | "phone-taken"> {
  const now = app.clock.now();
  const step = /^[A-Z2-7]{32}$/.test(given.secret) ? await totpStep(given.totp, given.secret) : undefined;
  if (step === undefined) return "wrong-totp";
  return inTransaction(app.db, async (trx) => {
    const phone = await confirmPhoneCode(
      app,
      trx,
      { requestId: given.requestId, code: given.code, purpose: "rider", deviceId: staff.deviceId },
      now,
    );
    if (!phone) return "wrong-code";
    const owner = await staffByPhone(trx, phone.index);
    if (owner && owner.id !== staff.id) return "phone-taken";
    await setStaffPhone(trx, staff.id, {
      sealed: seal(phone.phone, app.keys.store, `staff:${staff.id}:phone`),
      index: phone.index,
    });
    await setTotp(trx, staff.id, seal(given.secret, app.keys.store, `staff:${staff.id}:totp`), step);
    await record(trx, app.ids, now, {
      actor: { kind: "staff", id: staff.id },
      verb: "staff.codes-set",
      subject: { kind: "staff", id: staff.id },
      pointId: null,
      before: {},
      after: {},
    });
    security(app.log, "factor-changed", { staff: staff.id, factor: "codes" });
    return "set-up";
  });
}

/** The blind index of a PIN: the same digits at another point are another PIN. */
export const pinIndexOf = (app: Pick<App, "keys">, pointId: string, pin: string): string =>
  blindIndex(`pin:${pointId}:${pin}`, app.keys.index);

/** Gives somebody a fresh six-digit PIN for one point's tablet; no two people of a point have the same. Shown once. */
export async function givePin(app: App, staff: Staff, pointId: string): Promise<string | undefined> {
  const now = app.clock.now();
  const held = staff.roles.find((one) => one.pointId === pointId);
  if (!held) return undefined;
  for (let attempt = 0; attempt < 20; attempt++) {
    const pin = String(randomInt(1_000_000)).padStart(6, "0");
    try {
      await inTransaction(app.db, async (trx) => {
        await setPin(trx, held.id, pinIndexOf(app, pointId, pin));
        await record(trx, app.ids, now, {
          actor: { kind: "staff", id: staff.id },
          verb: "staff.pin-set",
          subject: { kind: "staff", id: staff.id },
          pointId,
          before: {},
          after: {},
        });
      });
      return pin;
    } catch (error) {
      if (!isDuplicate(error)) throw error;
    }
  }
  return undefined;
}

/** The secret part of somebody's calendar feed; made when there is none, or anew when asked: then the old address is dead. */
export async function feedSecret(app: App, staff: Staff, anew: boolean): Promise<string> {
  const sealed = anew ? undefined : await sealedFeedOf(app.db, staff.id);
  if (sealed) return unseal(sealed, app.keys.store, `staff:${staff.id}:feed`);
  const secret = app.ids.token();
  await inTransaction(app.db, (trx) =>
    setFeed(trx, staff.id, { sealed: seal(secret, app.keys.store, `staff:${staff.id}:feed`), hash: hashOf(secret) }),
  );
  return secret;
}
