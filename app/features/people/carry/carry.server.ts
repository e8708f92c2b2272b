import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { plusMinutes, type Instant } from "#app/time/instant.ts";
import {
  deleteCarriesOf,
  dropOldCarries,
  insertCarry,
  openCarry,
  spendCarriesOf,
  spendCarry,
} from "./carries.store.server.ts";

/** Minutes for which a way into another browser stays open. */
export const CARRY_MINUTES = 15;

/** Opens a way, once and for a quarter of an hour, by which a rider's bookings come into another browser of theirs; answers its token. One that was opened before is closed. */
export async function openWay(app: App, rider: { deviceId: string }): Promise<string> {
  const now = app.clock.now();
  const token = app.ids.token();
  await inTransaction(app.db, async (trx) => {
    await dropOldCarries(trx, now);
    await spendCarriesOf(trx, rider.deviceId, now);
    await insertCarry(trx, {
      tokenHash: hashOf(token),
      deviceId: rider.deviceId,
      now,
      expiresAt: plusMinutes(now, CARRY_MINUTES),
    });
  });
  return token;
}

/** Whose bookings a token brings; undefined for one that is unknown, used or over. Looking uses nothing up: apps look at links before people do. */
export async function lookWay(
  app: Pick<App, "db" | "clock">,
  token: string,
): Promise<{ deviceId: string } | undefined> {
  return openCarry(app.db, hashOf(token), app.clock.now());
}

/** Uses a way up inside the caller's transaction; undefined when it is over. */
export async function takeWay(trx: Db, token: string, now: Instant): Promise<{ deviceId: string } | undefined> {
  const way = await openCarry(trx, hashOf(token), now);
  return way && (await spendCarry(trx, hashOf(token), now)) ? way : undefined;
}

/** The ways to what a device has lead nowhere any more, inside the caller's transaction. */
export const closeWaysOf = (trx: Db, deviceId: string) => deleteCarriesOf(trx, deviceId);
