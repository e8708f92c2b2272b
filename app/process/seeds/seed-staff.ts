import type { Db } from "#db/db.ts";
import { addStaff } from "#app/features/people/staff/add-staff.server.ts";
import type { Qualification, Role } from "#app/features/people/staff/staff.ts";
import { setSupplyInside } from "#app/features/places/supplies/set-supply.server.ts";
import { planInside } from "#app/features/serving/roster/plan-roster.server.ts";
import type { App } from "#app/platform/app.ts";
import type { CivilTime } from "#app/time/civil.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";

/** The people of the demonstration, at the clinic of Wuhan and the three-vehicle point of Chongqing: the first of each role is who the sign-in page lets in. */
const PEOPLE: { name: string; role: Role; qualification: Qualification }[] = [
  { name: "示例志愿者 小陈", role: "volunteer", qualification: "" },
  { name: "示例护士 小李", role: "professional", qualification: "nurse" },
  { name: "示例律师 老周", role: "professional", qualification: "government-lawyer" },
  { name: "示例负责人 王姐", role: "manager", qualification: "" },
  { name: "示例运营 阿明", role: "operator", qualification: "" },
];

/** Adds invented people, windows and supplies, marked as example, inside the transaction that makes the cities. `points` are the two real ones by city. */
export async function seedStaff(
  app: App,
  trx: Db,
  points: { cityId: string; clinic: string; desk: string; deskCity: string },
): Promise<void> {
  const now = app.clock.now();
  for (const { name, role, qualification } of PEOPLE) {
    // The lawyer sits at the driver point, where Thursday's desk is.
    const lawyer = qualification === "government-lawyer";
    const place = lawyer
      ? { cityId: points.deskCity, pointId: points.desk }
      : { cityId: points.cityId, pointId: points.clinic };
    await addStaff(
      app,
      trx,
      {
        name,
        example: true,
        role: { role, cityId: place.cityId, pointId: role === "operator" ? null : place.pointId, qualification },
      },
      now,
    );
  }
  await setSupplyInside(trx, points.desk, "plum-drink", "there", now);
  await setSupplyInside(trx, points.desk, "ice-water", "there", now);
  await setSupplyInside(trx, points.desk, "medicine-box", "low", now);
  // Thursday's advice wants a government lawyer and an officer; the rest of the point is open without them, so it keeps no door.
  const fromDate = dateIn("Asia/Shanghai" as Zone, now);
  await planInside(
    app,
    trx,
    points.desk,
    { name: "周四法律窗口", name_en: "Thursday legal window", keepsDoor: false },
    (["government-lawyer", "officer"] as const).flatMap((qualification) =>
      [
        ["09:30", "11:30"],
        ["14:30", "17:30"],
      ].map(([from, to]) => ({
        days: [4 as const],
        from: from as CivilTime,
        to: to as CivilTime,
        people: 1,
        qualification,
        fromDate,
      })),
    ),
    now,
  );
}
