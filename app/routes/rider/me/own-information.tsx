import { redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { ChevronLeft, Download } from "lucide-react";
import { forgetMe } from "#app/features/rights/own-data/forget-me.server.ts";
import { SignOut } from "#app/features/people/sessions/ui/sign-out.tsx";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";

export async function loader({ request, context: { visit } }: LoaderFunctionArgs) {
  return {
    title: visit.t("data.page"),
    known: !!(await visit.rider()),
    forgotten: new URL(request.url).searchParams.has("forgotten"),
  };
}

/** Forgets whoever asks. */
export async function action({ context: { app, visit } }: ActionFunctionArgs) {
  const rider = await visit.rider();
  if (rider) await forgetMe(app, rider);
  return redirect("/me/data?forgotten", { headers: visit.signOut() });
}

export const meta = titled;

export default function OwnData() {
  const { known, forgotten } = useLoaderData<typeof loader>();
  const { t } = useWords();
  return (
    <Page>
      <Link to="/me" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("tab.me")}
      </Link>
      <h1>{t("data.page")}</h1>
      {forgotten ? (
        <p className="card" role="status">
          {t("data.forgotten")}
        </p>
      ) : null}
      {known ? (
        <>
          <section className="card stack">
            <h2>{t("data.tell")}</h2>
            <p>{t("data.tellWhy")}</p>
            <a className="button button-brand" href="/me/data/all.json" download="nuanyi-me.json">
              <Download className="icon" aria-hidden />
              {t("data.download")}
            </a>
          </section>
          <section className="card stack">
            <h2>{t("data.forget")}</h2>
            <p>{t("data.forgetWhat")}</p>
            <SignOut label="data.forgetNow" />
          </section>
        </>
      ) : forgotten ? null : (
        <p className="empty">{t("data.nothing")}</p>
      )}
    </Page>
  );
}
