/** When a service runs: weekly civil times cut into slots. `days` is a JSON list of weekdays. */
export interface SchedulesTable {
  point_id: string;
  service_id: string;
  id: string;
  days: string;
  from_time: string;
  to_time: string;
  slot_minutes: number;
  capacity: number;
  calendar: "workdays" | "every-day";
}
