import type { DoorState } from "#app/features/finding/door/door-state.ts";
import type { Amenity } from "#app/features/places/points/amenities.ts";
import type { PointKind } from "#app/features/places/points/point.ts";
import type { Proof, RiderKind } from "#app/features/people/riders/rider.ts";
import type { Fee } from "#app/features/visiting/services/service.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Zone } from "#app/time/zone.ts";

/** One row of Nearby, as the screen needs it. */
export interface NearbyRow {
  id: string;
  name: string;
  kinds: PointKind[];
  lat: number;
  lng: number;
  zone: Zone;
  /** Metres in a straight line, rounded to ten. */
  distance: number;
  crossing: boolean;
  door: DoorState;
  dropIn: boolean;
  amenities: Amenity[];
  fee: Fee | null;
  proof: Proof[];
  /** For whom it is, when that is not this rider's kind. */
  forOthers: RiderKind[] | null;
  next: {
    serviceId: string;
    service: string;
    slotId: string;
    start: Instant;
    remaining: number;
    dayLeft: number | null;
    dayQuota: number | null;
  } | null;
  example: boolean;
}
