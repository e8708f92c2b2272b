import type { Asker, Role } from "./staff.ts";

/** What a verb is done to: a point of a city, or a city itself (`pointId` null). */
export interface Subject {
  cityId: string;
  pointId: string | null;
}

interface Permission {
  roles: readonly Role[];
  /** Whether it may be done from a tablet that many hands touch. */
  tablet: boolean;
  /** Whether another system's key may do it. */
  key?: true;
}

const DESK = ["volunteer", "professional", "manager"] as const;
const MANAGED = ["manager", "operator"] as const;

/** Every verb of the people at the point, who may do it, and from where. What is not here nobody may. */
export const PERMISSIONS = {
  "desk.see": { roles: DESK, tablet: true },
  "visit.count": { roles: DESK, tablet: true },
  "booking.check-in": { roles: DESK, tablet: true },
  "booking.make": { roles: DESK, tablet: true },
  "booking.note": { roles: ["professional"], tablet: false },
  "ticket.give": { roles: DESK, tablet: true },
  "ticket.call": { roles: DESK, tablet: true },
  "supplies.set": { roles: DESK, tablet: true },
  "day.see": { roles: [...DESK, "operator"], tablet: true },
  "day.print": { roles: DESK, tablet: true },
  "slots.set": { roles: DESK, tablet: true },
  "shift.see": { roles: [...DESK, "operator"], tablet: true },
  "shift.take": { roles: DESK, tablet: false },
  "shift.check-in": { roles: DESK, tablet: true },
  "door.confirm": { roles: DESK, tablet: true },
  "schedule.set": { roles: MANAGED, tablet: false },
  "roster.plan": { roles: MANAGED, tablet: false },
  "task.fix": { roles: MANAGED, tablet: false },
  "people.manage": { roles: MANAGED, tablet: false },
  "professional.invite": { roles: ["manager"], tablet: false },
  "tablet.set-up": { roles: ["manager"], tablet: false },
  "key.manage": { roles: ["manager"], tablet: false },
  "hospital.day": { roles: ["manager"], tablet: false, key: true },
  "hospital.list": { roles: ["manager"], tablet: false, key: true },
  "city.see": { roles: ["operator"], tablet: false },
  "point.edit": { roles: ["operator"], tablet: false },
  "notice.write": { roles: ["operator"], tablet: false },
  "weather.declare": { roles: ["operator"], tablet: false },
  "trail.read": { roles: ["operator"], tablet: false },
} as const satisfies Record<string, Permission>;

export type Verb = keyof typeof PERMISSIONS;

/** Whether somebody may do a verb to a subject. Pure: the whole of it is the table above. */
export function can(asker: Asker, verb: Verb, subject: Subject): boolean {
  const permission: Permission = PERMISSIONS[verb];
  if (asker.kind === "rider") return false;
  if (asker.kind === "key") return permission.key === true && subject.pointId === asker.pointId;
  if (asker.tabletId !== null && !permission.tablet) return false;
  return asker.staff.roles.some(
    (held) =>
      permission.roles.includes(held.role) &&
      (held.role === "operator"
        ? held.cityId === subject.cityId
        : subject.pointId !== null && held.pointId === subject.pointId),
  );
}
