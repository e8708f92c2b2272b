import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { Router } from "express";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { offerPack } from "#app/features/finding/pack/make-pack.server.ts";
import type { App } from "#app/platform/app.ts";
import { hashOf } from "#app/platform/ids.server.ts";
import { makeMemory } from "#app/platform/memory.ts";
import { etagMatches } from "#app/api/wire/etag.ts";
import { EXPOSED, handle, sendPublic } from "#app/api/wire/handle.ts";
import { problem, unprocessable } from "#app/api/wire/problem.ts";
import { cityId, packQuery } from "./schemas.ts";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Seconds for which a pack may be kept before it is asked for again. */
const MAX_AGE = 60;

/** What a phone keeps of a city, so that it can answer without network. */
export function packsApi(app: App): Router {
  const router = Router();
  // Everybody asks for the same: an answer is made and compressed once, also for those who ask while it is being made.
  const made = makeMemory<Buffer>("packs", (body) => body.length);
  let making: { name: string; body: Promise<Buffer> } | undefined;
  const bodyOf = async (name: string, make: () => Promise<Buffer>): Promise<Buffer> => {
    const known = made.get(name);
    if (known) return known;
    if (making?.name === name) return making.body;
    // One after another: a pack is large while it is made, and many at once would be many times that.
    const body = (making?.body ?? Promise.resolve()).catch(() => undefined).then(() => made.get(name) ?? make());
    const mine = { name, body };
    making = mine;
    try {
      const done = await body;
      made.set(name, done);
      return done;
    } finally {
      if (making === mine) making = undefined;
    }
  };
  router.get(
    "/cities",
    handle(async (req, res) => {
      const cities = (await findCities(app.db)).map(({ id, name, name_en, zone, centre, example }) => ({
        id,
        name,
        name_en,
        zone,
        center: centre,
        example,
      }));
      sendPublic(req, res, { cities }, { maxAge: MAX_AGE });
    }),
  );
  router.get(
    "/cities/:id/pack",
    handle(async (req, res) => {
      const query = packQuery.safeParse(req.query);
      if (!query.success) return unprocessable(req, res, query.error);
      const { lang, since } = query.data;
      const offered = cityId.safeParse(req.params.id).success
        ? await offerPack(app, req.params.id!, lang, since)
        : undefined;
      if (!offered) return problem(req, res, 404, "not-found");
      const coding = req.acceptsEncodings("br", "gzip", "identity") || "identity";
      const etag = `W/"${hashOf(offered.stamp).slice(0, 22)}"`;
      const headers: Record<string, string | number> = {
        etag,
        "cache-control": `public, max-age=${MAX_AGE}`,
        vary: "Accept-Encoding",
        "access-control-allow-origin": "*",
        "access-control-expose-headers": EXPOSED,
        "x-content-type-options": "nosniff",
        "x-made": offered.made,
      };
      if (etagMatches(req.headers["if-none-match"], etag)) return void res.writeHead(304, headers).end();
      const body = await bodyOf(`${etag} ${coding}`, async () => {
        // The moment of asking is told beside, so that an unchanged pack stays the same bytes.
        const { made: _, ...content } = await offered.make();
        const bytes = Buffer.from(JSON.stringify(content));
        if (coding === "br")
          return brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: offered.difference ? 4 : 9 } });
        return coding === "gzip" ? zip(bytes) : bytes;
      });
      res
        .writeHead(200, {
          ...headers,
          "content-type": "application/json; charset=utf-8",
          ...(coding !== "identity" && { "content-encoding": coding }),
          "content-length": body.length,
        })
        .end(body);
    }),
  );
  return router;
}
