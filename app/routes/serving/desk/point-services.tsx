import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { PROOFS, RIDER_KINDS } from "#app/features/people/riders/rider.ts";
import { editService } from "#app/features/visiting/services/edit-service.server.ts";
import { findServicesOf } from "#app/features/visiting/services/find-service.server.ts";
import { serviceForm } from "#app/features/visiting/services/schedule-form.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { point } = await atPoint(context, params.pointId, "schedule.set");
  const services = await findServicesOf(context.app.db, point.id);
  return {
    title: `${point.name} · ${staffText(context.visit, "services.title")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en },
    services,
    chosen: services.find(({ id }) => id === new URL(request.url).searchParams.get("service")) ?? null,
  };
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { actor, point } = await atPoint(context, params.pointId, "schedule.set");
  const body = await request.formData();
  const fields = { ...Object.fromEntries(body), forKinds: body.getAll("forKinds"), proof: body.getAll("proof") };
  const form = serviceForm.safeParse(fields);
  if (!form.success)
    return data(
      { wrong: [...new Set(form.error.issues.map(({ path }) => String(path[0])))], kept: false },
      { status: 422 },
    );
  const id = body.get("service");
  const outcome = await editService(
    context.app,
    actor,
    point.id,
    typeof id === "string" && id !== "" ? id : null,
    form.data,
  );
  return outcome.kind === "no-such-service" ? notFound() : data({ wrong: [] as string[], kept: true });
}

export const meta = titled;

export default function ServicesPage() {
  const { point, services, chosen } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useStaffWords();
  const invalid = (name: string) => ({ "aria-invalid": answer?.wrong.includes(name) ? true : undefined });
  const number = (
    name: "minutes" | "noticeMinutes" | "horizonDays" | "cancelMinutes" | "graceMinutes",
    value: number,
    most: number,
  ) => (
    <label className="field">
      <span>{t(`services.${name}`)}</span>
      <input name={name} type="number" min={0} max={most} defaultValue={value} required {...invalid(name)} />
    </label>
  );
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <Link className="back" to={`/desk/${point.id}/calendar`}>
        {t("desk.calendar")}
      </Link>
      <h1>
        {pick(point.name, point.name_en)} · {t("services.title")}
      </h1>
      {answer?.kept ? <Said of={answer}>{t("services.kept")}</Said> : null}
      {answer && answer.wrong.length > 0 ? (
        <p className="error" role="alert">
          {t("desk.trouble.form")} ({answer.wrong.join(", ")})
        </p>
      ) : null}
      <nav className="chips chips-wrap" aria-label={t("services.title")}>
        {services.map((one) => (
          <Link
            key={one.id}
            className="chip"
            to={`?service=${one.id}`}
            aria-current={one.id === chosen?.id ? "true" : undefined}
          >
            {pick(one.name, one.name_en)}
          </Link>
        ))}
        <Link className="chip" to="?" aria-current={chosen ? undefined : "true"}>
          {t("services.new")}
        </Link>
      </nav>
      <Form method="post" className="card stack" key={chosen?.id ?? "new"} replace>
        <input type="hidden" name="service" value={chosen?.id ?? ""} />
        <div className="grid-2">
          <label className="field">
            <span>{t("services.name")}</span>
            <input name="name" maxLength={60} required defaultValue={chosen?.name} {...invalid("name")} />
          </label>
          <label className="field">
            <span>{t("services.nameEn")}</span>
            <input
              name="name_en"
              maxLength={80}
              defaultValue={chosen?.name_en === chosen?.name ? "" : chosen?.name_en}
              {...invalid("name_en")}
            />
          </label>
          <label className="field">
            <span>{t("services.access")}</span>
            <select name="access" defaultValue={chosen?.access ?? "both"}>
              {(["walk-in", "booking", "both"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`access.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("services.fee")}</span>
            <select name="fee" defaultValue={chosen?.fee ?? "free"}>
              {(["free", "registration-free", "paid"] as const).map((one) => (
                <option key={one} value={one}>
                  {t(`fee.${one}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("services.feeNote")}</span>
            <input name="feeNote" maxLength={120} defaultValue={chosen?.feeNote} />
          </label>
          <label className="field">
            <span>{t("services.bring")}</span>
            <input name="bring" maxLength={300} defaultValue={chosen?.bring.join("、")} />
          </label>
          <label className="field">
            <span>{t("services.quota")}</span>
            <input
              name="quota"
              inputMode="numeric"
              maxLength={4}
              defaultValue={chosen?.rules.quota ?? ""}
              {...invalid("quota")}
            />
          </label>
          {number("minutes", chosen?.minutes ?? 15, 480)}
          {number("noticeMinutes", chosen?.rules.noticeMinutes ?? 0, 2880)}
          {number("horizonDays", chosen?.rules.horizonDays ?? 14, 60)}
          {number("cancelMinutes", chosen?.rules.cancelMinutes ?? 30, 2880)}
          {number("graceMinutes", chosen?.rules.graceMinutes ?? 10, 240)}
        </div>
        <fieldset className="stack">
          <legend>{t("services.for")}</legend>
          <div className="checks">
            {RIDER_KINDS.map((kind) => (
              <label key={kind} className="chip">
                <input type="checkbox" name="forKinds" value={kind} defaultChecked={chosen?.forKinds.includes(kind)} />
                {t(`rider.${kind}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset className="stack">
          <legend>{t("services.proof")}</legend>
          <div className="checks">
            {PROOFS.map((proof) => (
              <label key={proof} className="chip">
                <input type="checkbox" name="proof" value={proof} defaultChecked={chosen?.proof.includes(proof)} />
                {t(`proof.${proof}`)}
              </label>
            ))}
          </div>
        </fieldset>
        <div className="checks">
          <label className="chip">
            <input type="checkbox" name="phoneNeeded" value="1" defaultChecked={chosen?.phoneNeeded} />
            {t("services.phoneNeeded")}
          </label>
          <label className="chip">
            <input type="checkbox" name="remoteNumbers" value="1" defaultChecked={chosen?.remoteNumbers} />
            {t("services.remoteNumbers")}
          </label>
        </div>
        <Submit className="button button-main">{t("calendar.save")}</Submit>
      </Form>
    </main>
  );
}
