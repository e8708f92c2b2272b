import type { Generated } from "kysely";

/** One act that changes hours and notices of many points. `kinds` and `spans` are JSON; `spans` null leaves hours, `[]` closes. */
export interface WeatherActsTable {
  id: string;
  city_id: string;
  district: string | null;
  kinds: string;
  title: string;
  title_en: Generated<string>;
  body: Generated<string>;
  body_en: Generated<string>;
  from_date: string;
  to_date: string;
  spans: string | null;
  points: number;
  made_by: string;
  made_at: string;
  ended_at: string | null;
}
