/** What lies under the points: nothing but a grid, or tiles of a provider. */
export interface MapLayer {
  preset: "schematic" | "custom";
  url?: string;
  attribution: string;
  /** The datum of the tiles. */
  crs: "wgs84" | "gcj02" | "bd09";
}
