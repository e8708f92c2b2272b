import { expect, test } from "vitest";
import { editService } from "#app/features/visiting/services/edit-service.server.ts";
import { findService } from "#app/features/visiting/services/find-service.server.ts";
import { serviceForm } from "#app/features/visiting/services/schedule-form.ts";
import { serviceNamed, testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff } from "#tests/support/staff.ts";

const fields = {
  name: "理发",
  name_en: "",
  minutes: "20",
  access: "both",
  forKinds: ["courier"],
  proof: [],
  fee: "free",
  feeNote: "",
  bring: "毛巾、水杯",
  quota: "",
  noticeMinutes: "0",
  horizonDays: "7",
  cancelMinutes: "30",
  graceMinutes: "10",
};

test("a manager adds a service and changes it, at their own point only", async () => {
  const app = await testApp();
  const point = await clinicOf(app);
  const manager = actorOf(await newStaff(app, "manager", point));
  const made = await editService(app, manager, point.id, null, serviceForm.parse(fields));
  if (made.kind !== "kept") throw new Error(made.kind);
  expect(await findService(app.db, made.id)).toMatchObject({
    name: "理发",
    bring: ["毛巾", "水杯"],
    rules: { quota: null, graceMinutes: 10 },
    forKinds: ["courier"],
  });
  expect(await editService(app, manager, point.id, made.id, serviceForm.parse({ ...fields, quota: "12" }))).toEqual(
    made,
  );
  expect((await findService(app.db, made.id))?.rules.quota).toBe(12);
  expect(
    await editService(app, manager, point.id, (await serviceNamed(app, "周四法律咨询")).id, serviceForm.parse(fields)),
  ).toEqual({ kind: "no-such-service" });
  expect(serviceForm.safeParse({ ...fields, minutes: "x", quota: "many" }).success).toBe(false);
});
