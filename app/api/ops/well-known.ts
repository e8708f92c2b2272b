import { Router } from "express";
import { countPlaced, listPlaced } from "#app/features/places/points/list-points.server.ts";
import type { App } from "#app/platform/app.ts";
import { millisecondsOf, instantOf } from "#app/time/instant.ts";
import { handle, sendPublic } from "#app/api/wire/handle.ts";
import { problem } from "#app/api/wire/problem.ts";

/** Addresses in one file of the site's map: the protocol allows 50,000. */
const IN_ONE = 10_000;
/** Milliseconds for which a security contact is good; it is told anew at each asking. */
const GOOD_FOR = 180 * 86_400_000;
const MAX_AGE = 3600;
const XML = "application/xml; charset=utf-8";

/** What robots, search engines and those who found a hole look for first. */
export function wellKnownApi(app: App): Router {
  const router = Router();
  const origin = app.config.publicOrigin;
  const text = { type: "text/plain; charset=utf-8", maxAge: MAX_AGE };

  router.get("/robots.txt", (req, res) =>
    sendPublic(
      req,
      res,
      Buffer.from(
        [
          "User-agent: *",
          ...[
            "/api/",
            "/me",
            "/bookings",
            "/tickets",
            "/waitlist",
            "/inbox",
            "/carry/",
            "/stop/",
            "/staff",
            "/duty",
            "/desk",
            "/city",
            "/screen/",
            "/feed/",
            "/settings",
          ].map((path) => `Disallow: ${path}`),
          "",
          `Sitemap: ${origin}/sitemap.xml`,
          "",
        ].join("\n"),
      ),
      text,
    ),
  );

  router.get("/.well-known/security.txt", (req, res) =>
    sendPublic(
      req,
      res,
      Buffer.from(
        [
          `Contact: ${app.config.securityContact ?? `${origin}/privacy`}`,
          `Expires: ${instantOf(Math.floor((millisecondsOf(app.clock.now()) + GOOD_FOR) / 86_400_000) * 86_400_000)}`,
          "Preferred-Languages: zh, en",
          `Canonical: ${origin}/.well-known/security.txt`,
          "",
        ].join("\n"),
      ),
      text,
    ),
  );

  router.get(
    "/sitemap.xml",
    handle(async (req, res) => {
      const files = Math.ceil((await countPlaced(app.db)) / IN_ONE);
      const maps = Array.from(
        { length: files + 1 },
        (_, n) => `<sitemap><loc>${origin}/sitemap-${n}.xml</loc></sitemap>`,
      );
      sendPublic(
        req,
        res,
        Buffer.from(
          `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${maps.join("")}</sitemapindex>\n`,
        ),
        { type: XML, maxAge: MAX_AGE },
      );
    }),
  );

  // The first file holds the pages that stand by themselves, the others the points.
  router.get(
    "/sitemap-:n.xml",
    handle(async (req, res) => {
      const n = /^\d{1,4}$/.test(req.params.n ?? "") ? Number(req.params.n) : -1;
      const paths =
        n < 0
          ? []
          : n === 0
            ? ["/", "/privacy"]
            : (await listPlaced(app.db, IN_ONE, (n - 1) * IN_ONE)).map((id) => `/points/${id}`);
      if (paths.length === 0) return problem(req, res, 404, "not-found");
      sendPublic(
        req,
        res,
        Buffer.from(
          `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${paths.map((path) => `<url><loc>${origin}${path}</loc></url>`).join("")}</urlset>\n`,
        ),
        { type: XML, maxAge: MAX_AGE },
      );
    }),
  );

  return router;
}
