import type { Generated } from "kysely";

/** One dated shift at a window, made from a need. */
export interface ShiftsTable {
  point_id: string;
  id: string;
  window_id: string;
  need_id: string | null;
  date: string;
  starts_at: string;
  ends_at: string;
  people: number;
  qualification: Generated<string>;
  keeps_door: 0 | 1;
  cover_asked_at: string | null;
  cancelled_at: string | null;
}
