import type { Role } from "#app/features/people/staff/staff.ts";
import { plusDays, type CivilDate } from "#app/time/civil.ts";

/** Whether a role may open, close and resize slots of a date: volunteers today's and tomorrow's, managers any to come. */
export function mayTouchDate(roles: readonly Role[], date: CivilDate, today: CivilDate): boolean {
  if (date < today) return false;
  return roles.includes("manager") || (roles.length > 0 && date <= plusDays(today, 1));
}
