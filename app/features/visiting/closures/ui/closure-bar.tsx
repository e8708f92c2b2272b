import { Form } from "@remix-run/react";
import { useEffect, useState, type ReactNode } from "react";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { stopwatch } from "#app/time/clock.ts";
import { useStaffWords } from "#app/words/language.tsx";

interface Props {
  closure: { id: string; moved: number; cancelled: number; until: Instant; now: Instant };
  hidden: ReactNode;
}

/** What a closure did, and the minute in which it can be taken back; then its riders are told. */
export function ClosureBar({ closure, hidden }: Props) {
  const { t } = useStaffWords();
  const whole = Math.round(minutesBetween(closure.now, closure.until) * 60);
  const [left, setLeft] = useState(whole);
  useEffect(() => {
    setLeft(whole);
    const passed = stopwatch();
    const timer = setInterval(() => setLeft(Math.max(0, Math.ceil(whole - passed() / 1000))), 500);
    return () => clearInterval(timer);
  }, [closure.id, whole]);
  return (
    <div className="effect" role="status">
      <strong>{t("slots.closedWord", { moved: closure.moved, cancelled: closure.cancelled })}</strong>
      {left > 0 ? (
        <Form method="post" className="row" replace>
          {hidden}
          <span>{t("slots.undoIn", { n: left })}</span>
          <button type="submit" className="button button-brand">
            {t("desk.undo")}
          </button>
        </Form>
      ) : (
        <span>{t("slots.told")}</span>
      )}
    </div>
  );
}
