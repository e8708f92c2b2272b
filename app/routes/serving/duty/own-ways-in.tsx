import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { findPoints } from "#app/features/places/points/find-point.server.ts";
import { askPhoneCode } from "#app/features/people/accounts/ask-phone-code.server.ts";
import { endOtherSessions, endOwnSession, listOwnSessions } from "#app/features/people/sessions/own-sessions.server.ts";
import { listPasskeys, removePasskey } from "#app/features/people/sign-in/passkey.server.ts";
import { draftTotp, feedSecret, givePin, setUpCodes } from "#app/features/people/sign-in/set-up-staff.server.ts";
import { ownWaysForm } from "#app/features/people/sign-in/sign-in-form.ts";
import { isProven } from "#app/features/people/staff/staff.ts";
import { PasskeyButton } from "#app/features/people/sign-in/ui/passkey-button.tsx";
import { PasskeyList } from "#app/features/people/sign-in/ui/passkey-list.tsx";
import { SessionList } from "#app/features/people/sessions/ui/session-list.tsx";
import { hasSubscription } from "#app/features/telling/push/subscribe-push.server.ts";
import { PushSwitch } from "#app/features/telling/push/ui/push-switch.tsx";
import { notFound } from "#app/asking/not-found.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { servedBy, staffText } from "#app/asking/staff-visitor.server.ts";
import { Submit } from "#app/ui/submit.tsx";
import { Said } from "#app/ui/said.tsx";
import { CODE_TYPED } from "#app/platform/typed/typed-code.ts";
import { PHONE_TYPED } from "#app/platform/typed/typed-phone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords, type MessageKey, type StaffKey } from "#app/words/language.tsx";

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const asker = await servedBy(context);
  const { staff } = asker;
  if (asker.tabletId) return notFound();
  const { session } = await visit.served();
  const points = await findPoints(
    app.db,
    staff.roles.flatMap(({ pointId }) => pointId ?? []),
  );
  const totp = draftTotp(staff.name);
  return {
    title: staffText(visit, "ways.title"),
    fresh: new URL(request.url).searchParams.has("new"),
    now: app.clock.now(),
    trustworthy: visit.trustworthy,
    proven: isProven(asker, app.clock.now()),
    passkeys: await listPasskeys(app, staff),
    points: [...points.values()].map(({ id, name, name_en }) => ({ id, name, name_en })),
    totp: { secret: totp.secret, qr: qrPath(totp.uri) },
    feed: `${app.config.publicOrigin}/feed/${await feedSecret(app, staff, false)}.ics`,
    pushKey: app.push.publicKey,
    pushKept: await hasSubscription(app.db, { deviceId: staff.deviceId, ...(session && { session }) }),
    sessions: await listOwnSessions(app, { deviceId: staff.deviceId, ...(session && { session }) }),
  };
}

interface Answer {
  requestId?: string;
  pin?: string;
  trouble?: StaffKey;
  word?: StaffKey | MessageKey;
  minutes?: number;
}

export async function action({ request, context }: ActionFunctionArgs) {
  const { app, visit } = context;
  const asker = await servedBy(context);
  const { staff } = asker;
  if (asker.tabletId) return notFound();
  const form = ownWaysForm.safeParse(Object.fromEntries(await request.formData()));
  if (!form.success) return data<Answer>({ trouble: "staff.trouble.form" }, { status: 422 });
  const say = form.data;
  const opens = say.act === "ask" || say.act === "codes" || say.act === "pin" || say.act === "remove-passkey";
  if (opens && !isProven(asker, app.clock.now())) return data<Answer>({ trouble: "ways.again" }, { status: 403 });
  switch (say.act) {
    case "ask": {
      const asked = await askPhoneCode(app, {
        phone: say.phone,
        purpose: "rider",
        deviceId: staff.deviceId,
        cityId: "staff",
        address: visit.address,
        language: visit.language,
      });
      return asked.kind === "sent"
        ? data<Answer>({ requestId: asked.requestId })
        : data<Answer>(
            { trouble: "staff.trouble.tooMany", minutes: Math.ceil(asked.retryAfterSeconds / 60) },
            { status: 429 },
          );
    }
    case "codes": {
      const outcome = await setUpCodes(app, staff, {
        secret: say.secret,
        totp: say.totp,
        requestId: say.request,
        code: say.code,
      });
      return outcome === "set-up"
        ? data<Answer>({ word: "ways.codesSet" })
        : data<Answer>({ requestId: say.request, trouble: "staff.trouble.code" }, { status: 422 });
    }
    case "pin": {
      const pin = await givePin(app, staff, say.point);
      return pin ? data<Answer>({ pin }) : notFound();
    }
    case "feed":
      await feedSecret(app, staff, true);
      return data<Answer>({ word: "ways.feedNew" });
    case "end-session":
      return (await endOwnSession(app, staff, say.session)) ? data<Answer>({ word: "sessions.ended" }) : notFound();
    case "end-others": {
      const { session } = await visit.served();
      await endOtherSessions(app, { deviceId: staff.deviceId, ...(session && { session }) });
      return data<Answer>({ word: "sessions.othersEnded" });
    }
    case "remove-passkey": {
      const outcome = await removePasskey(app, staff, say.passkey);
      if (outcome === "not-there") return notFound();
      return outcome === "removed"
        ? data<Answer>({ word: "ways.passkeyRemoved" })
        : data<Answer>({ trouble: "ways.lastWay" }, { status: 409 });
    }
  }
}

export const meta = titled;

export default function Ways() {
  const { fresh, now, proven, passkeys, points, totp, feed, sessions, trustworthy, pushKey, pushKept } =
    useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t, pick } = useStaffWords();
  return (
    <main id="main" className="staff-page staff-narrow" tabIndex={-1}>
      <Link className="back" to="/duty">
        {t("staff.duty")}
      </Link>
      <h1>{t("ways.title")}</h1>
      {fresh && !answer ? <p className="good">{t("ways.welcome")}</p> : null}
      {answer?.trouble ? (
        <Said error of={answer}>
          {t(answer.trouble, { minutes: answer.minutes ?? 0 })}
        </Said>
      ) : null}
      {answer?.word ? <Said of={answer}>{t(answer.word)}</Said> : null}
      {answer?.pin ? (
        <div className="effect" role="status">
          <strong>{t("ways.pinOnce")}</strong>
          <span className="big-secret">{answer.pin}</span>
        </div>
      ) : null}
      {proven ? null : (
        <section className="card stack">
          <h2>{t("ways.again")}</h2>
          <p className="quiet">{t("ways.againWhy")}</p>
          <Link className="button button-main" to="/staff?again=1">
            {t("ways.againAct")}
          </Link>
        </section>
      )}
      {proven && points.length > 0 ? (
        <section className="card stack">
          <h2>{t("ways.pin")}</h2>
          <p className="quiet">{t("ways.pinHow")}</p>
          {points.map((point) => (
            <Form key={point.id} method="post" className="row-between" replace>
              <input type="hidden" name="act" value="pin" />
              <span>{pick(point.name, point.name_en)}</span>
              <button type="submit" name="point" value={point.id} className="button">
                {t("ways.pinAct")}
              </button>
            </Form>
          ))}
        </section>
      ) : null}
      <PushSwitch publicKey={pushKey} trustworthy={trustworthy} reader="staff" kept={pushKept} />
      <section className="card stack">
        <h2>{t("staff.passkey")}</h2>
        <p className="quiet">{t("ways.passkeyHow")}</p>
        <PasskeyList passkeys={passkeys} now={now} removable={proven} />
        {proven ? <PasskeyButton purpose="register" trustworthy={trustworthy} /> : null}
      </section>
      {proven ? (
        <section className="card stack">
          <h2>{t("staff.byCode")}</h2>
          <p className="quiet">{t("ways.codesHow")}</p>
          {answer?.requestId ? (
            <Form method="post" className="stack" replace>
              <input type="hidden" name="act" value="codes" />
              <input type="hidden" name="request" value={answer.requestId} />
              <input type="hidden" name="secret" value={totp.secret} />
              <svg
                className="qr"
                viewBox={`0 0 ${totp.qr.size} ${totp.qr.size}`}
                role="img"
                aria-label={t("ways.totpQr")}
                shapeRendering="crispEdges"
              >
                <path d={totp.qr.path} fill="#000" />
              </svg>
              <p className="small">
                {t("ways.totpSecret")} <code>{totp.secret}</code>
              </p>
              <label className="field">
                <span>{t("staff.code")}</span>
                <input name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={CODE_TYPED} required />
              </label>
              <label className="field">
                <span>{t("staff.totp")}</span>
                <input name="totp" inputMode="numeric" maxLength={CODE_TYPED} required autoComplete="off" />
              </label>
              <Submit className="button button-main">{t("ways.codesAct")}</Submit>
            </Form>
          ) : (
            <Form method="post" className="stack" replace>
              <input type="hidden" name="act" value="ask" />
              <label className="field">
                <span>{t("staff.phone")}</span>
                <input name="phone" type="tel" inputMode="tel" maxLength={PHONE_TYPED} required autoComplete="tel" />
              </label>
              <Submit className="button">{t("staff.sendCode")}</Submit>
            </Form>
          )}
        </section>
      ) : null}
      <section className="card stack">
        <h2>{t("ways.feed")}</h2>
        <p className="quiet">{t("ways.feedHow")}</p>
        <code className="small">{feed}</code>
        <Form method="post" replace>
          <button type="submit" name="act" value="feed" className="button">
            {t("ways.feedAct")}
          </button>
        </Form>
      </section>
      <section className="card">
        <h2>{t("sessions.title")}</h2>
        <SessionList sessions={sessions} now={now} />
      </section>
    </main>
  );
}
