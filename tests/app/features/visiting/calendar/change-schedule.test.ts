import { expect, test } from "vitest";
import { changeSchedule, previewChange } from "#app/features/visiting/calendar/change-schedule.server.ts";
import { readSchedule } from "#app/features/visiting/services/read-schedule.server.ts";
import type { CivilDate, CivilTime } from "#app/time/civil.ts";
import { serviceNamed, slotsOn, testApp } from "#tests/support/app.ts";
import { actorOf, bookedAt, clinicOf, newStaff } from "#tests/support/staff.ts";

test("a preview tells what would change and changes nothing; made, it is as told; a slot in use stays", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const service = await serviceNamed(app, "骑手门诊");
  await bookedAt(app, "2026-11-25", "14:10");
  const change = {
    schedules: [
      {
        id: crypto.randomUUID(),
        days: [1, 2, 3, 4, 5, 6, 7] as never,
        from: "08:30" as CivilTime,
        to: "11:30" as CivilTime,
        slotMinutes: 10,
        capacity: 3,
        calendar: "every-day" as const,
      },
    ],
  };
  const before = await slotsOn(app, service, "2026-11-25");
  const preview = await previewChange(app, point.id, service.id, change);
  expect(await slotsOn(app, service, "2026-11-25")).toEqual(before);
  expect(preview).toMatchObject({ kind: "changed", preview: { added: 0, kept: [{ booked: 1 }] } });
  expect(await changeSchedule(app, manager, point.id, service.id, change)).toEqual(preview);
  const after = await slotsOn(app, service, "2026-11-25");
  expect(after).toHaveLength(19);
  expect(after.at(-1)).toMatchObject({ start: "2026-11-25T06:10:00.000Z", booked: 1, capacity: 2 });
  expect((await readSchedule(app.db, service)).schedules).toHaveLength(1);
});

test("one date is set apart and given back to the week; another point's service is not there", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const service = await serviceNamed(app, "骑手门诊");
  const date = "2026-11-26" as CivilDate;
  await changeSchedule(app, manager, point.id, service.id, {
    date,
    day: {
      spans: [{ from: "10:00" as CivilTime, to: "10:30" as CivilTime, slotMinutes: 15, capacity: 1 }],
      reason: "半天",
    },
  });
  expect(await slotsOn(app, service, date)).toHaveLength(2);
  await changeSchedule(app, manager, point.id, service.id, { date, day: null });
  expect(await slotsOn(app, service, date)).toHaveLength(39);
  expect(
    await changeSchedule(app, manager, (await serviceNamed(app, "周四法律咨询")).pointId, service.id, {
      date,
      day: null,
    }),
  ).toEqual({ kind: "no-such-service" });
});
