import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { CityLinks } from "#app/features/watching/insight/ui/city-links.tsx";
import { listPoints } from "#app/features/places/points/list-points.server.ts";
import { findOperators } from "#app/features/people/staff/find-staff.server.ts";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { removeRole } from "#app/features/people/sign-in/end-role.server.ts";
import { cityPeopleForm } from "#app/features/people/staff/people-form.ts";
import { InviteCard, type Invited } from "#app/features/people/staff/ui/invite-card.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { inCity, staffText } from "#app/asking/staff-visitor.server.ts";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { city, cities, staff } = await inCity(context, request, "people.manage");
  const operators = await findOperators(app, app.db, city.id);
  return {
    title: `${city.name} · ${staffText(visit, "city.people")}`,
    city,
    cities,
    me: staff.id,
    operators: operators.flatMap((one) =>
      one.roles
        .filter(({ role, cityId }) => role === "operator" && cityId === city.id)
        .map((held) => ({ roleId: held.id, staffId: one.id, name: one.name })),
    ),
    points: (await listPoints(app.db, city.id, { limit: 2000 })).map(({ id, name, name_en }) => ({
      id,
      name,
      name_en,
    })),
  };
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { app } = context;
  const { city, actor } = await inCity(context, request, "people.manage");
  const form = cityPeopleForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<{ invited?: Invited; removed?: boolean }>({}, { status: 422 });
  const say = form.data;
  if (say.act === "remove")
    return (await removeRole(app, actor, say.roleId, { cityId: city.id, pointId: null }))
      ? data<{ invited?: Invited; removed?: boolean }>({ removed: true })
      : notFound();
  const pointId = say.act === "invite-manager" ? say.point : null;
  if (pointId && !(await listPoints(app.db, city.id, { limit: 5000 })).some(({ id }) => id === pointId))
    return notFound();
  const { path, expiresAt } = await inviteStaff(app, actor, {
    role: pointId ? "manager" : "operator",
    cityId: city.id,
    pointId,
    qualification: "",
  });
  const address = app.config.publicOrigin + path;
  return data<{ invited?: Invited; removed?: boolean }>({ invited: { address, qr: qrPath(address), expiresAt } });
}

export const meta = titled;

export default function CityPeople() {
  const { city, cities, me, operators, points } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useStaffWords();
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(city.name, city.name_en)} · {t("city.people")}
      </h1>
      <CityLinks city={city} cities={cities} />
      {answer?.removed ? <Said of={answer}>{t("people.removed")}</Said> : null}
      {answer?.invited ? <InviteCard invited={answer.invited} zone={city.zone} /> : null}
      <section className="card stack">
        <h2>{t("city.operators")}</h2>
        <ul>
          {operators.map((one) => (
            <li key={one.roleId} className="list-row">
              <div className="row-between">
                <strong>{one.name}</strong>
                {one.staffId === me ? null : (
                  <Form method="post" replace>
                    <input type="hidden" name="act" value="remove" />
                    <button type="submit" name="roleId" value={one.roleId} className="button">
                      {t("people.remove")}
                    </button>
                  </Form>
                )}
              </div>
            </li>
          ))}
        </ul>
        <Form method="post" replace>
          <input type="hidden" name="act" value="invite" />
          <input type="hidden" name="role" value="operator" />
          <button type="submit" className="button">
            {t("city.inviteOperator")}
          </button>
        </Form>
      </section>
      <Form method="post" className="card row" replace>
        <input type="hidden" name="act" value="invite-manager" />
        <label className="field grow">
          <span>{t("city.managerOf")}</span>
          <select name="point">
            {points.map((one) => (
              <option key={one.id} value={one.id}>
                {pick(one.name, one.name_en)}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="button button-brand">
          {t("city.inviteManager")}
        </button>
      </Form>
    </main>
  );
}
