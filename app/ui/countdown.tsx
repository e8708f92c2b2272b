import { useEffect, useState } from "react";
import { instantOf, millisecondsOf, minutesBetween, type Instant } from "#app/time/instant.ts";
import { stopwatch } from "#app/time/clock.ts";
import { durationWords } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";

/** How long until a visit; runs on from the server's clock, since a phone's may be wrong. */
export function Countdown({ start, end, now }: { start: Instant; end: Instant; now: Instant }) {
  const { t, language } = useWords();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const passed = stopwatch();
    const timer = setInterval(() => setAt(instantOf(millisecondsOf(now) + passed())), 10_000);
    return () => clearInterval(timer);
  }, [now]);
  const words =
    at >= end
      ? t("pass.over")
      : at >= start
        ? t("pass.now")
        : t("pass.in", { duration: durationWords(minutesBetween(at, start), language) });
  return (
    <p className="countdown large" role="timer" aria-live="off">
      {words}
    </p>
  );
}
