import { Link, useLocation } from "@remix-run/react";
import { Clock, CircleCheck, CircleX } from "lucide-react";
import { useEffect, useState } from "react";
import { plusMinutes } from "#app/time/instant.ts";
import { timeWords, momentWords } from "#app/time/words.ts";
import { dateIn, machineZone } from "#app/time/zone.ts";
import { useWords } from "#app/words/language.tsx";
import { entryWords } from "#app/features/ground/outbox/outbox-words.ts";
import { EXPIRED, isWaiting, LIFE, RIDER, type Unsent } from "#app/features/ground/outbox/outbox.ts";
import { dropUnsent } from "#app/features/ground/outbox/outbox-on-device.ts";
import { drainHere } from "./drain-here.ts";
import { useOutboxOf } from "./use-outbox.ts";

/** What a rider asked for without network: what waits, what came of it, and what can be done now. */
export function OutboxList() {
  const { t } = useWords();
  const list = useOutboxOf(RIDER);
  if (list.length === 0) return null;
  const waiting = list.some(isWaiting);
  return (
    <section className="card stack" aria-labelledby="outbox-title">
      <h2 id="outbox-title">{t("outbox.title")}</h2>
      <ul className="stack" aria-live="polite">
        {list.map((one) => (
          <li key={one.id}>
            <Entry one={one} />
          </li>
        ))}
      </ul>
      {list.some(({ kind }) => kind === "booking") && waiting ? (
        <p className="quiet small">{t("outbox.keepsLittle")}</p>
      ) : null}
      {waiting ? (
        <div className="acts">
          <button type="button" className="button button-brand" onClick={() => void drainHere()}>
            {t("outbox.now")}
          </button>
          <AskToTell />
        </div>
      ) : null}
    </section>
  );
}

function Entry({ one }: { one: Unsent }) {
  const { t, language } = useWords();
  // A time of a visit is told where the visit is; how long a wish stands, where the phone is.
  const byStart = one.about?.start && one.about.zone && one.until < plusMinutes(one.madeAt, LIFE[one.kind]);
  const zone = byStart ? one.about!.zone! : machineZone();
  const until = byStart ? one.about!.start! : one.until;
  const kind = one.kind as "booking" | "cancel" | "door-report";
  const today = !byStart && dateIn(zone, one.madeAt) === dateIn(zone, one.until);
  const Mark = isWaiting(one) ? Clock : one.done ? CircleCheck : CircleX;
  return (
    <div className="stack-tight outbox-entry" data-state={isWaiting(one) ? "waiting" : one.done ? "done" : "refused"}>
      <strong className="marked">
        <Mark className="icon" aria-hidden />
        {entryWords(one, language)}
      </strong>
      {isWaiting(one) ? (
        <p>
          {t(`outbox.waiting.${kind}`, { until: today ? timeWords(until, zone) : momentWords(until, zone, language) })}
        </p>
      ) : null}
      {one.done ? <p>{t(`outbox.done.${kind}`)}</p> : null}
      {one.refused !== undefined ? (
        <p>{one.refused === EXPIRED ? t("outbox.expired") : t("outbox.refused", { why: one.refused })}</p>
      ) : null}
      {one.others?.length && one.about?.zone ? (
        <>
          <p>{t("outbox.others")}</p>
          <div className="acts">
            {one.others.map(({ id, start }) => (
              <Link key={id} className="button button-brand" to={`/services/${one.about!.serviceId}/book?slot=${id}`}>
                {timeWords(start, one.about!.zone!)}
              </Link>
            ))}
          </div>
        </>
      ) : null}
      <div className="acts">
        {one.done?.path ? (
          <Link className="button button-brand" to={one.done.path} onClick={() => void dropUnsent(one.id)}>
            {t("outbox.open")}
          </Link>
        ) : null}
        <button type="button" className="button" onClick={() => void dropUnsent(one.id)}>
          {t(isWaiting(one) ? "outbox.drop" : "outbox.close")}
        </button>
      </div>
    </div>
  );
}

/** Asks for notifications at the one moment when they tell something that nobody else can. */
function AskToTell() {
  const { t } = useWords();
  const [state, setState] = useState<NotificationPermission>("granted");
  useEffect(() => {
    if ("Notification" in window) setState(Notification.permission);
  }, []);
  if (state !== "default") return null;
  return (
    <button type="button" className="button" onClick={() => void Notification.requestPermission().then(setState)}>
      {t("outbox.tell")}
    </button>
  );
}

/** One line on every page while something waits or was refused. */
export function OutboxStrip() {
  const { t } = useWords();
  const list = useOutboxOf(RIDER);
  const { pathname } = useLocation();
  const waiting = list.filter(isWaiting).length;
  const refused = list.filter((one) => one.refused !== undefined).length;
  // The list of bookings shows the outbox itself.
  if (waiting + refused === 0 || pathname === "/bookings") return null;
  return (
    <p>
      <Clock className="icon" aria-hidden />
      <span>{refused > 0 ? t("outbox.stripRefused", { n: refused }) : t("outbox.strip", { n: waiting })}</span>
      <Link className="button" to="/bookings">
        {t("outbox.look")}
      </Link>
    </p>
  );
}
