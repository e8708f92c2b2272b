/** What lies under the points: nothing but a grid and a hand-made sketch, or tiles of a provider. */
export interface MapLayer {
  preset: "schematic" | "tianditu" | "custom";
  url?: string;
  /** A second layer of names over the first, where a provider keeps them apart. */
  labels?: string;
  subdomains?: string;
  attribution: string;
  /** The datum of the tiles. */
  crs: "wgs84" | "gcj02" | "bd09";
}
