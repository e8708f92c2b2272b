import type { Generated } from "kysely";

/** Spans of a service on one date, in the place of its schedules; `[]` for none. */
export interface ScheduleDaysTable {
  point_id: string;
  service_id: string;
  date: string;
  spans: string;
  reason: Generated<string>;
}
