import "leaflet/dist/leaflet.css";
import * as L from "leaflet";
import { convertDatum, type Datum, type Place } from "#app/features/places/map/datum.ts";

export interface CityPin {
  id: string;
  name: string;
  lat: number;
  lng: number;
  state: string;
}
export interface CityLayer {
  url?: string;
  attribution: string;
  crs: Datum;
}

export interface DrawnCity {
  show(pins: CityPin[]): void;
  light(id: string | null): void;
  mark(place: Place | null): void;
  remove(): void;
}

/** The operator's map: a dot a point, told by its door; a tap names a place. Tiles where they are configured, else plain ground with landmarks. */
export function drawCity(
  element: HTMLElement,
  layer: CityLayer,
  centre: Place,
  landmarks: { name: string; lat: number; lng: number }[],
  events: { pick(id: string): void; tap(place: Place): void },
): DrawnCity {
  const to = (place: Place) => convertDatum({ lat: place.lat, lng: place.lng }, "wgs84", layer.crs);
  const map = L.map(element, {
    zoomControl: true,
    attributionControl: !!layer.url,
    minZoom: 4,
    maxZoom: 18,
    zoomSnap: 0.5,
  }).setView(to(centre), 12);
  map.attributionControl?.setPrefix(false);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  if (layer.url) L.tileLayer(layer.url, { attribution: layer.attribution, maxZoom: 18 }).addTo(map);
  for (const one of landmarks) {
    const span = document.createElement("span");
    span.textContent = one.name;
    L.marker(to(one), {
      icon: L.divIcon({ className: "landmark", html: span, iconSize: [0, 0] }),
      interactive: false,
      keyboard: false,
    }).addTo(map);
  }
  const things = L.layerGroup().addTo(map);
  const drawn = new Map<string, L.Marker>();
  let mark: L.Marker | undefined;
  map.on("click", ({ latlng }) => events.tap(convertDatum({ lat: latlng.lat, lng: latlng.lng }, layer.crs, "wgs84")));
  return {
    show(pins) {
      things.clearLayers();
      drawn.clear();
      for (const pin of pins) {
        const dot = document.createElement("div");
        dot.className = "dot-pin";
        dot.dataset.state = pin.state;
        const marker = L.marker(to(pin), {
          icon: L.divIcon({ className: "", html: dot, iconSize: [18, 18], iconAnchor: [9, 9] }),
          title: pin.name,
          keyboard: false,
        }).on("click", () => events.pick(pin.id));
        drawn.set(pin.id, marker);
        marker.addTo(things);
      }
      if (pins.length > 0)
        map.fitBounds(L.latLngBounds(pins.map(to)), { padding: [24, 24], maxZoom: 14, animate: false });
    },
    light(id) {
      for (const [one, marker] of drawn)
        marker
          .getElement()
          ?.querySelector(".dot-pin")
          ?.toggleAttribute("data-lit", one === id);
    },
    mark(place) {
      mark?.remove();
      mark = undefined;
      if (!place) return;
      const pin = document.createElement("div");
      pin.className = "me-pin";
      mark = L.marker(to(place), {
        icon: L.divIcon({ className: "", html: pin, iconSize: [18, 18], iconAnchor: [9, 9] }),
        keyboard: false,
      }).addTo(map);
      if (!map.getBounds().contains(to(place))) map.setView(to(place), 15, { animate: false });
    },
    remove: () => map.remove(),
  };
}
