import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData, useSearchParams } from "@remix-run/react";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { listPoints } from "#app/features/places/points/list-points.server.ts";
import { findNames, findStaffIdsOfCity } from "#app/features/people/staff/find-staff.server.ts";
import { readTrail } from "#app/features/ground/trail/read-trail.server.ts";
import { isTrailVerb, TRAIL_NOUNS } from "#app/features/ground/trail/trail.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { parseCivilDate, plusDays, type CivilTime } from "#app/time/civil.ts";
import { momentWords } from "#app/time/words.ts";
import { instantAt } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

const PAGE = 100;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities } = await inCity(context, request, "trail.read");
  const search = new URL(request.url).searchParams;
  const points = new Map((await listPoints(app.db, city.id, { limit: 5000 })).map((point) => [point.id, point]));
  const from = parseCivilDate(search.get("from") ?? "");
  const to = parseCivilDate(search.get("to") ?? "");
  const midnight = "00:00" as CivilTime;
  const wantedPoint = search.get("point");
  const entries = await readTrail(
    app.db,
    {
      pointId: wantedPoint && points.has(wantedPoint) ? wantedPoint : undefined,
      actorId: search.get("who") || undefined,
      noun: TRAIL_NOUNS.find((noun) => noun === search.get("noun")),
      from: from && instantAt(from, midnight, city.zone),
      to: to && instantAt(plusDays(to, 1), midnight, city.zone),
      staffOnly: search.get("all") !== "1",
      before: search.get("before") || undefined,
    },
    PAGE,
  );
  // An operator reads their own city: what happened at points elsewhere stays there.
  const own = new Set(await findStaffIdsOfCity(app.db, city.id));
  const shown = entries.filter(({ pointId, actor, after }) =>
    pointId !== null
      ? points.has(pointId)
      : after.city !== undefined
        ? after.city === city.id
        : actor.kind === "staff" && own.has(actor.id),
  );
  const names = await findNames(
    app,
    app.db,
    shown.filter(({ actor }) => actor.kind === "staff").map(({ actor }) => actor.id),
  );
  return {
    title: `${city.name} · ${staffText(visit, "city.trail")}`,
    city,
    cities,
    more: entries.length === PAGE ? entries.at(-1)!.id : null,
    filter: {
      point: wantedPoint ?? "",
      noun: search.get("noun") ?? "",
      from: from ?? "",
      to: to ?? "",
      all: search.get("all") === "1",
    },
    points: [...points.values()].map(({ id, name, name_en }) => ({ id, name, name_en })),
    entries: shown.map((entry) => ({
      id: entry.id,
      at: entry.at,
      verb: entry.verb,
      point: entry.pointId ? (points.get(entry.pointId)?.name ?? "") : "",
      actorId: entry.actor.kind === "staff" ? entry.actor.id : "",
      actor: entry.actor.kind === "staff" ? (names.get(entry.actor.id) ?? "") : entry.actor.kind,
      before: factsOf(entry.before),
      after: factsOf(entry.after),
    })),
  };
}

/** What changed, as short text; ids stand elsewhere. */
const factsOf = (facts: Record<string, unknown>): string =>
  Object.entries(facts)
    .filter(([, value]) => value !== null && !/^[0-9a-f]{8}-[0-9a-f]{4}-/.test(String(value)))
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(" ");

export const meta = titled;

export default function TrailPage() {
  const { city, cities, more, filter, points, entries } = useLoaderData<typeof loader>();
  const { t, pick, language } = useStaffWords();
  const [params] = useSearchParams();
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(city.name, city.name_en)} · {t("city.trail")}
      </h1>
      <CityLinks city={city} cities={cities} />
      <Form method="get" className="card row">
        <input type="hidden" name="city" value={city.id} />
        <label className="field grow">
          <span>{t("city.point")}</span>
          <select name="point" defaultValue={filter.point}>
            <option value="">{t("city.all")}</option>
            {points.map((one) => (
              <option key={one.id} value={one.id}>
                {pick(one.name, one.name_en)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t("trail.what")}</span>
          <select name="noun" defaultValue={filter.noun}>
            <option value="">{t("city.all")}</option>
            {TRAIL_NOUNS.map((noun) => (
              <option key={noun} value={noun}>
                {t(`trailNoun.${noun}`)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t("trail.from")}</span>
          <input type="date" name="from" defaultValue={filter.from} />
        </label>
        <label className="field">
          <span>{t("trail.to")}</span>
          <input type="date" name="to" defaultValue={filter.to} />
        </label>
        <label className="chip">
          <input type="checkbox" name="all" value="1" defaultChecked={filter.all} />
          {t("trail.ridersToo")}
        </label>
        <button type="submit" className="button">
          {t("city.filter")}
        </button>
      </Form>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th>{t("trail.when")}</th>
              <th>{t("trail.who")}</th>
              <th>{t("trail.what")}</th>
              <th>{t("city.point")}</th>
              <th>{t("trail.change")}</th>
            </tr>
          </thead>
          <tbody>
            {entries.map((entry) => (
              <tr key={entry.id}>
                <td>{momentWords(entry.at, city.zone, language)}</td>
                <td>
                  {entry.actorId ? (
                    <Link to={`?city=${city.id}&who=${entry.actorId}`}>{entry.actor}</Link>
                  ) : (
                    entry.actor
                  )}
                </td>
                <td>{isTrailVerb(entry.verb) ? t(`verb.${entry.verb}`) : entry.verb}</td>
                <td>{entry.point}</td>
                <td className="small">
                  {entry.before ? `${entry.before} → ` : ""}
                  {entry.after}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {entries.length === 0 ? <p className="large quiet">{t("trail.none")}</p> : null}
      {more ? (
        <Link
          className="button"
          to={`?${new URLSearchParams({ ...Object.fromEntries(params), city: city.id, before: more }).toString()}`}
        >
          {t("trail.older")}
        </Link>
      ) : null}
    </main>
  );
}
