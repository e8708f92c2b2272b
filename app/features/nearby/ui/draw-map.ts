import "leaflet/dist/leaflet.css";
import L from "leaflet";
import type { Place } from "#app/features/network/place.ts";
import type { MapLayer } from "../map-layer.ts";
import type { NearbyRow } from "../nearby-row.ts";

/** Places as the tiles call them, and back: Chinese tiles stand some hundred metres off. */
export interface Shift {
  to(place: Place): Place;
  from(place: Place): Place;
}

export interface Shown {
  place: Place;
  rows: NearbyRow[];
  landmarks: { lat: number; lng: number; name: string }[];
}

export interface DrawnMap {
  show(shown: Shown): void;
  light(id: string | null): void;
  grow(grown: boolean): void;
  remove(): void;
}

interface Events {
  light(id: string): void;
  tap(place: Place): void;
  /** Metres along one square of the grid at the present zoom. */
  grid(metres: number): void;
}

const RINGS = [500, 1000, 2000, 5000];
const METRES_A_DEGREE = 111_195;

/** A grid of whole metres around the middle of the view, drawn on one canvas: no tiles, no network. */
class MetricGrid extends L.GridLayer {
  constructor(private readonly sizeOf: () => number) {
    super({ tileSize: 256, updateWhenIdle: false });
  }
  override createTile(coords: L.Coords): HTMLElement {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 256;
    const context = tile.getContext("2d");
    if (!context) return tile;
    const style = getComputedStyle(this._map.getContainer());
    context.strokeStyle = style.getPropertyValue("--map-line");
    context.lineWidth = 1;
    const origin = coords.scaleBy(new L.Point(256, 256));
    const northWest = this._map.unproject(origin, coords.z);
    const southEast = this._map.unproject(origin.add([256, 256]), coords.z);
    const dLat = this.sizeOf() / METRES_A_DEGREE;
    // One stretch factor for the whole view keeps the squares of neighbouring tiles in line.
    const dLng = dLat / Math.cos((Math.round(this._map.getCenter().lat) * Math.PI) / 180);
    for (let lat = Math.ceil(southEast.lat / dLat) * dLat; lat < northWest.lat; lat += dLat) {
      const y = Math.round(this._map.project([lat, 0], coords.z).y - origin.y) + 0.5;
      line(context, 0, y, 256, y);
    }
    for (let lng = Math.ceil(northWest.lng / dLng) * dLng; lng < southEast.lng; lng += dLng) {
      const x = Math.round(this._map.project([0, lng], coords.z).x - origin.x) + 0.5;
      line(context, x, 0, x, 256);
    }
    return tile;
  }
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number): void {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

const gridFor = (zoom: number) => (zoom >= 16 ? 100 : zoom >= 14 ? 500 : zoom >= 12 ? 1000 : zoom >= 10 ? 5000 : 20_000);

/** Draws the map into an element; everything it shows is handed over by `show`. */
export function drawMap(element: HTMLElement, layer: MapLayer, shift: Shift, events: Events): DrawnMap {
  const map = L.map(element, {
    zoomControl: false, attributionControl: layer.preset === "custom", keyboard: true, maxZoom: 18, minZoom: 4, zoomSnap: 0.5,
    // A finger that scrolls the page must not be caught: on a phone the small map stands still until it is grown.
    dragging: !L.Browser.mobile, touchZoom: true, scrollWheelZoom: !L.Browser.mobile,
  });
  map.attributionControl?.setPrefix(false);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const schematic = new MetricGrid(() => gridFor(map.getZoom()));
  if (layer.preset === "custom" && layer.url) {
    const tiles = L.tileLayer(layer.url, { attribution: layer.attribution, maxZoom: 18 }).addTo(map);
    let failed = 0;
    tiles.on("tileerror", () => {
      if (++failed !== 3) return;
      tiles.remove();
      schematic.addTo(map);
    });
  } else {
    schematic.addTo(map);
  }
  const things = L.layerGroup().addTo(map);
  const pins = new Map<string, L.Marker>();
  map.on("zoomend", () => events.grid(gridFor(map.getZoom())));
  map.on("click", (event) => {
    events.tap(shift.from({ lat: event.latlng.lat, lng: event.latlng.lng }));
    things.eachLayer((one) => { if ("nuanyiTapped" in one) things.removeLayer(one); });
    const pin = L.circleMarker(event.latlng, { radius: 9, color: "#8a2e0b", weight: 3, fillOpacity: 0.2 });
    things.addLayer(Object.assign(pin, { nuanyiTapped: true }));
  });

  return {
    show({ place, rows, landmarks }) {
      things.clearLayers();
      pins.clear();
      const colour = getComputedStyle(element).getPropertyValue("--map-ring").trim() || "#b9a78b";
      for (const radius of RINGS) L.circle(shift.to(place), { radius, color: colour, weight: 1, dashArray: "4 5", fill: false, interactive: false }).addTo(things);
      for (const landmark of landmarks) {
        L.marker(shift.to(landmark), { icon: L.divIcon({ className: "landmark", html: textNode(landmark.name), iconSize: [0, 0] }), interactive: false, keyboard: false }).addTo(things);
      }
      L.marker(shift.to(place), { icon: L.divIcon({ className: "", html: '<div class="me-pin"></div>', iconSize: [18, 18] }), interactive: false, keyboard: false }).addTo(things);
      for (const row of rows) {
        // The list holds the same points as links, so the pins stay out of the tab order.
        const pin = L.marker(shift.to(row), { icon: pinIcon(row), title: row.name, keyboard: false, riseOnHover: true }).on("click", () => events.light(row.id));
        pins.set(row.id, pin);
        pin.addTo(things);
      }
      const near = rows.slice(0, 6).map((row) => L.latLng(shift.to(row)));
      map.fitBounds(L.latLngBounds([L.latLng(shift.to(place)), ...near]), { padding: [28, 28], maxZoom: 16, animate: false });
      events.grid(gridFor(map.getZoom()));
    },
    light(id) {
      for (const [one, pin] of pins) pin.getElement()?.querySelector(".pin")?.toggleAttribute("data-lit", one === id);
    },
    grow(grown) {
      map.invalidateSize();
      if (L.Browser.mobile) map.dragging[grown ? "enable" : "disable"]();
    },
    remove: () => map.remove(),
  };
}

function textNode(text: string): HTMLElement {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}

function pinIcon(row: NearbyRow): L.DivIcon {
  const pin = document.createElement("div");
  pin.className = "pin";
  pin.dataset.state = row.door.state;
  // The list has drawn this kind's glyph already: the pin wears the same one.
  const glyph = document.querySelector(`#point-${CSS.escape(row.id)} .glyph svg`)?.cloneNode(true);
  if (glyph) pin.append(glyph);
  return L.divIcon({ className: "", html: pin, iconSize: [34, 34], iconAnchor: [17, 38] });
}
