import { Form } from "@remix-run/react";
import { useEffect, useState } from "react";
import { useWords } from "#app/words/language.tsx";
import {
  pushState,
  subscribe,
  testPush,
  unsubscribe,
  type PushState,
  type PushTest,
} from "#app/features/telling/push/browser-push.ts";
import { PushTestWord } from "./push-switch.tsx";

/** Wish, permission and subscription, each for itself: what is wanted, what the browser allows, and what the server knows of this phone. */
export function PushPage({
  publicKey,
  trustworthy,
  wish,
  kept,
  known,
}: {
  publicKey: string;
  trustworthy: boolean;
  wish: boolean | null;
  kept: boolean;
  known: boolean;
}) {
  const { t } = useWords();
  const [state, setState] = useState<PushState | "working" | "unknown">("unknown");
  const [permission, setPermission] = useState<NotificationPermission | "none">("default");
  const [tested, setTested] = useState<PushTest | "sending" | null>(null);
  const look = () =>
    setPermission("Notification" in window && "PushManager" in window ? Notification.permission : "none");
  useEffect(() => {
    look();
    void pushState(trustworthy, kept).then(setState);
  }, [trustworthy, kept]);
  const then = (next: PushState) => {
    setState(next);
    look();
  };
  const can = state === "off" || state === "timeout";
  return (
    <section className="card stack" aria-labelledby="push-title">
      <h2 id="push-title">{t("push.title")}</h2>
      <p>{t("push.intro")}</p>
      <dl className="facts">
        <div>
          <dt>{t("push.wish")}</dt>
          <dd>{t(wish === null ? "push.wish.unsaid" : wish ? "push.wish.yes" : "push.wish.no")}</dd>
        </div>
        <div className="needs-js">
          <dt>{t("push.permission")}</dt>
          <dd>{t(`push.permission.${permission}`)}</dd>
        </div>
        <div className="needs-js">
          <dt>{t("push.subscription")}</dt>
          <dd>{t(state === "on" ? "push.subscription.yes" : "push.subscription.no")}</dd>
        </div>
      </dl>
      {state === "unknown" ? null : (
        <p role="status" className={can ? "quiet" : "strong"}>
          {t(`push.state.${state}`)}
        </p>
      )}
      <div className="acts">
        {can && wish !== false ? (
          <button
            type="button"
            className="button button-brand needs-js"
            onClick={() => {
              setState("working");
              void subscribe(publicKey, "rider").then(then);
            }}
          >
            {t("push.turnOn")}
          </button>
        ) : null}
        {state === "on" ? (
          <button
            type="button"
            className="button button-brand"
            disabled={tested === "sending"}
            onClick={() => {
              setTested("sending");
              void testPush("rider").then(setTested);
            }}
          >
            {t("push.test")}
          </button>
        ) : null}
        {known ? (
          <Form
            method="post"
            className="grow"
            onSubmit={() => {
              if (wish !== false) void unsubscribe("rider").then(then);
            }}
          >
            <button type="submit" name="wanted" value={wish === false ? "1" : "0"} className="button">
              {t(wish === false ? "push.wish" : "push.dontWant")}
            </button>
          </Form>
        ) : null}
      </div>
      <PushTestWord tested={tested} />
    </section>
  );
}
