import { convertDatum, type Datum } from "./datum.ts";
import { isPlace, parsePlace, type Place } from "./place.ts";

// Each map app writes a place its own way and in its own datum: which number comes first, and where the degrees stand.
const WAYS: { sign: RegExp; datum: Datum; lngFirst: boolean }[] = [
  // Android writes the place behind `q` where it gives it a name, and 0,0 before it.
  { sign: /geo:\S*?[?&]q=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i, datum: "wgs84", lngFirst: false },
  { sign: /geo:(?!0(?:\.0*)?,0(?:\.0*)?(?:[?;\s]|$))(-?[\d.]+),(-?[\d.]+)/i, datum: "wgs84", lngFirst: false },
  {
    sign: /(?:iosamap|androidamap|amapuri):\S*?[?&](?:d?lat)=(-?[\d.]+)&(?:d?lon)=(-?[\d.]+)/i,
    datum: "gcj02",
    lngFirst: false,
  },
  { sign: /amap\.com\/\?p=[^,\s]*,(-?[\d.]+),(-?[\d.]+)/i, datum: "gcj02", lngFirst: false },
  {
    sign: /maps\.apple\.com\S*?[?&](?:ll|daddr|q|coordinate)=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i,
    datum: "gcj02",
    lngFirst: false,
  },
  {
    sign: /google\.[\w.]+\/maps\S*?(?:@|[?&](?:q|query|ll|daddr)=)(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i,
    datum: "wgs84",
    lngFirst: false,
  },
  { sign: /petalmaps\.com\S*?[?&](?:marker|center)=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i, datum: "wgs84", lngFirst: false },
  {
    sign: /(?:baidumap|bdapp):\S*?[?&](?:location|destination)=(?:latlng:)?(-?[\d.]+)(?:,|%2C)(-?[\d.]+)\S*coord_type=(?:gcj02|2)\b/i,
    datum: "gcj02",
    lngFirst: false,
  },
  {
    sign: /(?:baidumap|bdapp):\S*?[?&](?:location|destination)=(?:latlng:)?(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i,
    datum: "bd09",
    lngFirst: false,
  },
  {
    sign: /amap\.com\S*?[?&](?:position|lnglat|to|dest)=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i,
    datum: "gcj02",
    lngFirst: true,
  },
  { sign: /map\.qq\.com\S*?coord:(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i, datum: "gcj02", lngFirst: false },
  { sign: /map\.baidu\.com\S*?[?&](?:location|latlng)=(-?[\d.]+)(?:,|%2C)(-?[\d.]+)/i, datum: "bd09", lngFirst: false },
];

/** The place that a text shared from a map app names, in WGS-84; undefined when it names none by degrees. */
export function placeInText(text: string): Place | undefined {
  for (const { sign, datum, lngFirst } of WAYS) {
    const [, first, second] = sign.exec(text) ?? [];
    if (!first || !second) continue;
    const place = lngFirst ? { lat: Number(second), lng: Number(first) } : { lat: Number(first), lng: Number(second) };
    if (isPlace(place)) return convertDatum(place, datum, "wgs84");
  }
  const plain = /(?:^|\s)(-?\d{1,2}\.\d{2,9}\s*,\s*-?\d{1,3}\.\d{2,9})(?:\s|$)/.exec(text)?.[1];
  return plain ? parsePlace(plain) : undefined;
}

/** The name by which a shared text can be searched: its first words, without addresses of pages. */
export function nameInText(text: string): string {
  return (
    text
      .replace(/https?:\/\/\S+/g, " ")
      .replace(/[【】\[\]「」]/g, " ")
      .split(/[\n,，。;；]/)
      .map((part) => part.trim())
      .find(Boolean)
      ?.slice(0, 40) ?? ""
  );
}
