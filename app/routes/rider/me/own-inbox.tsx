import { data, type ActionFunctionArgs, type LoaderFunctionArgs } from "@remix-run/node";
import { Form, Link, useLoaderData } from "@remix-run/react";
import { readInbox, readMessage } from "#app/features/telling/inbox/read-inbox.server.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { minutesBetween } from "#app/time/instant.ts";
import { durationWords } from "#app/time/words.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";
import { Submit } from "#app/ui/submit.tsx";

export async function loader({ context: { app, visit } }: LoaderFunctionArgs) {
  const rider = await visit.rider();
  return {
    title: visit.t("inbox.title"),
    now: app.clock.now(),
    known: !!rider,
    messages: rider ? await readInbox(app.db, rider, visit.language) : [],
  };
}

export async function action({ request, context: { app, visit } }: ActionFunctionArgs) {
  const rider = (await visit.rider()) ?? notFound();
  const id = String((await request.formData()).get("id") ?? "");
  return (await readMessage(app, rider, id)) ? data({ read: id }) : notFound();
}

export const meta = titled;

export default function Inbox() {
  const { now, known, messages } = useLoaderData<typeof loader>();
  const { t, language } = useWords();
  return (
    <Page>
      <h1>{t("inbox.title")}</h1>
      {messages.length === 0 ? (
        <div className="empty">
          <p className="large">{t(known ? "inbox.empty" : "inbox.signedOut")}</p>
          <Link className="button button-brand" to="/">
            {t("inbox.empty.act")}
          </Link>
        </div>
      ) : null}
      <ol className="stack">
        {messages.map((message) => (
          <li key={message.id} className={message.read_at ? "card stack" : "card stack unread"}>
            <div>
              <h2>
                {message.title}
                {message.read_at ? null : <span className="unseen"> {t("inbox.unread")}</span>}
              </h2>
              <p>{message.body}</p>
              <p className="quiet small">
                {t("inbox.ago", { ago: durationWords(minutesBetween(message.created_at, now), language) })}
              </p>
            </div>
            <div className="acts">
              {message.path ? (
                <Link className="button button-brand" to={message.path}>
                  {t("inbox.open")}
                </Link>
              ) : null}
              {message.read_at ? null : (
                <Form method="post" className="grow">
                  <Submit name="id" value={message.id} className="button">
                    {t("inbox.read")}
                  </Submit>
                </Form>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Page>
  );
}
