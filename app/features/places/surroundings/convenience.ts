/** Toilets and food near a point, and where the bike or car may stand meanwhile. */
export interface Convenience {
  id: string;
  kind: "toilet" | "food";
  name: string;
  name_en: string;
  place: { lat: number; lng: number };
  parking: string;
  parking_en: string;
  example: boolean;
}
