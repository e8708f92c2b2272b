import { expect, test } from "vitest";
import { listNearby } from "#app/features/finding/nearby/list-nearby.server.ts";
import {
  createPoint,
  readPointDraft,
  setHours,
  updatePointByForm,
} from "#app/features/places/points/edit-point.server.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { formatHoursText, parseHoursText } from "#app/features/places/hours/hours-text.ts";
import { pointForm } from "#app/features/places/points/point-form.ts";
import { testApp } from "#tests/support/app.ts";
import { actorOf, clinicOf, newStaff, trailOf } from "#tests/support/staff.ts";

const fields = {
  name: "新驿站",
  name_en: "",
  kinds: ["rest-point"],
  address: "解放大道 1 号",
  address_en: "",
  district: "江汉区",
  place: "30.6,114.25",
  hours: "每天 8:00-20:00",
  amenities: ["toilet"],
  dropIn: "1",
  landmark: "",
  landmark_en: "",
  guide: "",
  guide_en: "",
  parking: "",
  parking_en: "",
  phone: "",
  operator: "江汉区总工会",
};

test("an operator adds a point, which is found at once, and moves it; a point of another city is not theirs", async () => {
  const app = await testApp();
  const operator = actorOf(await newStaff(app, "operator", await clinicOf(app)));
  const id = await createPoint(app, operator, "wuhan", pointForm.parse(fields));
  const near = async (lat: number, lng: number) =>
    (await listNearby(app, { place: { lat, lng }, radius: 200, limit: 5 }, app.clock.now())).map(
      ({ point }) => point.id,
    );
  expect(await near(30.6, 114.25)).toEqual([id]);
  expect(
    await updatePointByForm(
      app,
      operator,
      "wuhan",
      id,
      pointForm.parse({ ...fields, place: "30.62,114.26", operator: "" }),
    ),
  ).toBe("updated");
  expect([await near(30.6, 114.25), await near(30.62, 114.26)]).toEqual([[], [id]]);
  expect((await findPoint(app.db, id))?.operator?.name).toBe("江汉区总工会");
  expect(await updatePointByForm(app, operator, "chongqing", id, pointForm.parse(fields))).toBe("no-such-point");
  expect((await trailOf(app, "point.updated")).map(({ after }) => after.fields)).toEqual(["place"]);
  await setHours(app, operator, id, null);
  expect((await readPointDraft(app.db, id))?.hours).toBeUndefined();
});

test("a form says what is wrong and where", () => {
  const wrong = pointForm.safeParse({ ...fields, name: " ", kinds: [], place: "99,200", hours: "有空就开" });
  expect(wrong.error?.issues.map(({ path, message }) => `${path.join(".")} ${message}`)).toEqual([
    "name missing",
    "kinds missing",
    "place not-a-place",
    "hours hours-not-understood",
  ]);
});

test("hours read back as they were written", () => {
  for (const text of [
    "每天 08:00-20:00",
    "工作日 09:00-12:00,14:00-18:00",
    "周一、周二、周三、周四、周五 09:00-18:00；周六 09:00-12:00",
    "每天 00:00-24:00",
  ]) {
    const hours = parseHoursText(text)!;
    expect(parseHoursText(formatHoursText(hours))).toEqual(hours);
  }
});
