import { convertDatum, type Place } from "#app/features/places/map/datum.ts";

export interface GoThereLinks {
  amap: string;
  baidu: string;
  tencent: string;
  geo: string;
  apple: string;
}

const fixed = (n: number) => n.toFixed(6);

/** Ways to a place in the map apps of the phone, each in its own datum: GCJ-02, BD-09, GCJ-02, WGS-84, GCJ-02. */
export function goThereLinks(place: Place, name: string): GoThereLinks {
  const gcj = convertDatum(place, "wgs84", "gcj02");
  const bd = convertDatum(place, "wgs84", "bd09");
  const title = encodeURIComponent(name);
  return {
    amap: `https://uri.amap.com/navigation?to=${fixed(gcj.lng)},${fixed(gcj.lat)},${title}&mode=ride&callnative=1`,
    baidu: `https://api.map.baidu.com/marker?location=${fixed(bd.lat)},${fixed(bd.lng)}&title=${title}&content=${title}&coord_type=bd09ll&output=html&src=nuanyi`,
    tencent: `https://apis.map.qq.com/uri/v1/marker?marker=coord:${fixed(gcj.lat)},${fixed(gcj.lng)};title:${title}&referer=nuanyi`,
    geo: `geo:${fixed(place.lat)},${fixed(place.lng)}?q=${fixed(place.lat)},${fixed(place.lng)}(${title})`,
    apple: `https://maps.apple.com/?daddr=${fixed(gcj.lat)},${fixed(gcj.lng)}&q=${title}`,
  };
}
