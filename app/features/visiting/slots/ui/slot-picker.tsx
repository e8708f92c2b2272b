import { Link } from "@remix-run/react";
import { civilOf, type Zone } from "#app/time/zone.ts";
import type { CivilDate } from "#app/time/civil.ts";
import { dateWords, dayWords } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";
import type { DayChoice, SlotChoice } from "#app/features/visiting/slots/slot-choice.ts";

/** The days of a service as a strip of links, with what is left. */
export function DayStrip({
  days,
  date,
  today,
  path,
}: {
  days: DayChoice[];
  date: CivilDate;
  today: CivilDate;
  path: string;
}) {
  const { t, language } = useWords();
  return (
    <nav aria-label={t("book.date")} className="dates">
      {days.map((day) => (
        <Link
          key={day.date}
          to={`${path}?date=${day.date}`}
          className="date"
          aria-current={day.date === date ? "date" : undefined}
          replace
          preventScrollReset
        >
          <strong>{dayWords(day.date, today, language)}</strong>
          {dayWords(day.date, today, language) !== dateWords(day.date, language) ? (
            <span className="small">{dateWords(day.date, language)}</span>
          ) : null}
          <span className="small quiet">{day.left > 0 ? t("book.left", { n: day.left }) : t("book.none")}</span>
        </Link>
      ))}
    </nav>
  );
}

interface SlotsProps {
  title: string;
  slots: SlotChoice[];
  zone: Zone;
  chosen: string | undefined;
  onChoose?: (slot: SlotChoice) => void;
}

/** Free times as large buttons; one is chosen. */
export function SlotGroup({ title, slots, zone, chosen, onChoose }: SlotsProps) {
  const { t } = useWords();
  if (slots.length === 0) return null;
  return (
    <div className="stack">
      <h3 className="small quiet">{title}</h3>
      <div className="slots">
        {slots.map((slot) => (
          <label key={slot.id} className="slot">
            <input
              type="radio"
              name="slot_id"
              value={slot.id}
              defaultChecked={chosen === slot.id}
              onChange={() => onChoose?.(slot)}
              required
            />
            <strong>{civilOf(slot.start, zone).time}</strong>
            <span className="small quiet">{t("book.left", { n: slot.left })}</span>
          </label>
        ))}
      </div>
    </div>
  );
}
