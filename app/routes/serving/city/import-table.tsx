import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { importForm } from "#app/features/places/imports/import-form.ts";
import { importPoints, type Imported } from "#app/features/places/imports/import-points.server.ts";
import { readPasted, TableError } from "#app/platform/files/table-file.server.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { city, cities } = await inCity(context, request, "point.edit");
  return { title: `${city.name} · ${staffText(context.visit, "city.import")}`, city, cities };
}

interface Answer {
  outcome?: Imported;
  text: string;
  datum: string;
  trouble?: StaffKey;
  more?: string;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { city, actor } = await inCity(context, request, "point.edit");
  const fields = Object.fromEntries(await request.formData());
  const form = importForm.safeParse(fields);
  const kept = {
    text: typeof fields.text === "string" ? fields.text : "",
    datum: typeof fields.datum === "string" ? fields.datum : "wgs84",
  };
  if (!form.success) return data<Answer>({ ...kept, trouble: "import.wrong" }, { status: 422 });
  try {
    const outcome = await importPoints(context.app, readPasted(form.data.text), {
      cityId: city.id,
      datum: form.data.datum,
      apply: form.data.sure === "1",
      example: false,
      actor,
    });
    return data<Answer>({ ...kept, outcome }, { status: outcome.kind === "refused" ? 422 : 200 });
  } catch (error) {
    if (!(error instanceof TableError)) throw error;
    return data<Answer>({ ...kept, trouble: "import.wrong", more: error.message }, { status: 422 });
  }
}

export const meta = titled;

export default function ImportPage() {
  const { city, cities } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useStaffWords();
  const outcome = answer?.outcome;
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>{t("city.import")}</h1>
      <CityLinks city={city} cities={cities} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)} {answer.more}
        </Said>
      ) : null}
      {outcome?.kind === "imported" ? (
        <p className="good large" role="status">
          {t("import.done", { added: outcome.added, updated: outcome.updated, unplaced: outcome.unplaced })}
        </p>
      ) : null}
      {outcome?.kind === "refused" ? (
        <div className="error" role="alert">
          <strong>{t("import.refused", { n: outcome.problems.length, lines: outcome.lines })}</strong>
          <ul>
            {outcome.problems.slice(0, 50).flatMap(({ line, problems }) =>
              problems.map((one) => (
                <li key={`${line}${one.field}`}>
                  {t("import.line", { line })} {one.field}: {t(`import.problem.${one.problem}`)} {one.value}
                </li>
              )),
            )}
          </ul>
        </div>
      ) : null}
      <Form method="post" className="stack" replace>
        {outcome?.kind === "ready" ? (
          <div className="effect" role="status">
            <strong className="large">
              {t("import.ready", { added: outcome.added, updated: outcome.updated, unplaced: outcome.unplaced })}
            </strong>
            <Submit name="sure" value="1" className="button button-brand">
              {t("import.apply")}
            </Submit>
          </div>
        ) : null}
        <p className="quiet">{t("import.how")}</p>
        <label className="field">
          <span>{t("import.text")}</span>
          <textarea name="text" rows={12} maxLength={400_000} required defaultValue={answer?.text} />
        </label>
        <label className="field">
          <span>{t("import.datum")}</span>
          <select name="datum" defaultValue={answer?.datum ?? "wgs84"}>
            <option value="wgs84">WGS-84</option>
            <option value="gcj02">GCJ-02</option>
            <option value="bd09">BD-09</option>
          </select>
        </label>
        <button type="submit" className="button button-brand">
          {t("import.preview")}
        </button>
      </Form>
    </main>
  );
}
