import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, useActionData, useLoaderData } from "@remix-run/react";
import { isTextStop, stopTextsBy } from "#app/features/people/riders/text-number.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

/** Opened by a link in a text: whose number it is stands nowhere, and nothing happens until the button is pressed. */
export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  if (!(await isTextStop(app, params.token!))) return notFound();
  return { title: visit.t("texts.stopTitle") };
}

export async function action({ params, context: { app } }: ActionFunctionArgs) {
  if (!(await stopTextsBy(app, params.token!))) return notFound();
  return data({ stopped: true });
}

export const meta = titled;

export default function StopTexts() {
  useLoaderData<typeof loader>();
  const answer = useActionData<typeof action>();
  const { t } = useWords();
  return (
    <Page>
      <h1>{t("texts.stopTitle")}</h1>
      {answer ? (
        <p className="good strong" role="status">
          {t("texts.stopped")}
        </p>
      ) : (
        <Form method="post" className="card stack" replace>
          <p>{t("texts.stopWhat")}</p>
          <Submit className="button button-main">{t("texts.stopAct")}</Submit>
        </Form>
      )}
    </Page>
  );
}
