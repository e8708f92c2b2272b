/** One weekly pattern of opening spans, shared by all points that keep it; `id` is the hash of its content. `spans` is JSON. */
export interface HoursTable {
  id: string;
  spans: string;
  calendar: "workdays" | "every-day";
}
