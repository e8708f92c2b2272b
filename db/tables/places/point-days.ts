import type { Generated } from "kysely";

/** Opening spans of one point on one date, in the place of its week; `[]` closes it. */
export interface PointDaysTable {
  point_id: string;
  date: string;
  spans: string;
  reason: Generated<string>;
  reason_en: Generated<string>;
  act_id: string | null;
}
