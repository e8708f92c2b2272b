import type { Generated } from "kysely";

/** Toilets and food near points. */
export interface ConveniencesTable {
  id: string;
  city_id: string;
  kind: "toilet" | "food";
  name: string;
  name_en: Generated<string>;
  lat: number;
  lng: number;
  parking: Generated<string>;
  parking_en: Generated<string>;
  example: Generated<0 | 1>;
}
