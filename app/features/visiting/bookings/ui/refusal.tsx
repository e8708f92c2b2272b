import { Link } from "@remix-run/react";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { listWords, useWords, type MessageKey } from "#app/words/language.tsx";
import { Submit } from "#app/ui/submit.tsx";
import type { ShownRefusal } from "#app/features/visiting/bookings/shown-refusal.ts";

const WORDS: Record<Exclude<ShownRefusal["kind"], "not-for-you" | "too-many">, MessageKey> = {
  full: "book.refused.full",
  "day-full": "book.refused.dayFull",
  "already-booked": "book.refused.already",
  "slot-closed": "book.refused.closed",
  "outside-window": "book.refused.window",
  "phone-needed": "book.refused.phone",
  gone: "book.refused.gone",
  busy: "book.refused.busy",
  "has-places": "wait.hasPlaces",
  "too-many-lines": "wait.tooMany",
  "needs-network": "outbox.needsNetwork",
  "not-kept": "outbox.notKept",
};

/** `formId` is the booking form, whose fields a wait takes along. */
export function Refusal({
  refusal,
  zone,
  path,
  formId,
}: {
  refusal: ShownRefusal;
  zone: Zone;
  path: string;
  formId?: string;
}) {
  const { t, language } = useWords();
  const sentence =
    refusal.kind === "not-for-you"
      ? t("book.refused.notForYou", {
          kinds: listWords(
            refusal.for.map((kind) => t(`rider.${kind}`)),
            language,
          ),
        })
      : refusal.kind === "too-many"
        ? t("book.refused.tooMany", { minutes: refusal.minutes })
        : t(WORDS[refusal.kind]);
  return (
    <div className="error stack" role="alert" tabIndex={-1} id="refusal">
      <strong className="large">{sentence}</strong>
      {refusal.kind === "already-booked" ? (
        <Link className="button" to={`/bookings/${refusal.bookingId}`}>
          {t("book.refused.alreadyAct")}
        </Link>
      ) : null}
      {refusal.kind === "not-for-you" && refusal.nearest ? (
        <p>
          {t("book.refused.nearestFit")} <Link to={`/points/${refusal.nearest.id}`}>{refusal.nearest.name}</Link>
        </p>
      ) : null}
      {refusal.kind === "full" || refusal.kind === "day-full" ? (
        <>
          {refusal.others.length > 0 ? (
            <>
              <p>{t("book.refused.others")}</p>
              <div className="acts">
                {refusal.others.map((slot) => (
                  <Link key={slot.id} className="button" to={`${path}?slot=${slot.id}`} replace>
                    {timeWords(slot.start, zone)}
                  </Link>
                ))}
              </div>
            </>
          ) : null}
          {formId ? (
            <Submit formId={formId} name="wait" value={refusal.slotId} className="button">
              {t("book.refused.waitAct", { time: timeWords(refusal.start, zone), n: refusal.waiting })}
            </Submit>
          ) : null}
        </>
      ) : null}
    </div>
  );
}
