import { Router } from "express";
import { openTileFile } from "#db/tile-file.server.ts";

/** A picture of one clear pixel: what lies beyond the file is no error, and no reason to leave the map. */
const CLEAR = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);
const MOST_ZOOM = 22;

/** Tiles out of an MBTiles file as `/{z}/{x}/{y}`, whole and with 200: a browser's cache refuses parts. */
export function tilesApi(file: string): Router {
  const tiles = openTileFile(file);
  const router = Router();
  router.get("/:z/:x/:y", (req, res, next) => {
    const [z, x, y] = [req.params.z, req.params.x, req.params.y].map((part) =>
      /^\d{1,8}$/.test(part) ? Number(part) : NaN,
    ) as [number, number, number];
    if (!(z <= MOST_ZOOM && x < 2 ** z && y < 2 ** z)) return next();
    const tile = tiles.tile(z, x, y);
    res
      .set({ "cache-control": "public, max-age=604800", "content-type": tile ? tiles.type : "image/png" })
      .end(tile ?? CLEAR);
  });
  return router;
}
