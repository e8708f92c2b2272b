import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { joinStaff, readInvitation } from "#app/features/people/sign-in/join-staff.server.ts";
import { joinForm } from "#app/features/people/sign-in/sign-in-form.ts";
import { STAFF_LIMITS } from "#app/features/people/staff/staff.ts";
import { staffText } from "#app/asking/staff-visitor.server.ts";
import { Submit } from "#app/ui/submit.tsx";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";

export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const invitation = await readInvitation(app, params.token ?? "");
  const point = invitation?.role.pointId ? await findPoint(app.db, invitation.role.pointId) : undefined;
  const { asker } = await visit.served();
  return {
    title: staffText(visit, "join.title"),
    invitation: invitation
      ? { role: invitation.role.role, point: point?.name ?? null, point_en: point?.name_en ?? null }
      : null,
    me: asker?.kind === "staff" && !asker.tabletId ? asker.staff.name : null,
  };
}

export async function action({ request, params, context: { app, visit } }: ActionFunctionArgs) {
  if (!visit.trustworthy) return data<{ trouble: StaffKey }>({ trouble: "staff.trouble.plain" }, { status: 403 });
  const { asker } = await visit.served();
  const me = asker?.kind === "staff" && !asker.tabletId ? asker.staff : undefined;
  const form = joinForm.safeParse(Object.fromEntries(await request.formData()));
  if (!me && !form.success) return data<{ trouble: StaffKey }>({ trouble: "join.nameWrong" }, { status: 422 });
  const outcome = await joinStaff(app, params.token ?? "", {
    name: form.success ? form.data.name : "",
    as: me,
    label: visit.label,
  });
  if (outcome.kind === "own-invitation") return data<{ trouble: StaffKey }>({ trouble: "join.own" }, { status: 409 });
  if (outcome.kind === "no-such-invitation")
    return data<{ trouble: StaffKey }>({ trouble: "join.over" }, { status: 409 });
  return redirect("/duty/ways?new=1", { headers: { "set-cookie": visit.staffCookie(outcome.token) } });
}

export const meta = titled;

export default function Join() {
  const { invitation, me } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useStaffWords();
  return (
    <main id="main" className="staff-page staff-narrow" tabIndex={-1}>
      <h1>{t("join.title")}</h1>
      {answer ? (
        <p className="error" role="alert">
          {t(answer.trouble)}
        </p>
      ) : null}
      {invitation ? (
        <Form method="post" className="card stack">
          <p className="large">
            {t("join.what", {
              role: t(`role.${invitation.role}`),
              point: invitation.point ? pick(invitation.point, invitation.point_en ?? "") : t("join.wholeCity"),
            })}
          </p>
          {me ? (
            <p>{t("join.asMe", { name: me })}</p>
          ) : (
            <label className="field">
              <span>{t("join.name")}</span>
              <input name="name" maxLength={STAFF_LIMITS.name} required autoComplete="name" />
            </label>
          )}
          <Submit className="button button-main">{t("join.act")}</Submit>
        </Form>
      ) : (
        <p className="notice">{t("join.over")}</p>
      )}
    </main>
  );
}
