import { inTransaction } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { keepTextStop, stopTexts, textStopByToken } from "./text-stops.store.server.ts";

/** Letters of the way by which a number's owner ends its texts: 72 bits. */
const TOKEN = 12;

export type MayText =
  { kind: "may"; path: string } | { kind: "stopped" } | { kind: "too-many"; retryAfterSeconds: number };

/**
 * Whether a text may go to a number that somebody merely named: whoever holds it did not ask for it, and the city pays. Some
 * a day, and none once its holder said so, by the path that each text carries. `phoneIndex` is the number's blind index.
 */
export async function mayText(app: App, phoneIndex: string): Promise<MayText> {
  const stop = await inTransaction(app.db, (trx) =>
    keepTextStop(trx, phoneIndex, app.ids.token().slice(0, TOKEN), app.clock.now()),
  );
  if (stop.stoppedAt) return { kind: "stopped" };
  const limited = await limitRate(app, LIMITS.textNumber, phoneIndex);
  return limited ? { kind: "too-many", ...limited } : { kind: "may", path: `/stop/${stop.token}` };
}

/** Ends the texts to a number by the way that one of them carried; false when there is no such way. */
export async function stopTextsBy(app: App, token: string): Promise<boolean> {
  if (!(await isTextStop(app, token))) return false;
  await inTransaction(app.db, (trx) => stopTexts(trx, token, app.clock.now()));
  return true;
}

/** Whether a way of a text leads to a number. */
export async function isTextStop(app: Pick<App, "db">, token: string): Promise<boolean> {
  return new RegExp(`^[\\w-]{${TOKEN}}$`).test(token) && (await textStopByToken(app.db, token)) !== undefined;
}
