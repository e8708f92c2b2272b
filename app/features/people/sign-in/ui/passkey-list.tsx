import { Form } from "@remix-run/react";
import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { durationWords } from "#app/time/words.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { OwnPasskey } from "#app/features/people/sign-in/passkey.server.ts";

/** Somebody's passkeys, each with when it was last used; each can be removed by whoever has just shown who they are. */
export function PasskeyList({
  passkeys,
  now,
  removable,
}: {
  passkeys: OwnPasskey[];
  now: Instant;
  removable: boolean;
}) {
  const { t, language } = useStaffWords();
  if (passkeys.length === 0) return null;
  return (
    <ul>
      {passkeys.map((one) => (
        <li key={one.id} className="list-row">
          <div className="row-between">
            <span>
              <strong>{one.label || t("sessions.unknown")}</strong>{" "}
              <span className="quiet small">
                {one.usedAt
                  ? t("ways.passkeyUsed", { ago: durationWords(minutesBetween(one.usedAt, now), language) })
                  : t("ways.passkeyUnused")}
              </span>
            </span>
            {removable ? (
              <Form method="post" replace>
                <input type="hidden" name="act" value="remove-passkey" />
                <button type="submit" name="passkey" value={one.id} className="button">
                  {t("ways.passkeyRemove")}
                </button>
              </Form>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
  );
}
