import type { Db } from "#db/db.ts";
import { marks, rows } from "#db/rows.server.ts";
import { parsedOnce } from "#app/platform/parsed.ts";
import type { Zone } from "#app/time/zone.ts";
import { amenitiesOf } from "./amenities.ts";
import type { Point, PointKind, PointSummary } from "./point.ts";

const SUMMARY = [
  "points.id",
  "points.city_id",
  "cities.zone",
  "points.name",
  "points.name_en",
  "points.kinds",
  "points.address",
  "points.address_en",
  "points.lat",
  "points.lng",
  "points.bank",
  "points.hours_id",
  "points.amenities",
  "points.drop_in",
  "points.example",
] as const;

interface SummaryRow {
  id: string;
  city_id: string;
  zone: string;
  name: string;
  name_en: string;
  kinds: string;
  address: string;
  address_en: string;
  lat: number | null;
  lng: number | null;
  bank: string | null;
  hours_id: string | null;
  amenities: number;
  drop_in: 0 | 1;
  example: 0 | 1;
}

function toSummary(row: SummaryRow): PointSummary {
  return {
    id: row.id,
    cityId: row.city_id,
    zone: row.zone as Zone,
    name: row.name,
    name_en: row.name_en || row.name,
    kinds: parsedOnce<PointKind[]>(row.kinds),
    address: row.address,
    address_en: row.address_en || row.address,
    place: { lat: row.lat!, lng: row.lng! },
    bank: row.bank,
    hoursId: row.hours_id,
    amenities: amenitiesOf(row.amenities),
    dropIn: row.drop_in === 1,
    example: row.example === 1,
  };
}

const SUMMARIES = `select ${SUMMARY.join(", ")} from points inner join cities on cities.id = points.city_id where points.lat is not null and points.id in`;

/** Points by id, in no order; unknown and unplaced ones are left out. */
export async function summariesOf(db: Db, ids: string[]): Promise<Map<string, PointSummary>> {
  if (ids.length === 0) return new Map();
  const found = await rows<SummaryRow>(db, `${SUMMARIES} (${marks(ids)})`, ids);
  return new Map(found.map((row) => [row.id, toSummary(row)]));
}

interface WholeRow extends SummaryRow {
  district: string;
  landmark: string;
  landmark_en: string;
  photo: string | null;
  guide: string;
  guide_en: string;
  parking: string;
  parking_en: string;
  phone: string;
  urgent: 0 | 1;
  operator: string | null;
  operator_en: string;
  enforces: 0 | 1;
}

const WHOLE = `select ${SUMMARY.join(", ")}, district, landmark, landmark_en, photo, guide, guide_en, parking, parking_en, phone, urgent,
    operators.name as operator, operators.name_en as operator_en, operators.enforces
  from points inner join cities on cities.id = points.city_id left join operators on operators.id = points.operator_id
  where points.id = ? and points.lat is not null`;

/** One placed point, whole; undefined when there is none of that id. */
export async function pointOf(db: Db, id: string): Promise<Point | undefined> {
  const [row] = await rows<WholeRow>(db, WHOLE, [id]);
  return (
    row && {
      ...toSummary(row),
      district: row.district,
      landmark: row.landmark,
      landmark_en: row.landmark_en || row.landmark,
      photo: row.photo,
      guide: row.guide,
      guide_en: row.guide_en || row.guide,
      parking: row.parking,
      parking_en: row.parking_en || row.parking,
      phone: row.phone,
      urgent: row.urgent === 1,
      operator:
        row.operator === null
          ? null
          : { name: row.operator, name_en: row.operator_en || row.operator, enforces: row.enforces === 1 },
    }
  );
}

/** The city of a point, placed or not. */
export async function cityIdOfPoint(db: Db, id: string): Promise<string | undefined> {
  return (await db.selectFrom("points").select("city_id").where("id", "=", id).executeTakeFirst())?.city_id;
}
