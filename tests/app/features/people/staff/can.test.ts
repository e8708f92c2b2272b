import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { can, PERMISSIONS, type Verb } from "#app/features/people/staff/can.ts";
import type { Asker, Role } from "#app/features/people/staff/staff.ts";

const here = { cityId: "wuhan", pointId: "p1" };
const staff = (
  role: Role,
  where: { cityId: string; pointId: string | null } = role === "operator" ? { cityId: "wuhan", pointId: null } : here,
  tabletId: string | null = null,
): Asker => ({
  kind: "staff",
  tabletId,
  provenAt: null,
  staff: { id: "s", deviceId: "d", name: "n", roles: [{ id: "r", role, qualification: "", ...where }] },
});
const verbs = Object.keys(PERMISSIONS) as Verb[];

/** Who may do what at their own point; written out, so that a change of the table is a change of this test too. */
const MATRIX: Record<Role | "rider" | "key" | "tablet volunteer" | "tablet manager", Verb[]> = {
  rider: [],
  volunteer: [
    "desk.see",
    "visit.count",
    "booking.check-in",
    "booking.make",
    "ticket.give",
    "ticket.call",
    "supplies.set",
    "day.see",
    "day.print",
    "slots.set",
    "shift.see",
    "shift.take",
    "shift.check-in",
    "door.confirm",
  ],
  professional: [
    "desk.see",
    "visit.count",
    "booking.check-in",
    "booking.make",
    "booking.note",
    "ticket.give",
    "ticket.call",
    "supplies.set",
    "day.see",
    "day.print",
    "slots.set",
    "shift.see",
    "shift.take",
    "shift.check-in",
    "door.confirm",
  ],
  manager: [
    "desk.see",
    "visit.count",
    "booking.check-in",
    "booking.make",
    "ticket.give",
    "ticket.call",
    "supplies.set",
    "day.see",
    "day.print",
    "slots.set",
    "shift.see",
    "shift.take",
    "shift.check-in",
    "door.confirm",
    "schedule.set",
    "roster.plan",
    "task.fix",
    "people.manage",
    "professional.invite",
    "tablet.set-up",
    "key.manage",
    "hospital.day",
    "hospital.list",
  ],
  operator: [
    "day.see",
    "shift.see",
    "schedule.set",
    "roster.plan",
    "task.fix",
    "people.manage",
    "city.see",
    "point.edit",
    "notice.write",
    "weather.declare",
    "trail.read",
  ],
  key: ["hospital.day", "hospital.list"],
  "tablet volunteer": [
    "desk.see",
    "visit.count",
    "booking.check-in",
    "booking.make",
    "ticket.give",
    "ticket.call",
    "supplies.set",
    "day.see",
    "day.print",
    "slots.set",
    "shift.see",
    "shift.check-in",
    "door.confirm",
  ],
  "tablet manager": [
    "desk.see",
    "visit.count",
    "booking.check-in",
    "booking.make",
    "ticket.give",
    "ticket.call",
    "supplies.set",
    "day.see",
    "day.print",
    "slots.set",
    "shift.see",
    "shift.check-in",
    "door.confirm",
  ],
};
const ASKERS: Record<keyof typeof MATRIX, Asker> = {
  rider: { kind: "rider", deviceId: "d" },
  volunteer: staff("volunteer"),
  professional: staff("professional"),
  manager: staff("manager"),
  operator: staff("operator"),
  key: { kind: "key", id: "k", pointId: "p1" },
  "tablet volunteer": staff("volunteer", here, "t"),
  "tablet manager": staff("manager", here, "t"),
};

describe("who may do what", () => {
  for (const [who, allowed] of Object.entries(MATRIX) as [keyof typeof MATRIX, Verb[]][]) {
    test(`${who} may do these verbs at their own place, and no other`, () => {
      expect(verbs.filter((verb) => can(ASKERS[who], verb, here)).sort()).toEqual([...allowed].sort());
    });
    test(`${who} may do nothing at another city's point`, () => {
      expect(verbs.filter((verb) => can(ASKERS[who], verb, { cityId: "chongqing", pointId: "p9" }))).toEqual([]);
    });
  }
  test("whoever holds a point may do nothing at its neighbour, and nothing in the city", () => {
    for (const who of ["volunteer", "professional", "manager", "key"] as const) {
      expect(verbs.filter((verb) => can(ASKERS[who], verb, { cityId: "wuhan", pointId: "p2" }))).toEqual([]);
      expect(verbs.filter((verb) => can(ASKERS[who], verb, { cityId: "wuhan", pointId: null }))).toEqual([]);
    }
  });
});

test("README shows the table as it is", () => {
  const readme = readFileSync("app/features/people/staff/README.md", "utf8");
  const yes = (ok: boolean) => (ok ? "●" : "");
  const rows = verbs.map((verb) => {
    const p = PERMISSIONS[verb] as { roles: readonly Role[]; tablet: boolean; key?: true };
    return `| \`${verb}\` | ${yes(p.roles.includes("volunteer"))} | ${yes(p.roles.includes("professional"))} | ${yes(p.roles.includes("manager"))} | ${yes(p.roles.includes("operator"))} | ${yes(p.tablet)} | ${yes(p.key === true)} |`;
  });
  expect(rows.filter((row) => !readme.includes(row))).toEqual([]);
});
