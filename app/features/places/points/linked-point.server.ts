import type { WeekDay } from "#app/features/places/hours/opening.ts";
import type { Point } from "./point.ts";

/** A point as schema.org describes places (JSON-LD), with the hours of the coming week: 00:00 to 00:00 is its word for closed. */
export function linkedPoint(
  origin: string,
  point: Point,
  week: WeekDay[],
): Record<string, string | object> | undefined {
  return {
    "@context": "https://schema.org",
    "@type": "CivicStructure",
    "@id": `${origin}/points/${point.id}`,
    url: `${origin}/points/${point.id}`,
    name: point.name,
    alternateName: point.name_en,
    ...(point.phone && { telephone: point.phone }),
    address: {
      "@type": "PostalAddress",
      streetAddress: point.address,
      addressRegion: point.district,
      addressCountry: "CN",
    },
    geo: { "@type": "GeoCoordinates", latitude: point.place.lat, longitude: point.place.lng },
    openingHoursSpecification: week.flatMap(({ date, spans }) =>
      (spans.length === 0 ? [{ from: "00:00", to: "00:00" }] : spans).map(({ from, to }) => ({
        "@type": "OpeningHoursSpecification",
        validFrom: date,
        validThrough: date,
        opens: from,
        closes: to === "24:00" ? "23:59" : to,
      })),
    ),
  };
}
