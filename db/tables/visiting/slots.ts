import type { Generated } from "kysely";

/** A bookable span on one date. Only slots/ writes `booked`. `used` is 1 once anybody booked it or waited for it: then it is never remade. */
export interface SlotsTable {
  point_id: string;
  id: string;
  service_id: string;
  date: string;
  starts_at: string;
  ends_at: string;
  capacity: number;
  booked: Generated<number>;
  closed: Generated<0 | 1>;
  used: Generated<0 | 1>;
}
