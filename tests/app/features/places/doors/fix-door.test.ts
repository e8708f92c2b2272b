import { expect, test } from "vitest";
import { findOpenTasks, fixDoor } from "#app/features/places/doors/fix-door.server.ts";
import { reportDoor } from "#app/features/places/doors/report-door.server.ts";
import { makeDispatcher } from "#app/process/rounds.server.ts";
import { readInbox } from "#app/features/telling/inbox/read-inbox.server.ts";
import { newRider, serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

test("two who say that the QR fails give the manager a task; the answer reaches both, and nobody else", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const [one, two, three] = [await newRider(app), await newRider(app), await newRider(app)];
  await reportDoor(app, one, point.id, "qr-fails");
  await reportDoor(app, three, point.id, "full");
  expect(await findOpenTasks(app.db, [point.id])).toEqual([]);
  await reportDoor(app, two, point.id, "qr-fails");
  const [task] = await findOpenTasks(app.db, [point.id]);
  expect(task).toMatchObject({ reason: "qr-fails" });
  await makeDispatcher(app).runOnce();
  expect((await readInbox(app.db, { deviceId: manager.deviceId }, "zh")).map(({ path }) => path)).toContain(
    `/desk/${point.id}/tasks`,
  );
  expect(await fixDoor(app, actorOf(manager), (await serviceNamed(app, "周四法律咨询")).pointId, task!.id, "x")).toBe(
    "no-such-task",
  );
  expect(await fixDoor(app, actorOf(manager), point.id, task!.id, "换好了")).toBe("fixed");
  expect(await fixDoor(app, actorOf(manager), point.id, task!.id, "换好了")).toBe("no-such-task");
  await makeDispatcher(app).runOnce();
  for (const rider of [one, two])
    expect((await readInbox(app.db, rider, "zh")).map(({ body }) => body)).toEqual([
      "骑手门诊 · 武汉市第四医院：换好了",
    ]);
  expect(await readInbox(app.db, three, "zh")).toEqual([]);
});
