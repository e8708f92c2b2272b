import "leaflet/dist/leaflet.css";
import {
  Browser,
  Circle,
  CircleMarker,
  Control,
  DivIcon,
  LatLng,
  LatLngBounds,
  LayerGroup,
  Map as LeafletMap,
  Marker,
  TileLayer,
} from "leaflet";
import type { Place } from "#app/features/places/map/place.ts";
import type { MapLayer } from "#app/features/finding/nearby/map-layer.ts";
import type { NearbyRow } from "#app/features/finding/nearby/nearby-row.ts";
import { gridFor, MetricGrid } from "./map-grid.ts";
import { arrangeLabels } from "./map-labels.ts";
import { drawSketch, labelOf } from "./map-sketch.ts";

/** Places as the tiles call them, and back: Chinese tiles stand some hundred metres off. */
export interface Shift {
  to(place: Place): Place;
  from(place: Place): Place;
}

export interface Shown {
  place: Place;
  rows: NearbyRow[];
  landmarks: { lat: number; lng: number; name: string }[];
  kind: string | undefined;
}

export interface DrawnMap {
  show(shown: Shown): void;
  light(id: string | null): void;
  grow(grown: boolean): void;
  /** Where the rider is now and how surely, in metres; null ends it. */
  follow(here: (Place & { accuracy: number }) | null): void;
  remove(): void;
}

interface Events {
  light(id: string): void;
  open(id: string): void;
  tap(place: Place): void;
  /** The middle of a view that somebody moved away from where the list begins; null when it is back there. */
  away(place: Place | null): void;
  /** Metres along one square of the grid at the present zoom. */
  grid(metres: number): void;
}

const RINGS = [500, 1000, 2000, 5000];
/** Within so many pixels a pin is part of what was gathered. */
const NEAR_PIXELS = 60;
/** How many of the nearest points are named before landmarks are. */
const NAMED = 6;
/** The share of a view by which its middle must have moved for the list to be of somewhere else. */
const AWAY = 0.3;

/** Draws the map into an element; everything it shows is handed over by `show`. */
export function drawMap(
  element: HTMLElement,
  options: { layer: MapLayer; cityId: string; english: boolean },
  shift: Shift,
  events: Events,
): DrawnMap {
  const { layer, cityId, english } = options;
  const tiled = layer.url !== undefined;
  const map = new LeafletMap(element, {
    zoomControl: false,
    attributionControl: tiled,
    keyboard: true,
    maxZoom: 18,
    minZoom: 4,
    zoomSnap: 0.5,
    // A finger that scrolls the page must not be caught: on a phone the small map stands still until it is grown.
    dragging: !Browser.mobile,
    touchZoom: true,
    scrollWheelZoom: !Browser.mobile,
  });
  map.attributionControl?.setPrefix(false);
  new Control.Scale({ imperial: false, position: "bottomright" }).addTo(map);
  const schematic = new MetricGrid(() => gridFor(map.getZoom()));
  const labels = new Set<Marker>();
  let gone = false;
  const sketch = () => {
    schematic.addTo(map);
    void drawSketch(map, cityId, english, () => gone).then((drawn) => {
      drawn.forEach((label) => labels.add(label));
      arrange();
    });
  };
  if (layer.url) {
    const tiles = [layer.url, ...(layer.labels ? [layer.labels] : [])].map((url) =>
      new TileLayer(url, {
        attribution: layer.attribution,
        maxZoom: 18,
        ...(layer.subdomains && { subdomains: layer.subdomains }),
      }).addTo(map),
    );
    let failed = 0;
    for (const one of tiles)
      one.on("tileerror", () => {
        if (++failed !== 3) return;
        for (const tile of tiles) tile.remove();
        sketch();
      });
  } else {
    sketch();
  }
  const things = new LayerGroup().addTo(map);
  const me = new LayerGroup().addTo(map);
  const pins = new Map<string, Marker>();
  let around: { again(): void; stop(): void } | undefined;
  let home: LatLng | undefined;
  let kind: string | undefined;
  let tapped: CircleMarker | undefined;
  const arrange = () => {
    if (!gone)
      arrangeLabels(
        element,
        [
          ...things
            .getLayers()
            .filter((one) => one instanceof Marker && /^landmark/.test(one.options.icon?.options.className ?? "")),
          ...labels,
        ].map((one) => (one as Marker).getElement()),
      );
  };
  const pinsNear = (place: Place) => {
    const at = map.latLngToLayerPoint(new LatLng(shift.to(place).lat, shift.to(place).lng));
    return [...pins.values()].filter((pin) => map.latLngToLayerPoint(pin.getLatLng()).distanceTo(at) < NEAR_PIXELS)
      .length;
  };
  // What lies beyond the list is fetched once somebody looks around.
  const lookAround = () => {
    if (around || gone) return;
    around = { again: () => undefined, stop: () => undefined };
    void import("./map-around.ts").then(({ drawAround }) => {
      if (!gone)
        around = drawAround(map, {
          kind: () => kind,
          known: (id) => pins.has(id),
          pinsNear,
          to: (place) => shift.to(place),
          english,
          open: (id) => events.open(id),
          drawn: arrange,
        });
    });
  };
  map.on("zoomend", () => events.grid(gridFor(map.getZoom())));
  map.on("dragstart", lookAround);
  map.on("moveend", () => {
    arrange();
    if (!home || !around) return;
    const size = map.getSize();
    const moved = map.latLngToContainerPoint(home).subtract(size.divideBy(2));
    const away = Math.abs(moved.x) > size.x * AWAY || Math.abs(moved.y) > size.y * AWAY;
    const { lat, lng } = map.getCenter();
    events.away(away ? shift.from({ lat, lng }) : null);
  });
  map.on("click", ({ latlng }) => {
    events.tap(shift.from({ lat: latlng.lat, lng: latlng.lng }));
    tapped?.remove();
    tapped = new CircleMarker(latlng, { radius: 9, className: "map-tapped" }).addTo(things);
  });

  return {
    show(shown) {
      const { place, rows, landmarks } = shown;
      kind = shown.kind;
      things.clearLayers();
      pins.clear();
      home = new LatLng(shift.to(place).lat, shift.to(place).lng);
      for (const radius of RINGS)
        new Circle(home, { radius, className: "map-ring", weight: 1, fill: false, interactive: false }).addTo(things);
      const label = (at: Place, name: string, className: string) =>
        new Marker(shift.to(at), {
          icon: new DivIcon({ className, html: labelOf(name), iconSize: [0, 0] }),
          interactive: false,
          keyboard: false,
        }).addTo(things);
      // The first that fits wins: the nearest points, then what people know, then the rest.
      for (const row of rows.slice(0, NAMED)) label(row, row.name, "landmark map-name");
      for (const landmark of landmarks) label(landmark, landmark.name, "landmark");
      for (const row of rows.slice(NAMED)) label(row, row.name, "landmark map-name");
      new Marker(home, {
        icon: new DivIcon({ className: "", html: '<div class="me-pin"></div>', iconSize: [18, 18] }),
        interactive: false,
        keyboard: false,
      }).addTo(things);
      for (const row of rows) {
        // The list holds the same points as links, so the pins stay out of the tab order.
        const pin = new Marker(shift.to(row), {
          icon: pinIcon(row),
          title: row.name,
          keyboard: false,
          riseOnHover: true,
        }).on("click", () => events.light(row.id));
        pins.set(row.id, pin);
        pin.addTo(things);
      }
      const near = rows.slice(0, 6).map((row) => new LatLng(shift.to(row).lat, shift.to(row).lng));
      map.fitBounds(new LatLngBounds([home, ...near]), { padding: [28, 28], maxZoom: 16, animate: false });
      events.away(null);
      events.grid(gridFor(map.getZoom()));
      around?.again();
      arrange();
    },
    light(id) {
      for (const [one, pin] of pins)
        pin
          .getElement()
          ?.querySelector(".pin")
          ?.toggleAttribute("data-lit", one === id);
    },
    grow(grown) {
      map.invalidateSize();
      if (Browser.mobile) map.dragging[grown ? "enable" : "disable"]();
      if (grown) lookAround();
    },
    follow(here) {
      const first = me.getLayers().length === 0;
      me.clearLayers();
      if (!here) return;
      const at = new LatLng(shift.to(here).lat, shift.to(here).lng);
      new Circle(at, { radius: here.accuracy, className: "map-accuracy", weight: 1, interactive: false }).addTo(me);
      new Marker(at, {
        icon: new DivIcon({ className: "", html: '<div class="me-pin"></div>', iconSize: [18, 18] }),
        interactive: false,
        keyboard: false,
        zIndexOffset: 1000,
      }).addTo(me);
      if (first) map.setView(at, Math.max(map.getZoom(), 15));
      else map.panTo(at);
    },
    remove() {
      gone = true;
      around?.stop();
      map.remove();
    },
  };
}

function pinIcon(row: NearbyRow): DivIcon {
  const pin = document.createElement("div");
  pin.className = "pin";
  pin.dataset.state = row.door.state;
  // The list has drawn this kind's glyph already: the pin wears the same one.
  const glyph = document.querySelector(`#point-${CSS.escape(row.id)} .glyph svg`)?.cloneNode(true);
  if (glyph) pin.append(glyph);
  return new DivIcon({ className: "", html: pin, iconSize: [34, 34], iconAnchor: [17, 38] });
}
