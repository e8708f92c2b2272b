import { useEffect, useState } from "react";
import { useWords } from "#app/words/language.tsx";
import {
  pushState,
  subscribe,
  testPush,
  unsubscribe,
  type PushReader,
  type PushState,
  type PushTest,
} from "#app/features/telling/push/browser-push.ts";

/** Push, asked for at the moment that it helps. As an `offer` it goes away once it is on, or was declined. */
export function PushSwitch({
  publicKey,
  trustworthy,
  offer,
  reader = "rider",
  kept = true,
}: {
  publicKey: string;
  trustworthy: boolean;
  offer?: boolean;
  reader?: PushReader;
  kept?: boolean;
}) {
  const { t } = useWords();
  const [state, setState] = useState<PushState | "working" | "unknown">("unknown");
  const [tested, setTested] = useState<PushTest | "sending" | null>(null);
  const [declined, setDeclined] = useState(false);
  useEffect(() => {
    void pushState(trustworthy, kept).then(setState);
  }, [trustworthy, kept]);
  if (state === "unknown" || (offer && (state === "on" || declined))) return null;
  const can = state === "off" || state === "timeout";
  return (
    <section className="card stack needs-js" aria-labelledby="push-title">
      <h2 id="push-title">{t(offer ? "push.afterBooking" : "push.title")}</h2>
      <p>{t("push.intro")}</p>
      <p role="status" className={can ? "quiet" : "strong"}>
        {t(`push.state.${state}`)}
      </p>
      <div className="acts">
        {can ? (
          <button
            type="button"
            className="button button-brand"
            onClick={() => {
              setState("working");
              void subscribe(publicKey, reader).then(setState);
            }}
          >
            {t("push.turnOn")}
          </button>
        ) : null}
        {can && offer ? (
          <button type="button" className="button" onClick={() => setDeclined(true)}>
            {t("push.later")}
          </button>
        ) : null}
        {state === "on" ? (
          <button
            type="button"
            className="button button-brand"
            onClick={() => {
              setTested("sending");
              void testPush(reader).then(setTested);
            }}
          >
            {t("push.test")}
          </button>
        ) : null}
        {state === "on" ? (
          <button type="button" className="button" onClick={() => void unsubscribe(reader).then(setState)}>
            {t("push.turnOff")}
          </button>
        ) : null}
      </div>
      <PushTestWord tested={tested} />
    </section>
  );
}

/** What a test told. */
export function PushTestWord({ tested }: { tested: PushTest | "sending" | null }) {
  const { t } = useWords();
  if (!tested) return null;
  if (tested === "sending") return <p role="status">{t("push.testWaiting")}</p>;
  return (
    <p role="status" className={tested.kind === "arrived" ? "good" : "notice"}>
      {tested.kind === "arrived"
        ? t("push.arrived", { seconds: (tested.milliseconds / 1000).toFixed(1) })
        : t(`push.tested.${tested.kind}`)}
    </p>
  );
}
