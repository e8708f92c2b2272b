import { redirect, type LoaderFunctionArgs } from "@remix-run/node";
import { coarse } from "#app/features/places/map/place.ts";
import { nameInText, placeInText } from "#app/features/places/map/shared-place.server.ts";
import { formatNearbyAddress } from "#app/features/finding/nearby/nearby-address.ts";

const NOTHING = { open: false, places: false, has: [], wide: false };

/** What a map app shares with the installed app: Nearby from there, or a search for its name. */
export function loader({ request }: LoaderFunctionArgs) {
  const given = new URL(request.url).searchParams;
  const text = ["title", "text", "url"]
    .map((name) => given.get(name) ?? "")
    .join("\n")
    .slice(0, 2000);
  const place = placeInText(text);
  const search = place ? "" : nameInText(text);
  return redirect(formatNearbyAddress({ ...NOTHING, ...(place && { at: coarse(place) }), ...(search && { search }) }));
}
