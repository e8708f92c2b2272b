import { Form } from "@remix-run/react";
import type { Instant } from "#app/time/instant.ts";
import { timeWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { ShownShift } from "#app/features/serving/roster/show-roster.server.ts";

interface Props {
  shown: ShownShift;
  zone: Zone;
  now: Instant;
  me: string;
  others: { id: string; name: string }[];
  mayTake: boolean;
}

/** One shift: who takes it, what is lacking, and what I can do about it. */
export function ShiftCard({
  shown: { shift, window, window_en, lacking, people },
  zone,
  now,
  me,
  others,
  mayTake,
}: Props) {
  const { t, pick } = useStaffWords();
  const mine = people.find(({ staffId }) => staffId === me);
  const ahead = shift.end > now;
  return (
    <div className="shift" data-lacking={lacking > 0 && ahead ? "" : undefined} data-mine={mine ? "" : undefined}>
      <strong>
        {timeWords(shift.start, zone)}–{timeWords(shift.end, zone)}
      </strong>
      <span>
        {pick(window, window_en)}
        {shift.qualification ? ` · ${t(`qualification.${shift.qualification}`)}` : ""}
      </span>
      {people.map((one) => (
        <span key={one.claimId} className="small">
          {one.name} · {t(one.kind === "stand-by" ? "roster.standBy" : `claim.${one.status}`)}
        </span>
      ))}
      {lacking > 0 ? <span className="small strong">{t("roster.lacking", { n: lacking })}</span> : null}
      {mayTake && ahead ? (
        <div className="acts">
          {!mine && lacking > 0 ? (
            <Act act="take" shift={shift.id} kind="claim" className="button button-brand">
              {t("roster.take")}
            </Act>
          ) : null}
          {!mine && lacking === 0 ? (
            <Act act="take" shift={shift.id} kind="stand-by" className="button">
              {t("roster.standByAct")}
            </Act>
          ) : null}
          {mine && mine.status !== "checked-in" && mine.status !== "done" ? (
            <Act act="release" claim={mine.claimId} className="button">
              {t("roster.release")}
            </Act>
          ) : null}
        </div>
      ) : null}
      {mine?.kind === "claim" &&
      ahead &&
      others.length > 0 &&
      (mine.status === "claimed" || mine.status === "confirmed") ? (
        <details className="more">
          <summary>{t("roster.swap")}</summary>
          <Form method="post" className="row" replace>
            <input type="hidden" name="act" value="swap" />
            <input type="hidden" name="claim" value={mine.claimId} />
            <select name="to" className="button" aria-label={t("roster.swapWith")}>
              {others.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.name}
                </option>
              ))}
            </select>
            <button type="submit" className="button">
              {t("roster.swapAct")}
            </button>
          </Form>
        </details>
      ) : null}
    </div>
  );
}

function Act({
  className,
  children,
  ...fields
}: {
  className: string;
  children: string;
  act: string;
  shift?: string;
  claim?: string;
  kind?: string;
}) {
  return (
    <Form method="post" replace>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" className={className}>
        {children}
      </button>
    </Form>
  );
}
