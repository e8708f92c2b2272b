import type { Generated } from "kysely";

/** Hours changed, heat, flood: for a point, a district or the city. */
export interface NoticesTable {
  id: string;
  city_id: string;
  district: string | null;
  point_id: string | null;
  title: string;
  title_en: Generated<string>;
  body: Generated<string>;
  body_en: Generated<string>;
  starts_at: string;
  ends_at: string;
  example: Generated<0 | 1>;
  act_id: string | null;
}
