import type { Db } from "#db/db.ts";
import type { Instant } from "#app/time/instant.ts";
import { amenitiesOf, amenitySet } from "./amenities.ts";
import type { Place } from "#app/features/places/map/place.ts";
import { placePoint, placePoints, takePlaceAway } from "./placed-points.store.server.ts";
import type { PointKind } from "./point.ts";
import { searchForm } from "#app/features/places/cities/city.ts";

/** What an import or a seed knows of a point. `place` is null for one that waits to be placed. */
export interface PointDraft {
  cityId: string;
  operatorId: string | null;
  hoursId: string | null;
  externalId: string | null;
  name: string;
  name_en: string;
  kinds: PointKind[];
  address: string;
  address_en: string;
  district: string;
  place: Place | null;
  bank: string | null;
  landmark: string;
  landmark_en: string;
  photo: string | null;
  amenities: ReturnType<typeof amenitiesOf>;
  dropIn: boolean;
  guide: string;
  guide_en: string;
  parking: string;
  parking_en: string;
  phone: string;
  urgent: boolean;
  example: boolean;
}

const bit = (value: boolean): 0 | 1 => (value ? 1 : 0);

function toRow(draft: PointDraft, now: Instant) {
  return {
    city_id: draft.cityId,
    operator_id: draft.operatorId,
    hours_id: draft.hoursId,
    external_id: draft.externalId,
    name: draft.name,
    name_en: draft.name_en,
    kinds: JSON.stringify(draft.kinds),
    address: draft.address,
    address_en: draft.address_en,
    district: draft.district,
    lat: draft.place?.lat ?? null,
    lng: draft.place?.lng ?? null,
    bank: draft.bank,
    landmark: draft.landmark,
    landmark_en: draft.landmark_en,
    photo: draft.photo,
    amenities: amenitySet(draft.amenities),
    drop_in: bit(draft.dropIn),
    guide: draft.guide,
    guide_en: draft.guide_en,
    parking: draft.parking,
    parking_en: draft.parking_en,
    phone: draft.phone,
    urgent: bit(draft.urgent),
    example: bit(draft.example),
    search: searchForm([draft.name, draft.name_en, draft.district, draft.address, draft.address_en].join(" ")),
    updated_at: now,
  };
}

/** Inserts points and where they stand; a few hundred at a time. */
export async function insertPoints(trx: Db, points: { id: string; draft: PointDraft }[], now: Instant): Promise<void> {
  if (points.length === 0) return;
  await trx
    .insertInto("points")
    .values(points.map(({ id, draft }) => ({ id, ...toRow(draft, now), created_at: now })))
    .execute();
  await placePoints(
    trx,
    points.flatMap(({ id, draft }) => (draft.place ? [{ id, ...draft, place: draft.place }] : [])),
  );
}

/** A point as it was handed in last; undefined when there is none of that id. Unplaced ones too. */
export async function draftById(db: Db, id: string): Promise<PointDraft | undefined> {
  const row = await db.selectFrom("points").selectAll().where("id", "=", id).executeTakeFirst();
  return (
    row && {
      cityId: row.city_id,
      operatorId: row.operator_id,
      hoursId: row.hours_id,
      externalId: row.external_id,
      name: row.name,
      name_en: row.name_en,
      kinds: JSON.parse(row.kinds) as PointKind[],
      address: row.address,
      address_en: row.address_en,
      district: row.district,
      place: row.lat === null || row.lng === null ? null : { lat: row.lat, lng: row.lng },
      bank: row.bank,
      landmark: row.landmark,
      landmark_en: row.landmark_en,
      photo: row.photo,
      amenities: amenitiesOf(row.amenities),
      dropIn: row.drop_in === 1,
      guide: row.guide,
      guide_en: row.guide_en,
      parking: row.parking,
      parking_en: row.parking_en,
      phone: row.phone,
      urgent: row.urgent === 1,
      example: row.example === 1,
    }
  );
}

export async function updatePoint(trx: Db, id: string, draft: PointDraft, now: Instant): Promise<void> {
  await trx.updateTable("points").set(toRow(draft, now)).where("id", "=", id).execute();
  await takePlaceAway(trx, id);
  if (draft.place) await placePoint(trx, id, draft.place, draft);
}

export async function pointIdByExternal(db: Db, cityId: string, externalId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom("points")
    .select("id")
    .where("city_id", "=", cityId)
    .where("external_id", "=", externalId)
    .executeTakeFirst();
  return row?.id;
}

/** Points that wait to be placed on the map. */
export async function unplacedPoints(
  db: Db,
  limit: number,
): Promise<{ id: string; cityId: string; name: string; address: string }[]> {
  const rows = await db
    .selectFrom("points")
    .select(["id", "city_id", "name", "address"])
    .where("lat", "is", null)
    .orderBy("city_id")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.id, cityId: row.city_id, name: row.name, address: row.address }));
}

/** Puts an unplaced or misplaced point where it belongs; false when there is none of that id. */
export async function setPlace(trx: Db, id: string, place: Place, bank: string | null, now: Instant): Promise<boolean> {
  const row = await trx
    .updateTable("points")
    .set({ lat: place.lat, lng: place.lng, bank, updated_at: now })
    .where("id", "=", id)
    .returning(["kinds", "hours_id", "amenities"])
    .executeTakeFirst();
  if (!row) return false;
  await takePlaceAway(trx, id);
  const point = {
    kinds: JSON.parse(row.kinds) as PointKind[],
    hoursId: row.hours_id,
    amenities: amenitiesOf(row.amenities),
    bank,
  };
  await placePoint(trx, id, place, point);
  return true;
}

export async function upsertOperator(
  trx: Db,
  id: string,
  operator: { name: string; name_en: string; enforces: boolean },
): Promise<string> {
  const row = await trx
    .insertInto("operators")
    .values({ id, name: operator.name, name_en: operator.name_en, enforces: operator.enforces ? 1 : 0 })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ name: operator.name }))
    .returning("id")
    .executeTakeFirstOrThrow();
  return row.id;
}
