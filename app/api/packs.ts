import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { Router } from "express";
import { readPack } from "../features/pack/make-pack.server.ts";
import type { App } from "../platform/app.ts";
import { handle, headersOf, publicAnswer, sendAnswer } from "./handle.ts";
import { problem, unprocessable } from "./problem.ts";
import { cityId, packQuery } from "./schemas.ts";

const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
/** Seconds for which a pack may be kept before it is asked for again. */
const MAX_AGE = 60;

/** What a phone keeps of a city, so that it can answer without network. */
export function packsApi(app: App): Router {
  const router = Router();
  // A whole pack is asked for by everybody and compressed once: the last of each city, language and coding.
  const whole = new Map<string, { etag: string; body: Buffer }>();
  router.get("/cities/:id/pack", handle(async (req, res) => {
    const query = packQuery.safeParse(req.query);
    if (!query.success) return unprocessable(req, res, query.error);
    const { lang, since } = query.data;
    const pack = cityId.safeParse(req.params.id).success ? await readPack(app, req.params.id!, lang, since) : undefined;
    if (!pack) return problem(req, res, 404, "not-found");
    // The moment of asking is told beside, so that an unchanged pack stays the same bytes.
    const { made, ...content } = pack;
    const answer = publicAnswer(content, { maxAge: MAX_AGE });
    const coding = req.acceptsEncodings("br", "gzip", "identity");
    const headers: Record<string, string | number> = { ...headersOf(answer), vary: "Accept-Encoding", "x-made": made };
    if (req.headers["if-none-match"] === answer.etag || (coding !== "br" && coding !== "gzip")) return sendAnswer(req, res, answer, headers);
    const name = `${pack.city.id} ${lang} ${coding}`;
    const known = whole.get(name);
    const body = !pack.difference && known?.etag === answer.etag ? known.body
      : coding === "br" ? await brotli(answer.body, { params: { [constants.BROTLI_PARAM_QUALITY]: pack.difference ? 4 : 9 } }) : await zip(answer.body);
    if (!pack.difference) whole.set(name, { etag: answer.etag, body });
    res.writeHead(200, { ...headers, "content-encoding": coding, "content-length": body.length }).end(body);
  }));
  return router;
}
