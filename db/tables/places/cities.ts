import type { Generated } from "kysely";

/** A city of the store, with its zone and centre (WGS-84 degrees). */
export interface CitiesTable {
  id: string;
  name: string;
  name_en: string;
  zone: string;
  lat: number;
  lng: number;
  position: Generated<number>;
  example: Generated<0 | 1>;
}
