import type { DoorState } from "#app/features/finding/door/door-state.ts";
import { weekFrom, type WeekDay } from "#app/features/places/hours/opening.ts";
import type { Point } from "#app/features/places/points/point.ts";
import { calendarOf, type CityPack } from "#app/features/finding/pack/city-pack.ts";
import type { CivilDate } from "#app/time/civil.ts";
import type { Instant } from "#app/time/instant.ts";
import { dateIn } from "#app/time/zone.ts";
import { doorJudge, pointInPack } from "./nearby-offline.ts";

export interface OfflinePointPage {
  point: Point;
  today: CivilDate;
  door: DoorState;
  week: WeekDay[] | null;
}

/** A point's page as far as the pack tells it: where, when, what is there, its phone. Undefined for one that is not in the pack. */
export function pointOffline(pack: CityPack, id: string, now: Instant): OfflinePointPage | undefined {
  const found = pointInPack(pack, id);
  if (!found) return undefined;
  const { zone } = pack.city;
  const today = dateIn(zone, now);
  const hours = pack.hours[found.hoursId ?? ""];
  return {
    today,
    door: doorJudge(pack, now)(found),
    week: hours ? weekFrom(hours, found.dated, today, calendarOf(pack)) : null,
    point: {
      id: found.id,
      cityId: pack.city.id,
      zone,
      name: found.name,
      name_en: found.name,
      kinds: found.kinds,
      address: found.address,
      address_en: found.address,
      place: { lat: found.lat, lng: found.lng },
      bank: found.bank,
      hoursId: found.hoursId,
      amenities: found.amenities,
      dropIn: found.dropIn,
      example: found.example,
      district: "",
      landmark: "",
      landmark_en: "",
      photo: null,
      guide: "",
      guide_en: "",
      parking: "",
      parking_en: "",
      phone: found.phone,
      urgent: found.kinds.includes("rider-clinic"),
      operator: null,
    },
  };
}
