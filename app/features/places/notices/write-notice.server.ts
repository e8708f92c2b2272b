import type { Db } from "#db/db.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { record } from "#app/features/ground/trail/record.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Notice, NoticeScope } from "./notice.ts";
import { endNoticeAt, endNoticesOfAct, insertNotice, noticesOfCity } from "./notices.store.server.ts";

/** Says something at a point, in a district or in the whole city, from one moment to another. */
export async function writeNotice(
  app: App,
  actor: Actor,
  notice: Omit<Notice, "id" | "example">,
  where: NoticeScope,
): Promise<string> {
  const now = app.clock.now();
  return inTransaction(app.db, (trx) => addNoticeBy(app, trx, actor, notice, where, null, now));
}

/** The same inside the caller's transaction, as part of an act over many points. */
export async function addNoticeBy(
  app: App,
  trx: Db,
  actor: Actor,
  notice: Omit<Notice, "id" | "example">,
  where: NoticeScope,
  actId: string | null,
  now: Instant,
): Promise<string> {
  const id = app.ids.id();
  await insertNotice(trx, { ...notice, id, example: false }, where, actId);
  await record(trx, app.ids, now, {
    actor,
    verb: "notice.written",
    subject: { kind: "notice", id },
    pointId: where.pointId ?? null,
    before: {},
    after: { city: where.cityId, district: where.district ?? null, until: notice.endsAt },
  });
  return id;
}

/** Ends a notice of a city now. */
export async function endNotice(
  app: App,
  actor: Actor,
  cityId: string,
  id: string,
): Promise<"ended" | "no-such-notice"> {
  const now = app.clock.now();
  return inTransaction(app.db, async (trx) => {
    const pointId = await endNoticeAt(trx, cityId, id, now);
    if (pointId === undefined) return "no-such-notice";
    await record(trx, app.ids, now, {
      actor,
      verb: "notice.ended",
      subject: { kind: "notice", id },
      pointId,
      before: {},
      after: {},
    });
    return "ended";
  });
}

/** Ends what an act said, inside the caller's transaction. */
export async function takeBackNotices(trx: Db, actId: string, now: Instant): Promise<void> {
  await endNoticesOfAct(trx, actId, now);
}

/** What is said in a city now and later, points' and districts' too. */
export async function listNotices(
  db: Db,
  cityId: string,
  now: Instant,
): Promise<(Notice & { district: string | null; pointName: string | null })[]> {
  return noticesOfCity(db, cityId, now);
}
