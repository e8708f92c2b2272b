import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { findPeaks } from "#app/features/places/cities/find-city.server.ts";
import { listDistricts, listPoints } from "#app/features/places/points/list-points.server.ts";
import { noticeForm, peaksForm } from "#app/features/places/notices/notice-form.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { setPeaks } from "#app/features/places/cities/set-peaks.server.ts";
import { endNotice, listNotices, writeNotice } from "#app/features/places/notices/write-notice.server.ts";
import { RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import {
  declareWeather,
  endWeather,
  listWeather,
  previewWeather,
  type WeatherEffect,
} from "#app/features/serving/weather/declare-weather.server.ts";
import { weatherForm } from "#app/features/serving/weather/weather-form.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { plusDays } from "#app/time/civil.ts";
import { plusMinutes } from "#app/time/instant.ts";
import { dateWords, momentWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities } = await inCity(context, request, "weather.declare");
  const now = app.clock.now();
  const peaks = await Promise.all(
    RIDER_KINDS.map(async (kind) => ({
      kind,
      spans: (await findPeaks(app.db, city.id, kind)).map(({ from, to }) => `${from}-${to}`).join(","),
    })),
  );
  return {
    title: `${city.name} · ${staffText(visit, "city.weather")}`,
    city,
    cities,
    now,
    today: dateIn(city.zone, now),
    acts: await listWeather(app.db, city.id),
    notices: await listNotices(app.db, city.id, now),
    districts: await listDistricts(app.db, city.id),
    points: (await listPoints(app.db, city.id, { limit: 2000 })).map(({ id, name, name_en }) => ({
      id,
      name,
      name_en,
    })),
    peaks,
  };
}

interface Answer {
  effect?: WeatherEffect;
  again?: [string, string][];
  trouble?: StaffKey;
  wrong?: string[];
  word?: StaffKey;
  n?: number;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { app } = context;
  const { city, actor } = await inCity(context, request, "weather.declare");
  const body = await request.formData();
  const fields = Object.fromEntries(body);
  switch (fields.act) {
    case "weather": {
      const form = weatherForm.safeParse({ ...fields, kinds: body.getAll("kinds") });
      if (!form.success)
        return data<Answer>(
          { trouble: "weather.wrong", wrong: form.error.issues.map(({ path }) => String(path[0])) },
          { status: 422 },
        );
      if (fields.sure !== "1")
        return data<Answer>({
          effect: await previewWeather(app.db, city.id, form.data),
          again: [...body].filter((entry): entry is [string, string] => typeof entry[1] === "string"),
        });
      const outcome = await declareWeather(app, actor, city.id, form.data);
      if (outcome.kind === "no-such-city") return notFound();
      return outcome.kind === "declared"
        ? data<Answer>({ word: "weather.declared", n: outcome.act.points })
        : data<Answer>({ trouble: "weather.noPoints" }, { status: 409 });
    }
    case "end-weather":
      return (await endWeather(app, actor, city.id, String(fields.id))) === "ended"
        ? data<Answer>({ word: "weather.ended" })
        : notFound();
    case "notice": {
      const form = noticeForm.safeParse(fields);
      if (!form.success)
        return data<Answer>(
          { trouble: "weather.wrong", wrong: form.error.issues.map(({ path }) => String(path[0])) },
          { status: 422 },
        );
      const { scope, district, point, hours, ...words } = form.data;
      const now = app.clock.now();
      if (scope === "point" && !(await listPoints(app.db, city.id, { limit: 5000 })).some(({ id }) => id === point))
        return notFound();
      await writeNotice(
        app,
        actor,
        { ...words, startsAt: now, endsAt: plusMinutes(now, hours * 60) },
        {
          cityId: city.id,
          ...(scope === "district" && district && { district }),
          ...(scope === "point" && point && { pointId: point }),
        },
      );
      return data<Answer>({ word: "weather.noticeWritten" });
    }
    case "end-notice":
      return (await endNotice(app, actor, city.id, String(fields.id))) === "ended"
        ? data<Answer>({ word: "weather.noticeEnded" })
        : notFound();
    case "peaks": {
      const form = peaksForm.safeParse(fields);
      if (!form.success) return data<Answer>({ trouble: "weather.wrong", wrong: ["spans"] }, { status: 422 });
      await setPeaks(app, actor, city.id, form.data.riderKind, form.data.spans);
      return data<Answer>({ word: "weather.peaksSet" });
    }
    default:
      return data<Answer>({ trouble: "weather.wrong" }, { status: 422 });
  }
}

export const meta = titled;

export default function WeatherPage() {
  const { city, cities, now, today, acts, notices, districts, points, peaks } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  const kept = Object.fromEntries(answer?.again ?? []);
  const words = (
    <div className="grid-2">
      <label className="field">
        <span>{t("weather.title")}</span>
        <input name="title" maxLength={40} required defaultValue={kept.title} />
      </label>
      <label className="field">
        <span>{t("weather.titleEn")}</span>
        <input name="title_en" maxLength={80} defaultValue={kept.title_en} />
      </label>
      <label className="field">
        <span>{t("weather.body")}</span>
        <textarea name="body" maxLength={300} defaultValue={kept.body} />
      </label>
      <label className="field">
        <span>{t("weather.bodyEn")}</span>
        <textarea name="body_en" maxLength={400} defaultValue={kept.body_en} />
      </label>
    </div>
  );
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(city.name, city.name_en)} · {t("city.weather")}
      </h1>
      <CityLinks city={city} cities={cities} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)} {answer.wrong?.join(", ")}
        </Said>
      ) : null}
      {answer?.word ? <Said of={answer}>{t(answer.word, { n: answer.n ?? 0 })}</Said> : null}
      {answer?.effect && answer.again ? (
        <Form method="post" className="effect" replace role="alert">
          <strong className="large">
            {t("weather.effect", { points: answer.effect.points, riders: answer.effect.riders })}
          </strong>
          {answer.again.map(([name, value], i) => (
            <input key={`${name}${i}`} type="hidden" name={name} value={value} />
          ))}
          <button type="submit" name="sure" value="1" className="button button-brand">
            {t("weather.declare")}
          </button>
        </Form>
      ) : null}
      <Form method="post" className="card stack" replace>
        <h2>{t("weather.mode")}</h2>
        <p className="quiet">{t("weather.modeHow")}</p>
        <input type="hidden" name="act" value="weather" />
        <div className="grid-3">
          <label className="field">
            <span>{t("city.district")}</span>
            <select name="district" defaultValue={kept.district ?? ""}>
              <option value="">{t("city.all")}</option>
              {districts.map((one) => (
                <option key={one} value={one}>
                  {one}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("weather.from")}</span>
            <input type="date" name="fromDate" required defaultValue={kept.fromDate ?? today} />
          </label>
          <label className="field">
            <span>{t("weather.to")}</span>
            <input type="date" name="toDate" required defaultValue={kept.toDate ?? plusDays(today, 1)} />
          </label>
        </div>
        <div className="checks" role="group" aria-label={t("city.kind")}>
          {POINT_KINDS.map((kind) => (
            <label key={kind} className="chip">
              <input type="checkbox" name="kinds" value={kind} />
              {t(`kind.${kind}`)}
            </label>
          ))}
        </div>
        {words}
        <div className="checks" role="radiogroup" aria-label={t("weather.change")}>
          {(["keep", "close", "hours"] as const).map((one) => (
            <label key={one} className="chip">
              <input type="radio" name="change" value={one} defaultChecked={(kept.change ?? "keep") === one} />
              {t(`weather.change.${one}`)}
            </label>
          ))}
        </div>
        <label className="field">
          <span>{t("weather.hours")}</span>
          <input name="hours" maxLength={60} placeholder="8:00-11:00,17:00-21:00" defaultValue={kept.hours} />
        </label>
        <button type="submit" className="button button-brand">
          {t("weather.preview")}
        </button>
      </Form>
      {acts.length > 0 ? (
        <section className="card">
          <h2>{t("weather.acts")}</h2>
          <ul>
            {acts.map((act) => (
              <li key={act.id} className="list-row">
                <div className="row-between">
                  <span>
                    <strong>{pick(act.title, act.title_en)}</strong> {dateWords(act.fromDate, language)} –{" "}
                    {dateWords(act.toDate, language)} · {act.district ?? t("city.all")} ·{" "}
                    {t("weather.pointsN", { n: act.points })}
                  </span>
                  {act.endedAt || act.toDate < today ? (
                    <span className="quiet">{t("weather.over")}</span>
                  ) : (
                    <Form method="post" replace>
                      <input type="hidden" name="act" value="end-weather" />
                      <button type="submit" name="id" value={act.id} className="button">
                        {t("weather.end")}
                      </button>
                    </Form>
                  )}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="card stack">
        <h2>{t("weather.notices")}</h2>
        <ul>
          {notices.map((notice) => (
            <li key={notice.id} className="list-row">
              <div className="row-between">
                <span>
                  <strong>{pick(notice.title, notice.title_en)}</strong>{" "}
                  <span className="quiet small">
                    {notice.pointName ?? notice.district ?? t("city.all")} ·{" "}
                    {t("weather.until", { when: momentWords(notice.endsAt, city.zone, language) })}
                  </span>
                </span>
                <Form method="post" replace>
                  <input type="hidden" name="act" value="end-notice" />
                  <button type="submit" name="id" value={notice.id} className="button">
                    {t("weather.end")}
                  </button>
                </Form>
              </div>
            </li>
          ))}
        </ul>
        <Form method="post" className="stack" replace key={now}>
          <input type="hidden" name="act" value="notice" />
          <div className="grid-3">
            <label className="field">
              <span>{t("weather.scope")}</span>
              <select name="scope">
                <option value="city">{t("weather.scope.city")}</option>
                <option value="district">{t("weather.scope.district")}</option>
                <option value="point">{t("weather.scope.point")}</option>
              </select>
            </label>
            <label className="field">
              <span>{t("city.district")}</span>
              <select name="district" defaultValue="">
                <option value="">–</option>
                {districts.map((one) => (
                  <option key={one} value={one}>
                    {one}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>{t("city.point")}</span>
              <select name="point" defaultValue="">
                <option value="">–</option>
                {points.map((one) => (
                  <option key={one.id} value={one.id}>
                    {pick(one.name, one.name_en)}
                  </option>
                ))}
              </select>
            </label>
            <label className="field">
              <span>{t("weather.forHours")}</span>
              <input name="hours" type="number" min={1} max={2160} defaultValue={24} />
            </label>
          </div>
          {words}
          <button type="submit" className="button">
            {t("weather.writeNotice")}
          </button>
        </Form>
      </section>
      <section className="card stack">
        <h2>{t("weather.peaks")}</h2>
        <p className="quiet">{t("weather.peaksHow")}</p>
        {peaks.map(({ kind, spans }) => (
          <Form key={kind} method="post" className="row" replace>
            <input type="hidden" name="act" value="peaks" />
            <input type="hidden" name="riderKind" value={kind} />
            <label className="field grow">
              <span>{t(`rider.${kind}`)}</span>
              <input name="spans" defaultValue={spans} maxLength={80} placeholder="11:00-13:00,17:00-20:00" />
            </label>
            <button type="submit" className="button">
              {t("calendar.save")}
            </button>
          </Form>
        ))}
      </section>
    </main>
  );
}
