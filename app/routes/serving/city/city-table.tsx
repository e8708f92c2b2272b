import type { LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { showWeeks } from "#app/features/watching/insight/show-city.server.ts";
import { weeksAsked } from "#app/features/watching/insight/point-week.ts";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { dateWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities } = await inCity(context, request, "city.see");
  const weeks = weeksAsked(new URL(request.url).searchParams, dateIn(city.zone, app.clock.now()));
  return {
    title: `${city.name} · ${staffText(visit, "city.table")}`,
    city,
    cities,
    weeks,
    rows: await showWeeks(app, city, weeks),
  };
}

export const meta = titled;

export default function TablePage() {
  const { city, cities, weeks, rows } = useLoaderData<typeof loader>();
  const { t, pick, language } = useStaffWords();
  const columns = ["bookings", "served", "noShows", "tickets", "visits", "unstaffedHours", "openTasks"] as const;
  const address = `?city=${city.id}&from=${weeks.at(-1)}&weeks=${weeks.length}`;
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(city.name, city.name_en)} · {t("city.table")}
      </h1>
      <CityLinks city={city} cities={cities} />
      <Form method="get" className="card row">
        <input type="hidden" name="city" value={city.id} />
        <label className="field">
          <span>{t("table.from")}</span>
          <input type="date" name="from" defaultValue={weeks.at(-1)} />
        </label>
        <label className="field">
          <span>{t("table.weeks")}</span>
          <input type="number" name="weeks" min={1} max={13} defaultValue={weeks.length} />
        </label>
        <button type="submit" className="button">
          {t("city.filter")}
        </button>
        <a className="button button-brand" href={`/city/table.csv${address}`}>
          {t("table.csv")}
        </a>
      </Form>
      <div className="table-wrap">
        <table className="table">
          <thead>
            <tr>
              <th>{t("table.week")}</th>
              <th>{t("city.point")}</th>
              {columns.map((name) => (
                <th key={name} className="number">
                  {t(`table.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={`${row.week}${row.pointId}`}>
                <td>{dateWords(row.week, language)}</td>
                <td>
                  <Link to={`/city/points/${row.pointId}?city=${city.id}`}>{pick(row.name, row.name_en)}</Link>
                </td>
                {columns.map((name) => (
                  <td key={name} className="number">
                    {row[name]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          {rows.length > 0 ? (
            <tfoot>
              <tr>
                <th colSpan={2}>{t("csv.sum")}</th>
                {columns.map((name) => (
                  <td key={name} className="number">
                    <strong>{Math.round(rows.reduce((sum, row) => sum + row[name], 0) * 10) / 10}</strong>
                  </td>
                ))}
              </tr>
            </tfoot>
          ) : null}
        </table>
      </div>
      {rows.length === 0 ? <p className="large quiet">{t("table.none")}</p> : null}
    </main>
  );
}
