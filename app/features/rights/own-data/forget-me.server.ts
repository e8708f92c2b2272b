import { inTransaction } from "#db/transaction.server.ts";
import { NOUNS } from "#app/features/nouns.server.ts";
import type { Rider } from "#app/features/people/riders/rider.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { App } from "#app/platform/app.ts";

/**
 * Forgets a rider: places are given back, words, messages, pushes, sessions and phone deleted, and their key destroyed, in the
 * store and beside the backups. What stays of a visit is when and where, of nobody. It cannot be taken back.
 */
export async function forgetMe(app: App, rider: Rider): Promise<void> {
  const now = app.clock.now();
  await inTransaction(app.db, async (trx) => {
    // From the top of the house down: a place is given back while its rider still has a key.
    for (const { rights } of Object.values(NOUNS).reverse())
      if (!("none" in rights)) await rights.forget?.(app, trx, rider, now);
    await record(trx, app.ids, now, {
      actor: { kind: "rider", id: rider.deviceId },
      verb: "device.forgotten",
      subject: { kind: "device", id: rider.deviceId },
      pointId: null,
      before: {},
      after: {},
    });
  });
  // The next backup leaves the key out by itself; until then a full disk must not keep the rest from being forgotten.
  await app
    .forgetKey(rider.deviceId)
    .catch((error: unknown) =>
      app.log.error(
        { err: error, alarm: "keyring" },
        "a key could not be taken out of the ring beside the backups; the next backup does it",
      ),
    );
}
