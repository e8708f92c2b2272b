import { timingSafeEqual } from "node:crypto";
import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import { unseal } from "#app/platform/sealing.server.ts";
import type { Instant } from "#app/time/instant.ts";
import { codeHashOf } from "./ask-phone-code.server.ts";
import { PHONE_CODE } from "./phone-code.ts";
import { tryPhoneCode, markCodeUsed, type CodePurpose } from "./phone-codes.store.server.ts";

/** A phone that was shown to be somebody's. */
export interface ConfirmedPhone {
  phone: string;
  index: string;
}

/**
 * Tries a code, inside the caller's transaction, which must be kept whatever is answered: a try counts.
 * Undefined for a wrong, over, used or worn-out code, and for one that another device asked for.
 */
export async function confirmPhoneCode(
  app: App,
  trx: Db,
  attempt: { requestId: string; code: string; purpose: CodePurpose; deviceId: string | null },
  now: Instant,
): Promise<ConfirmedPhone | undefined> {
  const kept = await tryPhoneCode(trx, attempt.requestId, attempt.purpose, now, PHONE_CODE.tries);
  if (!kept || kept.deviceId !== attempt.deviceId) return undefined;
  const given = Buffer.from(codeHashOf(app, kept.id, attempt.code));
  if (!timingSafeEqual(given, Buffer.from(kept.codeHash))) return undefined;
  await markCodeUsed(trx, kept.id, now);
  return { phone: unseal(kept.phoneSealed, app.keys.store, `phone-code:${kept.id}`), index: kept.phoneIndex };
}
