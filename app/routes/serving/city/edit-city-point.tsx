import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { CityMap } from "#app/features/watching/insight/ui/city-map.tsx";
import { AMENITIES } from "#app/features/places/points/amenities.ts";
import { createPoint, readPointDraft, updatePointByForm } from "#app/features/places/points/edit-point.server.ts";
import { findLandmarks } from "#app/features/places/cities/find-city.server.ts";
import { formatHoursText } from "#app/features/places/hours/hours-text.ts";
import { parsePlace, type Place } from "#app/features/places/map/place.ts";
import { pointForm } from "#app/features/places/points/point-form.ts";
import { POINT_KINDS } from "#app/features/places/points/point.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

const TEXTS = [
  "name",
  "name_en",
  "district",
  "address",
  "address_en",
  "landmark",
  "landmark_en",
  "guide",
  "guide_en",
  "parking",
  "parking_en",
  "phone",
] as const;

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities } = await inCity(context, request, "point.edit");
  const isNew = params.pointId === "new";
  const found = isNew ? undefined : ((await readPointDraft(app.db, params.pointId!)) ?? notFound());
  if (found && found.draft.cityId !== city.id) return notFound();
  const draft = found?.draft;
  return {
    title: draft?.name ?? staffText(visit, "city.newPoint"),
    city,
    cities,
    id: isNew ? null : params.pointId!,
    values: Object.fromEntries(TEXTS.map((name) => [name, draft?.[name] ?? ""])) as Record<
      (typeof TEXTS)[number],
      string
    >,
    kinds: draft?.kinds ?? [],
    amenities: draft?.amenities ?? [],
    dropIn: draft?.dropIn ?? true,
    urgent: draft?.urgent ?? false,
    hours: found?.hours ? formatHoursText(found.hours) : "",
    place: draft ? draft.place : (parsePlace(new URL(request.url).searchParams.get("at") ?? "") ?? null),
    landmarks: await findLandmarks(app.db, city.id),
    layer: {
      attribution: app.config.map.attribution,
      crs: app.config.map.crs,
      ...(app.config.map.url && { url: app.config.map.url }),
    },
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { city, actor } = await inCity(context, request, "point.edit");
  const body = await request.formData();
  const form = pointForm.safeParse({
    ...Object.fromEntries(body),
    kinds: body.getAll("kinds"),
    amenities: body.getAll("amenities"),
  });
  if (!form.success)
    return data(
      { wrong: [...new Set(form.error.issues.map(({ path }) => String(path[0])))], kept: false },
      { status: 422 },
    );
  if (params.pointId === "new")
    return redirect(`/city/points/${await createPoint(context.app, actor, city.id, form.data)}?city=${city.id}&new=1`);
  return (await updatePointByForm(context.app, actor, city.id, params.pointId!, form.data)) === "updated"
    ? data({ wrong: [] as string[], kept: true })
    : notFound();
}

export const meta = titled;

export default function PointForm() {
  const { city, cities, id, values, kinds, amenities, dropIn, urgent, hours, place, landmarks, layer } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useStaffWords();
  const [at, setAt] = useState(place ? `${place.lat.toFixed(6)},${place.lng.toFixed(6)}` : "");
  const marked: Place | null = parsePlace(at) ?? null;
  const wrong = (name: string) => ({ "aria-invalid": answer?.wrong.includes(name) ? true : undefined });
  const long = (name: string) => name.startsWith("guide") || name.startsWith("parking");
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>{id ? values.name : t("city.newPoint")}</h1>
      <CityLinks city={city} cities={cities} />
      {answer?.kept ? <Said of={answer}>{t("pointForm.kept")}</Said> : null}
      {answer && answer.wrong.length > 0 ? (
        <p className="error" role="alert">
          {t("pointForm.wrong")} {answer.wrong.map((name) => t(`pointForm.${name as "name"}`)).join("、")}
        </p>
      ) : null}
      {id ? (
        <nav className="desk-links">
          <Link to={`/desk/${id}/calendar`}>{t("desk.calendar")}</Link>
          <Link to={`/desk/${id}/services`}>{t("services.title")}</Link>
          <Link to={`/desk/${id}/roster`}>{t("roster.title")}</Link>
          <Link to={`/desk/${id}/people`}>{t("desk.people")}</Link>
          <Link to={`/points/${id}`}>{t("pointForm.riders")}</Link>
        </nav>
      ) : null}
      <Form method="post" className="city-columns" replace>
        <div className="stack">
          <CityMap
            pins={[]}
            centre={marked ?? city.centre}
            landmarks={landmarks}
            layer={layer}
            mark={marked}
            onTap={(tapped) => setAt(`${tapped.lat.toFixed(6)},${tapped.lng.toFixed(6)}`)}
          />
          <label className="field">
            <span>{t("pointForm.place")}</span>
            <input
              name="place"
              value={at}
              onChange={(event) => setAt(event.target.value)}
              maxLength={40}
              placeholder="30.5727,114.2706"
              {...wrong("place")}
            />
          </label>
        </div>
        <div className="card stack">
          <fieldset className="stack">
            <legend className="strong">{t("pointForm.kinds")}</legend>
            <div className="checks">
              {POINT_KINDS.map((kind) => (
                <label key={kind} className="chip">
                  <input type="checkbox" name="kinds" value={kind} defaultChecked={kinds.includes(kind)} />
                  {t(`kind.${kind}`)}
                </label>
              ))}
            </div>
          </fieldset>
          {TEXTS.map((name) => (
            <label key={name} className="field">
              <span>{t(`pointForm.${name}`)}</span>
              {long(name) ? (
                <textarea name={name} defaultValue={values[name]} maxLength={1000} {...wrong(name)} />
              ) : (
                <input
                  name={name}
                  defaultValue={values[name]}
                  maxLength={200}
                  required={name === "name"}
                  {...wrong(name)}
                />
              )}
            </label>
          ))}
          <label className="field">
            <span>{t("pointForm.hours")}</span>
            <input name="hours" defaultValue={hours} maxLength={200} {...wrong("hours")} />
          </label>
          <label className="field">
            <span>{t("pointForm.operator")}</span>
            <input name="operator" maxLength={80} {...wrong("operator")} />
          </label>
          <fieldset className="stack">
            <legend className="strong">{t("pointForm.amenities")}</legend>
            <div className="checks">
              {AMENITIES.map((one) => (
                <label key={one} className="chip">
                  <input type="checkbox" name="amenities" value={one} defaultChecked={amenities.includes(one)} />
                  {t(`amenity.${one}`)}
                </label>
              ))}
            </div>
          </fieldset>
          <div className="checks">
            <label className="chip">
              <input type="checkbox" name="dropIn" value="1" defaultChecked={dropIn} />
              {t("pointForm.dropIn")}
            </label>
            <label className="chip">
              <input type="checkbox" name="urgent" value="1" defaultChecked={urgent} />
              {t("pointForm.urgent")}
            </label>
          </div>
          <Submit className="button button-main">{t("calendar.save")}</Submit>
        </div>
      </Form>
    </main>
  );
}
