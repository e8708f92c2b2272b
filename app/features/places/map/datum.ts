import gcoord from "gcoord";

/** The datum that a pair of degrees is written in. Stored places are WGS-84. */
export type Datum = "wgs84" | "gcj02" | "bd09";
export interface Place {
  lat: number;
  lng: number;
}

const SYSTEMS = { wgs84: gcoord.WGS84, gcj02: gcoord.GCJ02, bd09: gcoord.BD09 } as const;

/** A place in one datum → the same place in another. */
export function convertDatum(place: Place, from: Datum, to: Datum): Place {
  if (from === to) return place;
  const [lng, lat] = gcoord.transform([place.lng, place.lat], SYSTEMS[from], SYSTEMS[to]) as [number, number];
  return { lat, lng };
}
