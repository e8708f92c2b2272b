import { minutesBetween, type Instant } from "#app/time/instant.ts";
import { dayWords, durationWords, timeWords } from "#app/time/words.ts";
import { dateIn, type Zone } from "#app/time/zone.ts";
import { useWords } from "#app/words/language.tsx";
import type { DoorState } from "#app/features/finding/door/door-state.ts";

/** Filled for open, half for closing soon, a ring for closed, dashed for what nobody knows. */
function Mark({ state }: { state: DoorState["state"] }) {
  return (
    <svg className="door-mark" viewBox="0 0 16 16" aria-hidden>
      <circle
        cx="8"
        cy="8"
        r="6.5"
        fill={state === "open" ? "currentColor" : "none"}
        stroke="currentColor"
        strokeWidth="2.4"
        strokeDasharray={state === "unknown" || state === "unstaffed" ? "3 2.5" : undefined}
      />
      {state === "closing-soon" ? <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" /> : null}
    </svg>
  );
}

/** Whether a door is open, until when, and how we know. */
export function DoorBadge({ door, zone, now }: { door: DoorState; zone: Zone; now: Instant }) {
  const { t, language } = useWords();
  const until = door.until;
  const words = (() => {
    switch (door.state) {
      case "open":
        return until ? t("door.openUntil", { time: timeWords(until, zone) }) : t("door.openAlways");
      case "closing-soon":
        return t("door.soon", { minutes: until ? Math.max(1, Math.ceil(minutesBetween(now, until))) : 30 });
      case "closed":
        return until
          ? t("door.closedUntil", {
              day: dayWords(dateIn(zone, until), dateIn(zone, now), language),
              time: timeWords(until, zone),
            })
          : t("door.closed");
      case "unstaffed":
        return t("door.unstaffed");
      case "unknown":
        return door.confirmedAt ? t("door.doubted") : t("door.unknown");
    }
  })();
  return (
    <span className={`door door-${door.state}`}>
      <Mark state={door.state} />
      <span>{words}</span>
      {door.remark ? (
        <small>
          {t(`door.remark.${door.remark.word}`, {
            ago: durationWords(Math.max(1, minutesBetween(door.remark.at, now)), language),
          })}
        </small>
      ) : null}
      {!door.remark && door.confirmedAt && door.state !== "unknown" ? (
        <small>
          {minutesBetween(door.confirmedAt, now) < 1
            ? t("door.confirmedNow")
            : t("door.confirmed", { ago: durationWords(minutesBetween(door.confirmedAt, now), language) })}
        </small>
      ) : null}
    </span>
  );
}
