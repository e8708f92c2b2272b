import { expect, test } from "vitest";
import { showAlerts, showWeeks } from "#app/features/watching/insight/show-city.server.ts";
import { toCsv, weeksAsked } from "#app/features/watching/insight/point-week.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { reportDoor } from "#app/features/places/doors/report-door.server.ts";
import { stepBooking } from "#app/features/visiting/check-in/check-in-booking.server.ts";
import { watchStaffing } from "#app/features/serving/roster/watch-roster.server.ts";
import { takeTicket } from "#app/features/visiting/queue/take-ticket.server.ts";
import { countVisit } from "#app/features/visiting/visits/count-visit.server.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { newRider, serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, at, bookedAt, clinicOf, newStaff, rosterOf } from "#tests/support/staff.ts";

test("the table counts what happened at each point in its week, and alerts name what wants a hand", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = await newStaff(app, "manager", point);
  const staff = actorOf(manager);
  const city = (await findCities(app.db)).find(({ id }) => id === "wuhan")!;
  const served = await bookedAt(app, "2026-11-24", "14:10");
  const missed = await bookedAt(app, "2026-11-24", "14:20");
  await bookedAt(app, "2026-11-25", "14:20");
  for (const to of ["checked-in", "served"] as const) await stepBooking(app, staff, point.id, served.booking.id, to);
  await stepBooking(app, staff, point.id, missed.booking.id, "no-show");
  await takeTicket(app, point.id, (await serviceNamed(app, "骑手门诊")).id, { staff });
  await countVisit(app, staff, point.id, { id: crypto.randomUUID(), kind: "water" });
  for (let i = 0; i < 2; i++) await reportDoor(app, await newRider(app), point.id, "qr-fails");
  await rosterOf(app, manager, point, { days: [3], from: "09:00", to: "12:00" }, ["2026-11-24", "2026-11-30"]);
  app.clock.set(at("2026-11-25T02:00:00.000Z"));
  await watchStaffing(app);
  app.clock.set(at("2026-11-25T03:30:00.000Z"));
  expect(await showWeeks(app, city, ["2026-11-23" as CivilDate])).toEqual([
    {
      pointId: point.id,
      name: point.name,
      name_en: point.name_en,
      week: "2026-11-23",
      bookings: 3,
      served: 1,
      noShows: 1,
      tickets: 1,
      visits: 1,
      unstaffedHours: 1.5,
      openTasks: 1,
    },
  ]);
  expect(await showWeeks(app, city, ["2026-11-16" as CivilDate])).toEqual([]);
  const alerts = await showAlerts(app, "wuhan");
  expect([alerts.unstaffed.length, alerts.tasks.length, alerts.unstaffed[0]?.name]).toEqual([1, 1, point.name]);
  expect(await showAlerts(app, "chongqing")).toMatchObject({ unstaffed: [], tasks: [] });
});

test("an address names its weeks, thirteen at most", () => {
  const ask = (text: string) => weeksAsked(new URLSearchParams(text), "2026-11-24" as CivilDate);
  expect(ask("")).toEqual(["2026-11-23", "2026-11-16", "2026-11-09", "2026-11-02"]);
  expect(ask("from=2026-11-11&weeks=2")).toEqual(["2026-11-16", "2026-11-09"]);
  expect(ask("weeks=99")).toHaveLength(13);
  expect(ask("weeks=x&from=y")).toHaveLength(4);
});

test("a table opens in a spreadsheet as it is, and runs nothing there", () => {
  expect(
    toCsv([
      ["名称", "数"],
      ['他说"好"', 3],
      ["=1+1", -2],
      ["a,b", 0],
    ]),
  ).toBe('\ufeff名称,数\r\n"他说""好""",3\r\n\'=1+1,-2\r\n"a,b",0\r\n');
});
