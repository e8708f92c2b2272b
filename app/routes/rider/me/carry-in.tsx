import { data, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useActionData, useLoaderData } from "@remix-run/react";
import { carryDevice } from "#app/features/rights/own-data/carry-device.server.ts";
import { isActive } from "#app/features/visiting/bookings/booking.ts";
import { listBookings } from "#app/features/visiting/bookings/show-bookings.server.ts";
import { lookWay } from "#app/features/people/carry/carry.server.ts";
import { titled } from "#app/ui/title.ts";
import { useWords, type MessageKey } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

/** What somebody sees who opens a way: how many bookings it brings, and nothing of them. */
export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const way = await lookWay(app, params.token!);
  const now = app.clock.now();
  const coming = way
    ? (await listBookings(app.db, way)).filter(({ booking }) => isActive(booking.status) && booking.end > now).length
    : 0;
  return { title: visit.t("carry.title"), open: way !== undefined, coming, inApp: visit.inApp ?? null };
}

export async function action({ params, context: { app, visit } }: ActionFunctionArgs) {
  const outcome = await carryDevice(app, await visit.rider(), params.token!, visit.label);
  if (outcome.kind === "carried")
    return redirect("/bookings", outcome.token ? { headers: { "set-cookie": visit.riderCookie(outcome.token) } } : {});
  return data<{ trouble: MessageKey }>(
    { trouble: outcome.kind === "over" ? "carry.over" : "carry.verifyInstead" },
    { status: 409 },
  );
}

export const meta = titled;

export default function Carry() {
  const { open, coming, inApp } = useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  return (
    <Page>
      <h1>{t("carry.title")}</h1>
      {answer ? (
        <p className="error" role="alert">
          {t(answer.trouble)}
        </p>
      ) : null}
      {!open ? (
        <div className="empty">
          <p className="large">{t("carry.over")}</p>
          <Link className="button button-brand" to="/">
            {t("error.home")}
          </Link>
        </div>
      ) : (
        <>
          <p className="large">{t("carry.brings", { n: coming })}</p>
          {inApp ? <p className="notice">{t("carry.openOutside")}</p> : null}
          <p>{t("carry.why")}</p>
          <Form method="post" replace className="act-bar">
            <Submit className="button button-main">{t("carry.act")}</Submit>
          </Form>
        </>
      )}
    </Page>
  );
}
