import { randomInt } from "node:crypto";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { fill } from "#app/words/fill.ts";
import { blindIndex, seal } from "#app/platform/sealing.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { limitAddress } from "#app/features/ground/limits/limit-address.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import en from "./messages.en.ts";
import zh from "./messages.zh.ts";
import { CITY_CODES_A_DAY, PHONE_CODE } from "./phone-code.ts";
import { insertPhoneCode, type CodePurpose } from "./phone-codes.store.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { staffByPhone } from "#app/features/people/staff/staff.store.server.ts";

export type CodeAsked = { kind: "sent"; requestId: string } | { kind: "too-many"; retryAfterSeconds: number };

/** The keyed hash under which a code is kept: bound to the request that asked for it. */
export const codeHashOf = (app: Pick<App, "keys">, requestId: string, code: string): string =>
  blindIndex(`${requestId}:${code}`, app.keys.index);

/**
 * Sends a code to a phone. Answers the same, and as quickly, whether the phone is known or not; a phone that
 * nobody who serves has is sent nothing when they sign in. Limits go by phone, by device and by the city's bill; an
 * address has a ceiling beside them, for many phones stand behind one.
 */
export async function askPhoneCode(
  app: App,
  request: {
    phone: string;
    purpose: CodePurpose;
    deviceId: string | null;
    cityId: string;
    address: string;
    language: Language;
  },
): Promise<CodeAsked> {
  const now = app.clock.now();
  const phoneIndex = blindIndex(request.phone, app.keys.index);
  const known = request.purpose === "rider" || (await staffByPhone(app.db, phoneIndex)) !== undefined;
  // By purpose: whoever asks as a rider must not shut somebody's phone out of serving. Only what is sent costs the city.
  const limited =
    (await limitRate(app, LIMITS.codePhone, `${request.purpose}:${phoneIndex}`)) ??
    (await limitRate(app, LIMITS.codePhoneDay, `${request.purpose}:${phoneIndex}`)) ??
    (request.deviceId ? await limitRate(app, LIMITS.codeDevice, request.deviceId) : undefined) ??
    (await limitAddress(app, LIMITS.codeAddress, request.address)) ??
    // Counted for an unknown phone too, under a name that costs nobody: how long it takes tells nothing.
    (await limitRate(app, { ...LIMITS.codeCity, count: CITY_CODES_A_DAY }, known ? request.cityId : "nobody"));
  if (limited) return { kind: "too-many", ...limited };
  const requestId = app.ids.id();
  const code = String(randomInt(10 ** PHONE_CODE.digits)).padStart(PHONE_CODE.digits, "0");
  await inTransaction(app.db, (trx) =>
    insertPhoneCode(
      trx,
      {
        id: requestId,
        purpose: request.purpose,
        phoneSealed: seal(request.phone, app.keys.store, `phone-code:${requestId}`),
        phoneIndex,
        codeHash: codeHashOf(app, requestId, known ? code : "none"),
        deviceId: request.deviceId,
        expiresAt: plusMinutes(now, PHONE_CODE.minutes),
      },
      now,
    ),
  );
  // Not waited for: how long a gateway takes would tell a known number from an unknown one.
  if (known) {
    const text = fill({ zh, en }[request.language]["code.text"], { code, minutes: PHONE_CODE.minutes });
    void app.sms
      .send({ phone: request.phone, text, key: requestId })
      .catch((error: unknown) => app.log.error({ err: error }, "a phone code could not be sent"));
  }
  return { kind: "sent", requestId };
}
