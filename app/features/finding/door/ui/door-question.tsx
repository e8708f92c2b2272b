import { Form } from "@remix-run/react";
import { DOOR_WORDS } from "#app/features/places/doors/door-report.ts";
import { Submit } from "#app/ui/submit.tsx";
import { useWords } from "#app/words/language.tsx";

export type DoorAnswer = { kind: "thanks" | "queued" | "needs-network" } | { kind: "too-soon"; minutes: number };

/** "Is the door open?" in four taps. */
export function DoorQuestion({ answer }: { answer: DoorAnswer | undefined }) {
  const { t } = useWords();
  return (
    <section className="card stack" aria-labelledby="door-question" id="door">
      <h2 id="door-question">{t("door.ask")}</h2>
      <p className="quiet small">{t("door.askWhy")}</p>
      <div role="status">
        {answer?.kind === "thanks" ? <p className="good">{t("door.thanks")}</p> : null}
        {answer?.kind === "queued" ? <p className="notice">{t("door.queued")}</p> : null}
        {answer?.kind === "needs-network" ? <p className="error">{t("outbox.needsNetwork")}</p> : null}
        {answer?.kind === "too-soon" ? (
          <p className="notice">{t("door.tooSoon", { minutes: answer.minutes })}</p>
        ) : null}
      </div>
      <Form method="post" className="acts" preventScrollReset>
        {DOOR_WORDS.map((word) => (
          <Submit key={word} name="door" value={word} className="button">
            {t(`door.say.${word}`)}
          </Submit>
        ))}
      </Form>
    </section>
  );
}
