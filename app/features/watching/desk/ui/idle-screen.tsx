import { Form } from "@remix-run/react";
import { useEffect, useState } from "react";
import { instantOf, millisecondsOf, type Instant } from "#app/time/instant.ts";
import { stopwatch } from "#app/time/clock.ts";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";

export type PinAnswer = { pin: "wrong" } | { pin: "too-many"; minutes: number };

interface Props {
  place: string;
  zone: Zone;
  now: Instant;
  answer: PinAnswer | undefined;
  counts: { label: string; n: number }[];
}

/** A tablet that nobody acts on: clock, point and counts, no names; whoever comes enters their PIN. */
export function IdleScreen({ place, zone, now, answer, counts }: Props) {
  const { t } = useStaffWords();
  const [at, setAt] = useState(now);
  const [pin, setPin] = useState("");
  useEffect(() => {
    const passed = stopwatch();
    const timer = setInterval(() => setAt(instantOf(millisecondsOf(now) + passed())), 5000);
    return () => clearInterval(timer);
  }, [now]);
  useEffect(() => {
    if (answer) setPin("");
  }, [answer]);
  return (
    <main id="main" className="idle" tabIndex={-1}>
      <div className="stack">
        <p className="idle-clock">{timeWords(at, zone)}</p>
        <h1>{place}</h1>
      </div>
      <dl className="desk-counts">
        {counts.map(({ label, n }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{n}</dd>
          </div>
        ))}
      </dl>
      <Form method="post" className="stack centre" replace>
        <input type="hidden" name="act" value="pin" />
        <label className="stack">
          <span>{t("desk.pin")}</span>
          <input
            name="pin"
            className="pin-input"
            type="password"
            inputMode="numeric"
            autoComplete="off"
            maxLength={6}
            pattern="\d{6}"
            required
            value={pin}
            onChange={(event) => setPin(event.target.value.replace(/\D/g, ""))}
          />
        </label>
        <div className="pin-pad needs-js" role="group" aria-label={t("desk.pin")}>
          {["1", "2", "3", "4", "5", "6", "7", "8", "9"].map((n) => (
            <button key={n} type="button" className="button" onClick={() => setPin((was) => (was + n).slice(0, 6))}>
              {n}
            </button>
          ))}
          <button type="button" className="button" onClick={() => setPin("")}>
            {t("desk.pinClear")}
          </button>
          <button type="button" className="button" onClick={() => setPin((was) => (was + "0").slice(0, 6))}>
            0
          </button>
          <button type="submit" className="button button-brand">
            {t("desk.pinEnter")}
          </button>
        </div>
        <noscript>
          <button type="submit" className="button button-main">
            {t("desk.pinEnter")}
          </button>
        </noscript>
        <p role="alert" className={answer ? "error" : "unseen"}>
          {answer?.pin === "wrong"
            ? t("desk.pinWrong")
            : answer?.pin === "too-many"
              ? t("desk.pinTooMany", { minutes: answer.minutes })
              : ""}
        </p>
      </Form>
    </main>
  );
}
