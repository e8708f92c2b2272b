import { DivIcon, LayerGroup, Marker, type Map as LeafletMap } from "leaflet";
import type { Place } from "#app/features/places/map/place.ts";
import { aroundAddress } from "./map-address.ts";

/** What the interface answers of a box: a cluster, or one point. */
interface Feature {
  id?: string;
  geometry: { coordinates: [lng: number, lat: number] };
  properties: { cluster?: true; point_count?: number; name?: string; name_en?: string; open?: { state: string } };
}

/** Keeps a map filled with what lies around, beyond the rows of the list: at most 150 things, gathered by the server. */
export function drawAround(
  map: LeafletMap,
  options: {
    kind: () => string | undefined;
    known: (id: string) => boolean;
    pinsNear: (place: Place) => number;
    to: (place: Place) => Place;
    english: boolean;
    open: (id: string) => void;
    drawn: () => void;
  },
): { again(): void; stop(): void } {
  const group = new LayerGroup().addTo(map);
  let asked = "";
  let asking: AbortController | undefined;
  const ask = async () => {
    const bounds = map.getBounds();
    const address = aroundAddress(
      { west: bounds.getWest(), south: bounds.getSouth(), east: bounds.getEast(), north: bounds.getNorth() },
      map.getZoom(),
      options.kind(),
    );
    if (address === asked) return;
    asked = address;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await fetch(address, { signal: asking.signal });
      if (!answer.ok) return;
      show(((await answer.json()) as { features: Feature[] }).features);
    } catch (error) {
      // Without network the rows of the list are there all the same, and the next move asks again; what was broken off was replaced.
      if (!(error instanceof DOMException)) asked = "";
    }
  };
  const show = (features: Feature[]) => {
    group.clearLayers();
    for (const { id, geometry, properties } of features) {
      if (id && options.known(id)) continue;
      const [lng, lat] = geometry.coordinates;
      // What was gathered may be no more than the pins that stand there already.
      if (properties.cluster && options.pinsNear({ lat, lng }) >= properties.point_count!) continue;
      const dot = document.createElement("div");
      dot.className = properties.cluster ? "cluster" : "around";
      if (properties.cluster)
        dot.textContent =
          properties.point_count! > 999
            ? `${Math.round(properties.point_count! / 1000)}k`
            : String(properties.point_count);
      else dot.dataset.state = properties.open?.state ?? "unknown";
      const name = options.english ? properties.name_en : properties.name;
      new Marker(options.to({ lat, lng }), {
        icon: new DivIcon({ className: "", html: dot, iconSize: properties.cluster ? [36, 36] : [20, 20] }),
        keyboard: false,
        ...(name && { title: name }),
      })
        .on("click", ({ latlng }) => {
          if (id) options.open(id);
          else map.setView(latlng, Math.min(18, map.getZoom() + 2));
        })
        .addTo(group);
    }
    options.drawn();
  };
  const moved = () => void ask();
  map.on("moveend", moved);
  moved();
  return {
    again: () => {
      asked = "";
      void ask();
    },
    stop: () => {
      asking?.abort();
      map.off("moveend", moved);
      group.remove();
    },
  };
}
