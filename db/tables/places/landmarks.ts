/** A named place that people know, for search and for the schematic map. */
export interface LandmarksTable {
  id: string;
  city_id: string;
  name: string;
  name_en: string;
  lat: number;
  lng: number;
  search: string;
}
