import { minutesBetween, type Instant } from "#app/time/instant.ts";

/** What somebody who serves may be. A professional is a nurse, lawyer or officer; an operator holds a city, all others a point. */
export const ROLES = ["volunteer", "professional", "manager", "operator"] as const;
export type Role = (typeof ROLES)[number];

export const isRole = (text: unknown): text is Role => ROLES.includes(text as Role);

/** What somebody is by training, as a shift may ask for it: 公职律师, 执法人员, 从业人员, 护士. Empty for none. */
export const QUALIFICATIONS = ["nurse", "government-lawyer", "officer", "trade-person", "counsellor"] as const;
export type Qualification = (typeof QUALIFICATIONS)[number] | "";

export const isQualification = (text: unknown): text is Qualification =>
  text === "" || QUALIFICATIONS.includes(text as (typeof QUALIFICATIONS)[number]);

/** One role, and where it holds: a point, or (operator) a whole city. */
export interface RoleHeld {
  id: string;
  role: Role;
  cityId: string;
  pointId: string | null;
  qualification: Qualification;
}

/** Somebody who serves. Messages to them go to `deviceId`. */
export interface Staff {
  id: string;
  deviceId: string;
  name: string;
  roles: RoleHeld[];
}

/** Who is asking. Somebody on a shared tablet has no more than that tablet's point. */
export type Asker =
  | { kind: "rider"; deviceId: string }
  /** `provenAt` is when they last showed who they are; a PIN on a tablet shows less. */
  | { kind: "staff"; staff: Staff; tabletId: string | null; provenAt: Instant | null }
  | { kind: "key"; id: string; pointId: string };

export type StaffAsker = Extract<Asker, { kind: "staff" }>;

/** Characters; minutes; hours; days. */
export const STAFF_LIMITS = {
  name: 30,
  acting: 15,
  tabletNight: 4,
  invitationHours: 72,
  sessionHours: 12,
  volunteerSessionDays: 30,
  provenMinutes: 15,
  keyDays: 365,
} as const;

/** Whether somebody showed so lately who they are that they may change how they sign in. */
export const isProven = (asker: Pick<StaffAsker, "provenAt">, now: Instant): boolean =>
  asker.provenAt !== null && minutesBetween(asker.provenAt, now) <= STAFF_LIMITS.provenMinutes;

/** The roles of somebody that hold at a point: those given there, and the city's operators. */
export function rolesAt(staff: Staff, point: { id: string; cityId: string }): RoleHeld[] {
  return staff.roles.filter((held) =>
    held.role === "operator" ? held.cityId === point.cityId : held.pointId === point.id,
  );
}
