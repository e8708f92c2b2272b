import type { Language } from "#app/time/words.ts";
import { findBank, findCities, findLandmarks, findPlaces } from "#app/features/places/cities/find-city.server.ts";
import { cityOf, landmarkNear } from "#app/features/places/cities/city.ts";
import { findNotices } from "#app/features/places/notices/find-notices.server.ts";
import type { Preferences } from "#app/features/people/preferences/preferences.ts";
import type { App } from "#app/platform/app.ts";
import { LIMIT, parseNearbyAddress, RADIUS } from "./nearby-address.ts";
import { showNearby } from "./show-nearby.server.ts";

/** Everything that Nearby shows of an address, for somebody with these preferences; `empty` where there is no city yet. */
export async function openNearby(
  app: App,
  search: URLSearchParams,
  { preferences, language }: { preferences: Preferences; language: Language },
) {
  const address = parseNearbyAddress(search);
  const now = app.clock.now();
  const cities = await findCities(app.db);
  const named = cities.find(({ id }) => id === (address.city ?? (address.at ? undefined : preferences.city)));
  const city = named ?? (address.at && cityOf(address.at, cities)) ?? cities[0];
  if (!city) return { empty: true as const };
  const place = address.at ?? city.centre;
  const landmarks = await findLandmarks(app.db, city.id);
  const bank = await findBank(app.db, city.id, place);
  const rows = await showNearby(
    app,
    {
      place,
      radius: address.wide ? RADIUS.wide : RADIUS.usual,
      kind: address.kind,
      amenities: address.has,
      openAt: address.open ? now : undefined,
      placesToday: address.places,
      bank: bank?.id,
      limit: LIMIT,
    },
    preferences.riderKind,
    language,
    now,
  );
  return {
    empty: false as const,
    address,
    now,
    cities,
    city,
    place,
    rows,
    landmarks,
    placeName: landmarkNear(place, landmarks),
    results: address.search ? await findPlaces(app.db, city.id, address.search) : null,
    notices: await findNotices(app.db, { cityId: city.id }, now),
    riderKind: preferences.riderKind,
    elder: preferences.elder,
    layer: app.config.map,
    own: false,
  };
}
