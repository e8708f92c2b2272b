import { Form } from "@remix-run/react";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { durationWords } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";
import type { OwnSession } from "#app/features/people/sessions/own-sessions.server.ts";

/** Where somebody is signed in; each but this one can be ended. */
export function SessionList({ sessions, now }: { sessions: OwnSession[]; now: Instant }) {
  const { t, language } = useWords();
  return (
    <>
      <ul>
        {sessions.map((one) => (
          <li key={one.id} className="list-row">
            <div className="row-between">
              <span>
                <strong>{one.label || t("sessions.unknown")}</strong>{" "}
                <span className="quiet small">
                  {one.here
                    ? t("sessions.here")
                    : t("sessions.seen", { ago: durationWords(minutesBetween(one.seenAt, now), language) })}
                </span>
              </span>
              {one.here ? null : (
                <Form method="post" replace>
                  <input type="hidden" name="act" value="end-session" />
                  <button type="submit" name="session" value={one.id} className="button">
                    {t("sessions.end")}
                  </button>
                </Form>
              )}
            </div>
          </li>
        ))}
      </ul>
      {sessions.length > 1 ? (
        <Form method="post" replace>
          <button type="submit" name="act" value="end-others" className="button">
            {t("sessions.endOthers")}
          </button>
        </Form>
      ) : null}
    </>
  );
}
