import type { Generated } from "kysely";

/** A place that people can go to. `kinds` is JSON; `amenities` a bit set of network/amenities.ts; without lat and lng it waits to be placed. */
export interface PointsTable {
  id: string;
  city_id: string;
  operator_id: string | null;
  hours_id: string | null;
  external_id: string | null;
  name: string;
  name_en: Generated<string>;
  kinds: string;
  address: Generated<string>;
  address_en: Generated<string>;
  district: Generated<string>;
  lat: number | null;
  lng: number | null;
  bank: string | null;
  landmark: Generated<string>;
  landmark_en: Generated<string>;
  photo: string | null;
  amenities: Generated<number>;
  drop_in: Generated<0 | 1>;
  guide: Generated<string>;
  guide_en: Generated<string>;
  parking: Generated<string>;
  parking_en: Generated<string>;
  phone: Generated<string>;
  urgent: Generated<0 | 1>;
  example: Generated<0 | 1>;
  search: string;
  created_at: string;
  updated_at: string;
}
