import { expect, test } from "vitest";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import { endNotice, listNotices, writeNotice } from "#app/features/places/notices/write-notice.server.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a notice holds where and as long as it says, and ends when it is ended, in its own city", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const operator = actorOf(await newStaff(app, "operator", point));
  const now = app.clock.now();
  const words = { title: "修路", title_en: "", body: "绕行", body_en: "", startsAt: now, endsAt: plusMinutes(now, 60) };
  const id = await writeNotice(app, operator, words, { cityId: "wuhan", pointId: point.id });
  const titles = async (where: Parameters<typeof findNotices>[1], at = now) =>
    (await findNotices(app.db, where, at)).map(({ title }) => title);
  expect(await titles({ cityId: "wuhan", pointId: point.id })).toContain("修路");
  expect(await titles({ cityId: "wuhan" })).not.toContain("修路");
  expect(await titles({ cityId: "wuhan", pointId: point.id }, plusMinutes(now, 60))).not.toContain("修路");
  expect((await listNotices(app.db, "wuhan", now)).find((one) => one.id === id)?.pointName).toBe(point.name);
  expect(await endNotice(app, operator, "chongqing", id)).toBe("no-such-notice");
  expect(await endNotice(app, operator, "wuhan", id)).toBe("ended");
  expect(await titles({ cityId: "wuhan", pointId: point.id })).not.toContain("修路");
});
