import { useState } from "react";
import type { Schedule } from "#app/features/visiting/services/schedule.ts";
import { useStaffWords } from "#app/words/language.tsx";

/** The weekly rules of a service as rows of fields; an empty row is none. */
export function RuleRows({ rules }: { rules: Schedule[] }) {
  const { t } = useStaffWords();
  const [count, setCount] = useState(Math.max(1, rules.length + 1));
  return (
    <>
      {Array.from({ length: count }, (_, row) => {
        const rule = rules[row];
        return (
          <fieldset key={row} className="shift">
            <legend className="unseen">{t("rules.row", { n: row + 1 })}</legend>
            <div className="checks">
              {([1, 2, 3, 4, 5, 6, 7] as const).map((day) => (
                <label key={day} className="chip">
                  <input type="checkbox" name={`days.${row}`} value={day} defaultChecked={rule?.days.includes(day)} />
                  {t(`weekday.${day}`)}
                </label>
              ))}
            </div>
            <div className="grid-3">
              <label className="field">
                <span>{t("rules.from")}</span>
                <input type="time" name={`from.${row}`} defaultValue={rule?.from} />
              </label>
              <label className="field">
                <span>{t("rules.to")}</span>
                <input
                  name={`to.${row}`}
                  inputMode="numeric"
                  maxLength={5}
                  placeholder="18:00"
                  defaultValue={rule?.to}
                />
              </label>
              <label className="field">
                <span>{t("rules.minutes")}</span>
                <input
                  type="number"
                  name={`slotMinutes.${row}`}
                  min={5}
                  max={480}
                  defaultValue={rule?.slotMinutes ?? 20}
                />
              </label>
              <label className="field">
                <span>{t("rules.capacity")}</span>
                <input type="number" name={`capacity.${row}`} min={1} max={500} defaultValue={rule?.capacity ?? 1} />
              </label>
              <label className="field">
                <span>{t("rules.calendar")}</span>
                <select name={`calendar.${row}`} defaultValue={rule?.calendar ?? "every-day"}>
                  <option value="every-day">{t("rules.everyDay")}</option>
                  <option value="workdays">{t("rules.workdays")}</option>
                </select>
              </label>
            </div>
          </fieldset>
        );
      })}
      {count < 12 ? (
        <button type="button" className="button needs-js" onClick={() => setCount(count + 1)}>
          {t("rules.more")}
        </button>
      ) : null}
    </>
  );
}
