/** A point as the city pack holds it, in both languages as JSON; empty once it left the pack. `changed_at` is what a phone asks differences by. */
export interface PackPointsTable {
  point_id: string;
  city_id: string;
  zh: string;
  en: string;
  changed_at: string;
}
