import { amenitiesOf, amenitySet, type Amenity } from "#app/features/places/points/amenities.ts";
import type { DatedSpans, DaySpan } from "#app/features/places/hours/opening.ts";
import { POINT_KINDS, type PointKind } from "#app/features/places/points/point.ts";
import { PROOFS, RIDER_KINDS, type Proof, type RiderKind } from "#app/features/people/riders/rider.ts";
import type { Fee } from "#app/features/visiting/services/service.ts";
import type { CivilDate, CivilTime } from "#app/time/civil.ts";

/** What a phone keeps of a service: for whom (nobody named: anyone), what it costs, what shows that somebody is a rider. */
export interface OfflineService {
  forKinds: RiderKind[];
  fee: Fee;
  proof: Proof[];
}

/** A point as a phone keeps it, in one language. */
export interface OfflinePoint {
  id: string;
  name: string;
  kinds: PointKind[];
  lat: number;
  lng: number;
  bank: string | null;
  hoursId: string | null;
  amenities: Amenity[];
  dropIn: boolean;
  example: boolean;
  address: string;
  phone: string;
  services: OfflineService[];
  dated: DatedSpans;
}

/** Degrees are kept to five decimals, about a metre. */
const DEGREE = 100_000;
const FEES: readonly Fee[] = ["free", "registration-free", "paid"];

type PackedDate = [date: string, spans: [from: string, to: string][], reason: string];
/** The same as a row of JSON: sets as bits, places as whole numbers, an id in 22 signs. What is empty at the end is left out. */
export type PackedPoint = [
  id: string,
  name: string,
  kinds: number,
  lat: number,
  lng: number,
  bank: string,
  hours: string,
  amenities: number,
  flags: number,
  address: string,
  services: [forKinds: number, fee: number, proof: number][],
  phone?: string,
  dated?: PackedDate[],
];

const bitsOf = <T>(all: readonly T[], some: readonly T[]): number =>
  some.reduce((set, one) => set | (1 << all.indexOf(one)), 0);
const someOf = <T>(all: readonly T[], bits: number): T[] => all.filter((_, bit) => (bits & (1 << bit)) !== 0);

/** A UUID → 22 signs of base64url. */
export function shortId(id: string): string {
  const bytes = id.replaceAll("-", "").match(/../g) ?? [];
  return btoa(bytes.map((byte) => String.fromCharCode(parseInt(byte, 16))).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");
}

/** 22 signs of base64url → the UUID. */
export function longId(short: string): string {
  const hex = [...atob(short.replaceAll("-", "+").replaceAll("_", "/"))]
    .map((sign) => sign.charCodeAt(0).toString(16).padStart(2, "0"))
    .join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export function packPoint(point: OfflinePoint): PackedPoint {
  const dated = [...point.dated].map(([date, { spans, reason }]): PackedDate => [
    date,
    spans.map(({ from, to }) => [from, to]),
    reason,
  ]);
  // A kind's first place in the list is the one whose glyph it wears, so their order is kept.
  const kinds = point.kinds.reduce((order, kind) => order * 8 + POINT_KINDS.indexOf(kind) + 1, 0);
  const packed: PackedPoint = [
    shortId(point.id),
    point.name,
    kinds,
    Math.round(point.lat * DEGREE),
    Math.round(point.lng * DEGREE),
    point.bank ?? "",
    point.hoursId ?? "",
    amenitySet(point.amenities),
    (point.dropIn ? 1 : 0) | (point.example ? 2 : 0),
    point.address,
    point.services.map(({ forKinds, fee, proof }) => [
      bitsOf(RIDER_KINDS, forKinds),
      FEES.indexOf(fee),
      bitsOf(PROOFS, proof),
    ]),
  ];
  if (point.phone || dated.length > 0) packed.push(point.phone);
  if (dated.length > 0) packed.push(dated);
  return packed;
}

export function unpackPoint(packed: PackedPoint): OfflinePoint {
  const [id, name, order, lat, lng, bank, hours, amenities, flags, address, services, phone, dated] = packed;
  const kinds: PointKind[] = [];
  for (let rest = order; rest > 0; rest = Math.floor(rest / 8)) kinds.unshift(POINT_KINDS[(rest % 8) - 1]!);
  return {
    id: longId(id),
    name,
    kinds,
    lat: lat / DEGREE,
    lng: lng / DEGREE,
    bank: bank || null,
    hoursId: hours || null,
    amenities: amenitiesOf(amenities),
    dropIn: (flags & 1) !== 0,
    example: (flags & 2) !== 0,
    address,
    phone: phone ?? "",
    services: services.map(([forKinds, fee, proof]) => ({
      forKinds: someOf(RIDER_KINDS, forKinds),
      fee: FEES[fee]!,
      proof: someOf(PROOFS, proof),
    })),
    dated: new Map(
      (dated ?? []).map(([date, spans, reason]) => [
        date as CivilDate,
        {
          spans: spans.map(([from, to]): DaySpan => ({ from: from as CivilTime, to: to as CivilTime })),
          reason,
          reason_en: reason,
        },
      ]),
    ),
  };
}
