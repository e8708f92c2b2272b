import type { Generated } from "kysely";

/** A service's date: its quota and what is taken of it. Only slots/ writes `booked`. */
export interface ServiceDaysTable {
  point_id: string;
  service_id: string;
  date: string;
  quota: number | null;
  booked: Generated<number>;
  closed: Generated<0 | 1>;
}
