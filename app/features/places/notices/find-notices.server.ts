import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Notice, NoticeScope } from "./notice.ts";
import { insertNotice, noticesFor } from "./notices.store.server.ts";

/** Notices that hold at a city, or at one point of it. */
export async function findNotices(db: Db, where: NoticeScope, now: Instant): Promise<Notice[]> {
  return noticesFor(db, where, now);
}

/** Adds a notice inside the caller's transaction. */
export async function addNotice(trx: Db, notice: Notice, where: NoticeScope): Promise<void> {
  await insertNotice(trx, notice, where);
}
