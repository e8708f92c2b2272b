import type { Db } from "#db/db.ts";
import { insertRows, rows } from "#db/rows.server.ts";
import type { Instant } from "#app/time/instant.ts";
import type { BookingView } from "./booking.ts";

/** The 201 that was first given to a device's key, and the hash of what had been asked. */
export interface KeptAnswer {
  requestHash: string;
  booking: BookingView;
}

export async function keptAnswerOf(db: Db, deviceId: string, key: string): Promise<KeptAnswer | undefined> {
  const [row] = await rows<{ request_hash: string; body: string }>(
    db,
    "select request_hash, body from kept_answers where device_id = ? and idempotency_key = ?",
    [deviceId, key],
  );
  return row && { requestHash: row.request_hash, booking: JSON.parse(row.body) as BookingView };
}

export async function keepAnswer(
  trx: Db,
  deviceId: string,
  key: string,
  answer: KeptAnswer,
  now: Instant,
): Promise<void> {
  await insertRows(trx, "kept_answers", [
    {
      device_id: deviceId,
      idempotency_key: key,
      request_hash: answer.requestHash,
      body: JSON.stringify(answer.booking),
      created_at: now,
    },
  ]);
}

export async function deleteAnswersOf(trx: Db, deviceId: string): Promise<void> {
  await trx.deleteFrom("kept_answers").where("device_id", "=", deviceId).execute();
}

export async function deleteAnswersBefore(trx: Db, at: Instant): Promise<void> {
  await trx.deleteFrom("kept_answers").where("created_at", "<", at).execute();
}

/** A retry that comes after its device was joined to another is still recognised; of two under one key the other device's stays. */
export async function moveAnswers(trx: Db, from: string, to: string): Promise<void> {
  const known = new Set(
    (await trx.selectFrom("kept_answers").select("idempotency_key").where("device_id", "=", to).execute()).map(
      (row) => row.idempotency_key,
    ),
  );
  for (const { idempotency_key: key } of await trx
    .selectFrom("kept_answers")
    .select("idempotency_key")
    .where("device_id", "=", from)
    .execute()) {
    if (known.has(key))
      await trx.deleteFrom("kept_answers").where("device_id", "=", from).where("idempotency_key", "=", key).execute();
    else
      await trx
        .updateTable("kept_answers")
        .set({ device_id: to })
        .where("device_id", "=", from)
        .where("idempotency_key", "=", key)
        .execute();
  }
}
