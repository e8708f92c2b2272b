import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData, useNavigate, useRevalidator } from "@remix-run/react";
import { useEffect, useState } from "react";
import { DoorBadge } from "#app/features/finding/door/ui/door-badge.tsx";
import { showAlerts, showCity } from "#app/features/watching/insight/show-city.server.ts";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { CityMap } from "#app/features/watching/insight/ui/city-map.tsx";
import { findLandmarks } from "#app/features/places/cities/find-city.server.ts";
import { listDistricts } from "#app/features/places/points/list-points.server.ts";
import { isPointKind, POINT_KINDS } from "#app/features/places/points/point.ts";
import { KindGlyph } from "#app/features/places/points/ui/kind-glyph.tsx";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { minutesBetween } from "#app/time/instant.ts";
import { durationWords, momentWords } from "#app/time/words.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities } = await inCity(context, request, "city.see");
  const search = new URL(request.url).searchParams;
  const kind = search.get("kind");
  const filter = {
    district: search.get("district") || undefined,
    text: search.get("q")?.slice(0, 40) || undefined,
    kinds: isPointKind(kind) ? [kind] : undefined,
  };
  return {
    title: `${city.name} · ${staffText(visit, "city.map")}`,
    city,
    cities,
    now: app.clock.now(),
    filter: { district: filter.district ?? "", q: filter.text ?? "", kind: kind ?? "" },
    points: await showCity(app, city, filter),
    alerts: await showAlerts(app, city.id),
    districts: await listDistricts(app.db, city.id),
    landmarks: await findLandmarks(app.db, city.id),
    layer: {
      attribution: app.config.map.attribution,
      crs: app.config.map.crs,
      ...(app.config.map.url && { url: app.config.map.url }),
    },
  };
}

export const meta = titled;

/** Milliseconds after which the city is asked again: what changes at any point shows within seconds. */
const REFRESH = 5_000;

export default function CityPage() {
  const { city, cities, now, filter, points, alerts, districts, landmarks, layer } = useLoaderData<typeof loader>();
  const { t, pick, language } = useStaffWords();
  const navigate = useNavigate();
  const revalidator = useRevalidator();
  const [lit, setLit] = useState<string | null>(null);
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible" && navigator.onLine && revalidator.state === "idle")
        revalidator.revalidate();
    }, REFRESH);
    return () => clearInterval(timer);
  }, [revalidator]);
  const pins = points
    .filter((point) => point.lat !== null)
    .map((point) => ({
      id: point.id,
      name: pick(point.name, point.name_en),
      lat: point.lat!,
      lng: point.lng!,
      state: point.door?.state ?? "closed",
    }));
  const quiet = alerts.unstaffed.length + alerts.tasks.length + alerts.uncovered.length === 0;
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>{pick(city.name, city.name_en)}</h1>
      <CityLinks city={city} cities={cities} />
      <section className="card stack" aria-labelledby="alerts-title">
        <h2 id="alerts-title">{t("city.alerts")}</h2>
        {quiet ? (
          <p className="quiet">{t("city.quiet")}</p>
        ) : (
          <ul role="status">
            {alerts.unstaffed.map((one) => (
              <li key={`u${one.pointId}`} className="list-row">
                <Link to={`/desk/${one.pointId}/roster`}>
                  <strong className="door door-unstaffed">{t("city.unstaffed")}</strong> {pick(one.name, one.name_en)} ·{" "}
                  {durationWords(minutesBetween(one.since, now), language)}
                </Link>
              </li>
            ))}
            {alerts.tasks.map((one) => (
              <li key={`t${one.id}`} className="list-row">
                <Link to={`/desk/${one.pointId}/tasks`}>
                  <strong>{t(`tasks.${one.reason}`)}</strong> {pick(one.name, one.name_en)} ·{" "}
                  {momentWords(one.openedAt, city.zone, language)}
                </Link>
              </li>
            ))}
            {alerts.uncovered.map((one) => (
              <li key={`c${one.pointId}${one.start}`} className="list-row">
                <Link to={`/desk/${one.pointId}/roster`}>
                  <strong>{t("city.uncovered", { n: one.lacking })}</strong> {pick(one.name, one.name_en)} ·{" "}
                  {momentWords(one.start, city.zone, language)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Form method="get" className="card row" role="search">
        <input type="hidden" name="city" value={city.id} />
        <label className="field grow">
          <span>{t("city.search")}</span>
          <input name="q" defaultValue={filter.q} maxLength={40} />
        </label>
        <label className="field">
          <span>{t("city.district")}</span>
          <select name="district" defaultValue={filter.district}>
            <option value="">{t("city.all")}</option>
            {districts.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t("city.kind")}</span>
          <select name="kind" defaultValue={filter.kind}>
            <option value="">{t("city.all")}</option>
            {POINT_KINDS.map((one) => (
              <option key={one} value={one}>
                {t(`kind.${one}`)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button">
          {t("city.filter")}
        </button>
        <Link className="button button-brand" to={`/city/points/new?city=${city.id}`}>
          {t("city.newPoint")}
        </Link>
      </Form>
      <div className="city-columns">
        <CityMap
          pins={pins}
          centre={city.centre}
          landmarks={landmarks}
          layer={layer}
          lit={lit}
          onPick={(id) => {
            setLit(id);
            document.getElementById(`row-${id}`)?.scrollIntoView({ block: "center" });
          }}
          onTap={(place) =>
            navigate(`/city/points/new?city=${city.id}&at=${place.lat.toFixed(6)},${place.lng.toFixed(6)}`)
          }
        />
        <div className="table-wrap">
          <table className="table">
            <thead>
              <tr>
                <th>{t("city.point")}</th>
                <th>{t("city.door")}</th>
                <th>{t("city.district")}</th>
              </tr>
            </thead>
            <tbody>
              {points.map((point) => (
                <tr
                  key={point.id}
                  id={`row-${point.id}`}
                  onMouseEnter={() => setLit(point.id)}
                  onFocus={() => setLit(point.id)}
                >
                  <td>
                    <span className="row">
                      <KindGlyph kind={point.kinds[0]!} />
                      <Link to={`/city/points/${point.id}?city=${city.id}`}>{pick(point.name, point.name_en)}</Link>
                    </span>
                  </td>
                  <td>
                    {point.door ? <DoorBadge door={point.door} zone={city.zone} now={now} /> : t("city.unplaced")}
                  </td>
                  <td>{point.district}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {points.length === 0 ? <p className="quiet">{t("city.noPoints")}</p> : null}
        </div>
      </div>
    </main>
  );
}
