import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { verifyPhone } from "#app/features/rights/own-data/verify-phone.server.ts";
import { findCities } from "#app/features/places/cities/find-city.server.ts";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { limitRate } from "#app/features/ground/limits/limit-rate.server.ts";
import { PHONE_CODE } from "#app/features/people/accounts/phone-code.ts";
import { LIMITS } from "#app/features/ground/limits/rate-limit.ts";
import { verifyForm } from "#app/features/people/sign-in/sign-in-form.ts";
import { shownPhone } from "#app/features/people/riders/verified-phone.server.ts";
import { CODE_TYPED } from "#app/platform/typed/typed-code.ts";
import { PHONE_TYPED } from "#app/platform/typed/typed-phone.ts";
import { titled } from "#app/ui/title.ts";
import { useWords, type MessageKey } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  return { title: visit.t("phone.title"), phone: rider ? ((await shownPhone(app, rider)) ?? null) : null };
}

interface Answer {
  requestId?: string;
  trouble?: MessageKey;
  minutes?: number;
}

export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  const fields = Object.fromEntries(await request.formData());
  const form = verifyForm.safeParse(fields);
  const pending = typeof fields.request === "string" ? { requestId: fields.request } : {};
  if (!form.success)
    return data<Answer>(
      { ...pending, trouble: fields.act === "ask" ? "book.error.phone" : "phone.wrong" },
      { status: 422 },
    );
  const say = form.data;
  if (say.act === "ask") {
    const { rider, headers } = await visit.riderOrNew();
    const cities = await findCities(app.db);
    const cityId = cities.find(({ id }) => id === visit.preferences.city)?.id ?? cities[0]?.id ?? "none";
    const asked = await askPhoneCode(app, {
      phone: say.phone,
      purpose: "rider",
      deviceId: rider.deviceId,
      cityId,
      address: visit.address,
      language: visit.language,
    });
    return asked.kind === "sent"
      ? data<Answer>({ requestId: asked.requestId }, { headers })
      : data<Answer>(
          { trouble: "book.refused.tooMany", minutes: Math.ceil(asked.retryAfterSeconds / 60) },
          { status: 429, headers },
        );
  }
  // A code belongs to the device that asked for it. A browser that is nobody any more, by a second press, is left as it is.
  const rider = await visit.rider();
  if (!rider) return data<Answer>({ requestId: say.request, trouble: "phone.wrong" }, { status: 422 });
  const limited = await limitRate(app, LIMITS.codeTry, rider.deviceId);
  if (limited)
    return data<Answer>(
      { trouble: "book.refused.tooMany", minutes: Math.ceil(limited.retryAfterSeconds / 60) },
      { status: 429 },
    );
  const outcome = await verifyPhone(app, rider, { requestId: say.request, code: say.code }, visit.label);
  if (outcome.kind === "wrong")
    return data<Answer>({ requestId: say.request, trouble: "phone.wrong" }, { status: 422 });
  return redirect("/me", { headers: { "set-cookie": visit.riderCookie(outcome.token) } });
}

export const meta = titled;

export default function PhonePage() {
  const { phone } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  return (
    <Page>
      <Link to="/me" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("tab.me")}
      </Link>
      <h1>{t("phone.title")}</h1>
      {phone ? <p className="good">{t("phone.verified", { phone })}</p> : null}
      <p>{t("phone.why")}</p>
      <p className="notice">
        {t("phone.privacy")} <Link to="/privacy">{t("footer.privacy")}</Link>
      </p>
      {answer?.trouble ? (
        <p className="error" role="alert">
          {t(answer.trouble, { minutes: answer.minutes ?? 0 })}
        </p>
      ) : null}
      {answer?.requestId ? (
        <>
          <Form method="post" className="card stack" replace>
            <input type="hidden" name="act" value="enter" />
            <input type="hidden" name="request" value={answer.requestId} />
            <p>{t("phone.sent", { minutes: PHONE_CODE.minutes })}</p>
            <label className="field">
              <span>{t("phone.code")}</span>
              <input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={CODE_TYPED} required />
            </label>
            <Submit className="button button-main">{t("phone.verify")}</Submit>
          </Form>
          <Link className="button" to="/me/phone" reloadDocument>
            {t("phone.again")}
          </Link>
        </>
      ) : (
        <Form method="post" className="card stack" replace>
          <input type="hidden" name="act" value="ask" />
          <label className="field">
            <span>{t("book.phone")}</span>
            <input name="phone" type="tel" inputMode="tel" autoComplete="tel" maxLength={PHONE_TYPED} required />
          </label>
          <Submit className="button button-main">{t("phone.send")}</Submit>
        </Form>
      )}
    </Page>
  );
}
