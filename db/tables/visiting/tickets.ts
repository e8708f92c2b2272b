import type { Generated } from "kysely";

/** A walk-in's number in a service's queue of a day. `station` is the window that called it; `away_minutes` how far its rider is. */
export interface TicketsTable {
  point_id: string;
  id: string;
  service_id: string;
  date: string;
  number: number;
  device_id: string | null;
  state: "waiting" | "held" | "called" | "served" | "left" | "skipped";
  station: Generated<string>;
  made_by: string | null;
  created_at: string;
  updated_at: string;
  called_at: string | null;
  calls: Generated<number>;
  hold_until: string | null;
  holds: Generated<number>;
  away_minutes: number | null;
  leave_told_at: string | null;
}
