import { randomUUID } from "node:crypto";
import { bookSlot, type BookingRequest } from "#app/features/visiting/bookings/book-slot.server.ts";
import type { BookingView } from "#app/features/visiting/bookings/booking.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { addStaff } from "#app/features/people/staff/add-staff.server.ts";
import type { Qualification, Role, Staff } from "#app/features/people/staff/staff.ts";
import { planRoster } from "#app/features/serving/roster/plan-roster.server.ts";
import type { Shift } from "#app/features/serving/roster/shift.ts";
import { showShifts } from "#app/features/serving/roster/show-roster.server.ts";
import type { Actor } from "#app/features/ground/trail/trail.ts";
import type { CivilDate, CivilTime, Weekday } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { inTransaction } from "#db/transaction.server.ts";
import { newRider, serviceNamed, slotAt, type TestApp } from "./app.ts";

/** The rider clinic of the demonstration. */
export async function clinicOf(app: TestApp): Promise<Point> {
  return (await findPoint(app.db, (await serviceNamed(app, "骑手门诊")).pointId))!;
}

/** Somebody who serves, in a role at a point (an operator in its city). */
export async function newStaff(
  app: TestApp,
  role: Role,
  point: Point,
  qualification: Qualification = "",
  name = role as string,
): Promise<Staff> {
  return inTransaction(app.db, (trx) =>
    addStaff(
      app,
      trx,
      {
        name,
        example: false,
        role: { role, cityId: point.cityId, pointId: role === "operator" ? null : point.id, qualification },
      },
      app.clock.now(),
    ),
  );
}

export const actorOf = (staff: Staff): Actor => ({ kind: "staff", id: staff.id });

/** A booking of a fresh rider at the clinic. */
export async function bookedAt(
  app: TestApp,
  date: string,
  time: string,
  more: Partial<BookingRequest> = {},
): Promise<{ rider: { deviceId: string }; booking: BookingView }> {
  const slot = await slotAt(app, await serviceNamed(app, "骑手门诊"), date, time);
  const rider = await newRider(app);
  const outcome = await bookSlot(app, rider, randomUUID(), { slotId: slot.id, riderKind: "courier", ...more });
  if (outcome.kind !== "booked") throw new Error(outcome.kind);
  return { rider, booking: outcome.booking };
}

export const at = (text: string): Instant => text as Instant;

/** A window of a point that wants one person on some weekdays; answers the shifts of a stretch. */
export async function rosterOf(
  app: TestApp,
  manager: Staff,
  point: Point,
  want: {
    days: Weekday[];
    from: string;
    to: string;
    people?: number;
    qualification?: Qualification;
    keepsDoor?: boolean;
  },
  dates: [string, string],
): Promise<Shift[]> {
  await planRoster(app, actorOf(manager), point.id, {
    act: "add-window",
    window: { name: "前台", name_en: "Front desk", keepsDoor: want.keepsDoor ?? true },
  });
  const window = await app.db
    .selectFrom("windows")
    .select("id")
    .where("point_id", "=", point.id)
    .orderBy("position", "desc")
    .executeTakeFirstOrThrow();
  await planRoster(app, actorOf(manager), point.id, {
    act: "add-need",
    need: {
      windowId: window.id,
      days: want.days,
      from: want.from as CivilTime,
      to: want.to as CivilTime,
      people: want.people ?? 1,
      qualification: want.qualification ?? "",
      fromDate: dates[0] as CivilDate,
    },
  });
  return (await showShifts(app, point.id, dates[0] as CivilDate, dates[1] as CivilDate))
    .map(({ shift }) => shift)
    .filter((shift) => shift.windowId === window.id);
}

/** What the trail says of a verb, oldest first. */
export async function trailOf(
  app: TestApp,
  verb: string,
): Promise<{ after: Record<string, unknown>; actor_kind: string }[]> {
  const rows = await app.db
    .selectFrom("trail")
    .select(["after", "actor_kind"])
    .where("verb", "=", verb)
    .orderBy("id")
    .execute();
  return rows.map((row) => ({ after: JSON.parse(row.after) as Record<string, unknown>, actor_kind: row.actor_kind }));
}
