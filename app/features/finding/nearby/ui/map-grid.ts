import { GridLayer, Point, type Coords } from "leaflet";

const METRES_A_DEGREE = 111_195;

/** Metres along one square of the grid at a zoom. */
export const gridFor = (zoom: number): number =>
  zoom >= 16 ? 100 : zoom >= 14 ? 500 : zoom >= 12 ? 1000 : zoom >= 10 ? 5000 : 20_000;

/** A grid of whole metres around the middle of the view, drawn on one canvas: no tiles, no network. */
export class MetricGrid extends GridLayer {
  constructor(private readonly sizeOf: () => number) {
    super({ tileSize: 256, updateWhenIdle: false });
  }
  override createTile(coords: Coords): HTMLElement {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 256;
    const context = tile.getContext("2d");
    if (!context) return tile;
    const style = getComputedStyle(this._map.getContainer());
    context.strokeStyle = style.getPropertyValue("--map-line");
    context.lineWidth = 1;
    const origin = coords.scaleBy(new Point(256, 256));
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
