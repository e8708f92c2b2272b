import { useEffect, useState } from "react";
import { instantOf, millisecondsOf, minutesBetween, type Instant } from "../time/instant.ts";
import { stopwatch } from "../time/clock.ts";
import { durationWords } from "../time/words.ts";
import { useWords } from "./language.tsx";

/** How long until a visit; runs on from the server's clock, since a phone's may be wrong. */
export function Countdown({ start, end, now }: { start: Instant; end: Instant; now: Instant }) {
  const { t, language } = useWords();
  const [at, setAt] = useState(now);
  useEffect(() => {
    const passed = stopwatch();
    const timer = setInterval(() => setAt(instantOf(millisecondsOf(now) + passed())), 10_000);
    return () => clearInterval(timer);
  }, [now]);
  const words = at >= end ? t("pass.over") : at >= start ? t("pass.now") : t("pass.in", { duration: durationWords(minutesBetween(at, start), language) });
  return <p className="countdown large" role="timer" aria-live="off">{words}</p>;
}
