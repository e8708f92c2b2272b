import type { CivilDate } from "#app/time/civil.ts";
import { dateWords } from "#app/time/words.ts";
import { useWords } from "#app/words/language.tsx";
import type { WeekDay } from "#app/features/places/hours/opening.ts";

/** Seven days as they really are: holidays and make-up workdays named. */
export function Week({ week, today }: { week: WeekDay[]; today: CivilDate }) {
  const { t, language, pick } = useWords();
  const unknown = week.find(({ day }) => day.kind === "unknown");
  return (
    <>
      <table className="week">
        <tbody>
          {week.map(({ date, spans, day, exception }) => (
            <tr key={date} data-today={date === today ? "" : undefined}>
              <th scope="row">
                {dateWords(date, language)}
                {date === today ? ` · ${t("point.today")}` : ""}
              </th>
              <td>
                {spans.length === 0
                  ? t("point.closedDay")
                  : spans
                      .map((span) =>
                        span.from === "00:00" && span.to === "24:00" ? t("point.allDay") : `${span.from}–${span.to}`,
                      )
                      .join(language === "zh" ? "，" : ", ")}
                {exception?.reason ? (
                  <span className="quiet small"> {pick(exception.reason, exception.reason_en)}</span>
                ) : null}
                {day.kind === "holiday" ? <span className="quiet small"> {pick(day.name, day.name_en)}</span> : null}
                {day.kind === "make-up" ? (
                  <span className="quiet small"> {t("point.makeUp", { name: pick(day.name, day.name_en) })}</span>
                ) : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {unknown ? <p className="notice">{t("point.unknownYear", { year: unknown.date.slice(0, 4) })}</p> : null}
    </>
  );
}
