import type { Generated } from "kysely";

/** How many people a window wants every week. `days` is a JSON list of weekdays. */
export interface NeedsTable {
  point_id: string;
  id: string;
  window_id: string;
  days: string;
  from_time: string;
  to_time: string;
  people: number;
  qualification: Generated<string>;
  from_date: string;
  ended_at: string | null;
}
