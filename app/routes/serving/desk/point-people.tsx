import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { DeskLinks } from "#app/features/watching/desk/ui/desk-links.tsx";
import { can } from "#app/features/people/staff/can.ts";
import { findStaffAt } from "#app/features/people/staff/find-staff.server.ts";
import { inviteStaff } from "#app/features/people/staff/invite-staff.server.ts";
import { listRolesWithPin } from "#app/features/people/staff/find-staff.server.ts";
import {
  listIntegrationKeys,
  makeIntegrationKey,
  removeIntegrationKey,
} from "#app/features/people/keys/manage-keys.server.ts";
import { removeRole } from "#app/features/people/sign-in/end-role.server.ts";
import { endThisSession } from "#app/features/people/sessions/own-sessions.server.ts";
import { peopleForm } from "#app/features/people/staff/people-form.ts";
import { QUALIFICATIONS } from "#app/features/people/staff/staff.ts";
import { InviteCard, type Invited } from "#app/features/people/staff/ui/invite-card.tsx";
import { listTablets, removeTablet, setUpTablet } from "#app/features/people/sign-in/use-tablet.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { momentWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point, may, staff } = await atPoint(context, params.pointId, "people.manage");
  const pins = await listRolesWithPin(app.db, point.id);
  const people = await findStaffAt(app, app.db, point.id);
  return {
    title: `${point.name} · ${staffText(visit, "desk.people")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    me: staff.id,
    people: people.flatMap((one) =>
      one.roles
        .filter(({ pointId }) => pointId === point.id)
        .map((held) => ({
          roleId: held.id,
          staffId: one.id,
          name: one.name,
          role: held.role,
          qualification: held.qualification,
          pin: pins.has(held.id),
        })),
    ),
    tablets: may("tablet.set-up") ? await listTablets(app.db, point.id) : null,
    keys: may("key.manage") ? await listIntegrationKeys(app, point.id) : null,
    roles: (["volunteer", "professional", "manager"] as const).filter(
      (role) => role !== "professional" || may("professional.invite"),
    ),
    links: { rules: may("schedule.set"), people: true, tasks: may("task.fix"), roster: may("shift.see") },
  };
}

interface Answer {
  invited?: Invited;
  key?: string;
  trouble?: StaffKey;
  word?: StaffKey;
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const { app, visit } = context;
  const { asker, actor, point } = await atPoint(context, params.pointId, "people.manage");
  const subject = { cityId: point.cityId, pointId: point.id };
  const form = peopleForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "desk.trouble.form" }, { status: 422 });
  const say = form.data;
  switch (say.act) {
    case "invite": {
      // Whoever receives riders reads what they wrote: the point's own manager says who that is.
      if (say.role === "professional" && !can(asker, "professional.invite", subject))
        return data<Answer>({ trouble: "people.professionalByManager" }, { status: 403 });
      // Whoever may make a manager is the city's operator, or a manager of this point.
      const { path, expiresAt } = await inviteStaff(app, actor, {
        role: say.role,
        cityId: point.cityId,
        pointId: point.id,
        qualification: say.qualification,
      });
      const address = app.config.publicOrigin + path;
      return data<Answer>({ invited: { address, qr: qrPath(address), expiresAt } });
    }
    case "remove":
      return (await removeRole(app, actor, say.roleId, subject))
        ? data<Answer>({ word: "people.removed" })
        : notFound();
    case "tablet": {
      if (!can(asker, "tablet.set-up", subject)) return notFound();
      const token = await setUpTablet(app, actor, point.id, say.name);
      const { session } = await context.visit.served();
      await endThisSession(app, { deviceId: asker.staff.deviceId, ...(session && { session }) });
      // From here on this browser is the point's, and no person's.
      return redirect(`/desk/${point.id}`, { headers: { "set-cookie": visit.staffCookie(token) } });
    }
    case "tablet-remove":
      return can(asker, "tablet.set-up", subject) && (await removeTablet(app, actor, point.id, say.tablet))
        ? data<Answer>({ word: "people.tabletRemoved" })
        : notFound();
    case "key":
      if (!can(asker, "key.manage", subject)) return notFound();
      return data<Answer>({ key: await makeIntegrationKey(app, actor, point.id, say.name) });
    case "key-remove":
      return can(asker, "key.manage", subject) && (await removeIntegrationKey(app, actor, point.id, say.key))
        ? data<Answer>({ word: "people.keyRemoved" })
        : notFound();
  }
}

export const meta = titled;

export default function People() {
  const { point, people, roles, tablets, keys, me, links } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick, language } = useStaffWords();
  return (
    <main id="main" className="staff-page" tabIndex={-1}>
      <h1>
        {pick(point.name, point.name_en)} · {t("desk.people")}
      </h1>
      <DeskLinks pointId={point.id} links={links} />
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble)}
        </Said>
      ) : null}
      {answer?.word ? <Said of={answer}>{t(answer.word)}</Said> : null}
      {answer?.invited ? <InviteCard invited={answer.invited} zone={point.zone} /> : null}
      {answer?.key ? (
        <div className="effect" role="status">
          <strong>{t("people.keyOnce")}</strong>
          <code className="big-secret">{answer.key}</code>
        </div>
      ) : null}
      <section className="card stack" aria-labelledby="people-title">
        <h2 id="people-title">{t("people.here")}</h2>
        <ul>
          {people.map((one) => (
            <li key={one.roleId} className="list-row">
              <div className="row-between">
                <span>
                  <strong>{one.name}</strong> {t(`role.${one.role}`)}
                  {one.qualification ? ` · ${t(`qualification.${one.qualification}`)}` : ""}{" "}
                  {one.pin ? <span className="tag">{t("people.hasPin")}</span> : null}
                </span>
                {one.staffId === me ? null : (
                  <Form method="post" replace>
                    <input type="hidden" name="act" value="remove" />
                    <input type="hidden" name="roleId" value={one.roleId} />
                    <button type="submit" className="button">
                      {t("people.remove")}
                    </button>
                  </Form>
                )}
              </div>
            </li>
          ))}
        </ul>
      </section>
      <Form method="post" className="card stack" replace>
        <h2>{t("people.invite")}</h2>
        <input type="hidden" name="act" value="invite" />
        <div className="grid-2">
          <label className="field">
            <span>{t("people.role")}</span>
            <select name="role" defaultValue="volunteer">
              {roles.map((role) => (
                <option key={role} value={role}>
                  {t(`role.${role}`)}
                </option>
              ))}
            </select>
          </label>
          <label className="field">
            <span>{t("people.qualification")}</span>
            <select name="qualification" defaultValue="">
              <option value="">{t("people.noQualification")}</option>
              {QUALIFICATIONS.map((one) => (
                <option key={one} value={one}>
                  {t(`qualification.${one}`)}
                </option>
              ))}
            </select>
          </label>
        </div>
        <Submit className="button button-brand">{t("people.inviteAct")}</Submit>
      </Form>
      {tablets ? (
        <section className="card stack">
          <h2>{t("people.tablets")}</h2>
          <p className="quiet">{t("people.tabletHow")}</p>
          <ul>
            {tablets.map((tablet) => (
              <li key={tablet.id} className="list-row">
                <div className="row-between">
                  <span>
                    {tablet.name}{" "}
                    <span className="quiet small">{momentWords(tablet.createdAt, point.zone, language)}</span>
                  </span>
                  <Form method="post" replace>
                    <input type="hidden" name="act" value="tablet-remove" />
                    <input type="hidden" name="tablet" value={tablet.id} />
                    <button type="submit" className="button">
                      {t("people.remove")}
                    </button>
                  </Form>
                </div>
              </li>
            ))}
          </ul>
          <Form method="post" className="row">
            <input type="hidden" name="act" value="tablet" />
            <label className="field grow">
              <span>{t("people.tabletName")}</span>
              <input name="name" maxLength={30} required defaultValue={t("people.tabletUsual")} />
            </label>
            <button type="submit" className="button button-brand">
              {t("people.tabletAct")}
            </button>
          </Form>
        </section>
      ) : null}
      {keys ? (
        <section className="card stack">
          <h2>{t("people.keys")}</h2>
          <p className="quiet">{t("people.keyHow")}</p>
          <ul>
            {keys.map((key) => (
              <li key={key.id} className="list-row">
                <div className="row-between">
                  <span>
                    {key.name}{" "}
                    <span className="quiet small">
                      {key.maker ? `${t("people.keyBy", { name: key.maker })} · ` : ""}
                      {t("people.keyUntil", { day: dateIn(point.zone, key.endsAt) })}
                    </span>
                  </span>
                  <Form method="post" replace>
                    <input type="hidden" name="act" value="key-remove" />
                    <input type="hidden" name="key" value={key.id} />
                    <button type="submit" className="button">
                      {t("people.remove")}
                    </button>
                  </Form>
                </div>
              </li>
            ))}
          </ul>
          <Form method="post" className="row" replace>
            <input type="hidden" name="act" value="key" />
            <label className="field grow">
              <span>{t("people.keyName")}</span>
              <input name="name" maxLength={30} required />
            </label>
            <button type="submit" className="button">
              {t("people.keyAct")}
            </button>
          </Form>
        </section>
      ) : null}
    </main>
  );
}
