import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { isQualification, type Role, type Staff } from "#app/features/people/staff/staff.ts";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { findExampleStaff } from "#app/features/people/staff/find-staff.server.ts";
import { endThisSession } from "#app/features/people/sessions/own-sessions.server.ts";
import { signInByCode } from "#app/features/people/sign-in/sign-in-by-code.server.ts";
import { signInForm } from "#app/features/people/sign-in/sign-in-form.ts";
import { signInStaff } from "#app/features/people/sign-in/sign-in-staff.server.ts";
import { PasskeyButton } from "#app/features/people/sign-in/ui/passkey-button.tsx";
import type { App } from "#app/platform/app.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { staffText } from "#app/asking/staff-visitor.server.ts";
import { ExampleTag } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { CODE_TYPED } from "#app/platform/typed/typed-code.ts";
import { PHONE_TYPED } from "#app/platform/typed/typed-phone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type StaffKey } from "#app/words/language.tsx";
import type { Visit } from "#app/asking/visitor.server.ts";

/** Where somebody lands who has signed in. */
function homeOf(staff: Staff): string {
  const [first] = staff.roles;
  if (!first) return "/duty";
  return first.role === "operator" ? "/city" : staff.roles.length > 1 ? "/desk" : `/desk/${first.pointId}`;
}

/** The secret that the start printed, as an address carries it. */
const EXAMPLES = "examples";

/** Somebody who is signed in and shows once more who they are, to change how they sign in. */
const isAgain = (request: Request): boolean => new URL(request.url).searchParams.has("again");

export async function loader({ request, context: { app, visit } }: LoaderFunctionArgs) {
  const { asker } = await visit.served();
  const again = isAgain(request);
  if (asker?.kind === "staff" && !asker.tabletId && !again) throw redirect(homeOf(asker.staff));
  const key = new URL(request.url).searchParams.get(EXAMPLES);
  const examples = visit.opensExamples(key) ? await findExampleStaff(app) : [];
  return data(
    {
      title: staffText(visit, "staff.signInTitle"),
      demo: app.exampleKey !== undefined,
      trustworthy: visit.trustworthy,
      again,
      examples: examples.map((one) => ({
        id: one.id,
        name: one.name,
        role: one.roles[0]?.role ?? ("volunteer" as Role),
        qualification: one.roles[0]?.qualification ?? "",
      })),
    },
    { headers: examples.length > 0 && key ? { "set-cookie": visit.examplesCookie() } : {} },
  );
}

interface Answer {
  requestId?: string;
  phone?: string;
  trouble?: StaffKey;
  minutes?: number;
}

export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  // Codes and a session that anybody on the way could read are worth nothing.
  if (!visit.trustworthy) return data<Answer>({ trouble: "staff.trouble.plain" }, { status: 403 });
  const form = signInForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "staff.trouble.form" }, { status: 422 });
  const say = form.data;
  if (say.act === "example") {
    const staff = visit.opensExamples(new URL(request.url).searchParams.get(EXAMPLES))
      ? (await findExampleStaff(app)).find(({ id }) => id === say.staff)
      : undefined;
    if (!staff) return notFound();
    const token = await signInStaff(app, staff, "example", visit.label);
    await endSessionHere(app, visit);
    return redirect(isAgain(request) ? "/duty/ways" : homeOf(staff), {
      headers: { "set-cookie": visit.staffCookie(token) },
    });
  }
  if (say.act === "ask") {
    const asked = await askPhoneCode(app, {
      phone: say.phone,
      purpose: "staff",
      deviceId: null,
      cityId: "staff",
      address: visit.address,
      language: visit.language,
    });
    if (asked.kind === "too-many")
      return data<Answer>(
        { trouble: "staff.trouble.tooMany", minutes: Math.ceil(asked.retryAfterSeconds / 60) },
        { status: 429 },
      );
    return data<Answer>({ requestId: asked.requestId });
  }
  const outcome = await signInByCode(app, { requestId: say.request, code: say.code, totp: say.totp }, visit.label);
  if (outcome.kind === "wrong")
    return data<Answer>({ requestId: say.request, trouble: "staff.trouble.code" }, { status: 422 });
  await endSessionHere(app, visit);
  return redirect(isAgain(request) ? "/duty/ways" : homeOf(outcome.staff), {
    headers: { "set-cookie": visit.staffCookie(outcome.token) },
  });
}

/** Whoever was signed in on this browser before is no longer. */
async function endSessionHere(app: App, visit: Visit): Promise<void> {
  const { asker, session } = await visit.served();
  if (asker?.kind === "staff" && !asker.tabletId && session)
    await endThisSession(app, { deviceId: asker.staff.deviceId, session });
}

export const meta = titled;

export default function StaffSignIn() {
  const { examples, demo, trustworthy, again } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useStaffWords();
  return (
    <main id="main" className="staff-page staff-narrow" tabIndex={-1}>
      <h1>{t("staff.signInTitle")}</h1>
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble, { minutes: answer.minutes ?? 0 })}
        </Said>
      ) : null}
      {examples.length > 0 ? (
        <Form method="post" className="card stack">
          <input type="hidden" name="act" value="example" />
          <p className="row">
            <strong>{t("staff.examples")}</strong>
            <ExampleTag />
          </p>
          <div className="acts">
            {examples.map((one) => (
              <button key={one.id} type="submit" name="staff" value={one.id} className="button">
                <span>
                  {isQualification(one.qualification) && one.qualification
                    ? t(`qualification.${one.qualification}`)
                    : t(`role.${one.role}`)}
                  <br />
                  <span className="small quiet">{one.name}</span>
                </span>
              </button>
            ))}
          </div>
        </Form>
      ) : demo ? (
        <p className="notice">{t("staff.examplesHow")}</p>
      ) : null}
      <section className="card stack">
        <h2>{t("staff.passkey")}</h2>
        <PasskeyButton purpose="sign-in" trustworthy={trustworthy} next={again ? "/duty/ways" : "/staff"} />
      </section>
      <section className="card stack">
        <h2>{t("staff.byCode")}</h2>
        {answer?.requestId ? (
          <Form method="post" className="stack" replace>
            <input type="hidden" name="act" value="enter" />
            <input type="hidden" name="request" value={answer.requestId} />
            <p className="notice">{t("staff.codeSent")}</p>
            <label className="field">
              <span>{t("staff.code")}</span>
              <input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={CODE_TYPED} required />
            </label>
            <label className="field">
              <span>{t("staff.totp")}</span>
              <input name="totp" inputMode="numeric" autoComplete="off" maxLength={CODE_TYPED} required />
            </label>
            <Submit className="button button-main">{t("staff.signIn")}</Submit>
          </Form>
        ) : (
          <Form method="post" className="stack" replace>
            <input type="hidden" name="act" value="ask" />
            <label className="field">
              <span>{t("staff.phone")}</span>
              <input name="phone" type="tel" inputMode="tel" autoComplete="tel" maxLength={PHONE_TYPED} required />
            </label>
            <Submit className="button button-brand">{t("staff.sendCode")}</Submit>
          </Form>
        )}
      </section>
      <p className="quiet small">{t("staff.volunteersHow")}</p>
    </main>
  );
}
