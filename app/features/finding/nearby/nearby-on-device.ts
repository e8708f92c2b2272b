import type { Notice } from "#app/features/places/notices/notice.ts";
import { cityOf, landmarkNear, type City, type Landmark } from "#app/features/places/cities/city.ts";
import { keptPack, refreshPack } from "#app/features/finding/pack/pack-on-device.ts";
import type { RiderKind } from "#app/features/people/riders/rider.ts";
import { keepOnDevice, keptOnDevice } from "#app/device/device-store.ts";
import { whenIdle } from "#app/device/idle.ts";
import { deviceNow, noteServerNow, serverNow } from "#app/device/server-clock.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import type { MapLayer } from "./map-layer.ts";
import type { NearbyAddress } from "./nearby-address.ts";
import { nearbyOffline, type OfflineNearby } from "./nearby-offline.ts";
import { pointOffline, type OfflinePointPage } from "./offline-point.ts";

/** How Nearby was shown last. */
interface Shown {
  riderKind: RiderKind | undefined;
  elder: boolean;
  layer: MapLayer;
  cities: City[];
}
const SHOWN = "nearby-shown";

const languageShown = (): Language => (document.documentElement.lang.startsWith("en") ? "en" : "zh");

/** Notes how Nearby was shown, and brings the city's pack up to date once the phone has nothing else to do. */
export async function rememberNearby(fresh: Shown & { now: Instant; city: City }): Promise<void> {
  const { riderKind, elder, layer, cities, now, city } = fresh;
  await noteServerNow(now);
  await keepOnDevice(SHOWN, { riderKind, elder, layer, cities } satisfies Shown);
  whenIdle(() => void refreshPack(city.id, languageShown(), deviceNow()));
}

export interface NearbyOnDevice extends OfflineNearby {
  now: Instant;
  placeName: Landmark | null;
  notices: Notice[];
  riderKind: RiderKind | undefined;
  elder: boolean;
  layer: MapLayer;
  keptAt: Instant;
}

/** Nearby as this phone can tell it by itself; undefined where it keeps no pack. */
export async function loadNearbyOffline(address: NearbyAddress, radius: number): Promise<NearbyOnDevice | undefined> {
  const shown = await keptOnDevice<Shown>(SHOWN);
  const kept = await keptPack(
    address.city ?? (address.at && shown ? cityOf(address.at, shown.cities)?.id : undefined),
    languageShown(),
  );
  if (!kept) return undefined;
  const now = await serverNow();
  const own = nearbyOffline(kept.pack, address, radius, shown?.riderKind, now);
  return {
    ...own,
    now,
    placeName: landmarkNear(own.place, own.landmarks),
    notices: kept.pack.notices.filter(({ startsAt, endsAt }) => startsAt <= now && now < endsAt),
    riderKind: shown?.riderKind,
    elder: shown?.elder ?? false,
    layer: { preset: "schematic", attribution: "", crs: "wgs84" },
    keptAt: kept.at,
  };
}

/** A point's page as far as this phone can tell it; undefined where no pack holds it. */
export async function loadPointOffline(
  id: string,
): Promise<(OfflinePointPage & { now: Instant; keptAt: Instant }) | undefined> {
  const kept = await keptPack(undefined, languageShown());
  const now = await serverNow();
  const page = kept && pointOffline(kept.pack, id, now);
  return page && { ...page, now, keptAt: kept.at };
}
