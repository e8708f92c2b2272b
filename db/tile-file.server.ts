import { openReader } from "#db/stores/sqlite-store.ts";

/** Tiles of a map out of one file. */
export interface TileFile {
  /** The media type of its tiles. */
  type: string;
  /** One tile by its zoom, column and row from the north; undefined where the file has none. */
  tile(z: number, x: number, y: number): Buffer | undefined;
  close(): void;
}

const TYPES: Record<string, string> = { png: "image/png", jpg: "image/jpeg", jpeg: "image/jpeg", webp: "image/webp" };

/** Opens an MBTiles file, which is a store of its own kind, to be read only. Throws for a file that holds no pictures. */
export function openTileFile(path: string): TileFile {
  const { read: rows, close } = openReader(path);
  const format =
    (rows("select value from metadata where name = 'format'", []) as { value: string }[])[0]?.value ?? "png";
  const type = TYPES[format];
  if (!type) throw new Error(`it holds tiles of the form "${format}", not pictures`);
  return {
    type,
    close,
    // Rows of the file are counted from the south.
    tile: (z, x, y) =>
      (
        rows("select tile_data from tiles where zoom_level = ? and tile_column = ? and tile_row = ?", [
          z,
          x,
          2 ** z - 1 - y,
        ]) as { tile_data: Buffer }[]
      )[0]?.tile_data,
  };
}
