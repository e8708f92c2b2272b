import { Form } from "@remix-run/react";
import { dateWords } from "#app/time/words.ts";
import { useStaffWords } from "#app/words/language.tsx";
import type { SchedulePreview } from "#app/features/visiting/slots/schedule-preview.ts";

/** What a change would do, before it is made; the same form again makes it. */
export function PreviewBox({ preview, again }: { preview: SchedulePreview; again: Record<string, string> }) {
  const { t, language } = useStaffWords();
  return (
    <div className="effect" role="alert">
      <strong className="large">
        {t("preview.title", { added: preview.added, removed: preview.removed, resized: preview.resized })}
      </strong>
      {preview.days.length > 0 ? (
        <ul>
          {preview.days.slice(0, 12).map((day) => (
            <li key={day.date}>
              {dateWords(day.date, language)}: {day.before} → {day.after}
            </li>
          ))}
        </ul>
      ) : (
        <p>{t("preview.nothing")}</p>
      )}
      {preview.kept.length > 0 ? (
        <p className="notice">
          {t("preview.kept", {
            slots: preview.kept.length,
            people: preview.kept.reduce((sum, slot) => sum + slot.booked, 0),
          })}
        </p>
      ) : null}
      <Form method="post" replace className="row">
        {Object.entries(again).flatMap(([name, value]) =>
          (name.startsWith("days.") ? value.split(",") : [value]).map((one) => (
            <input key={`${name}${one}`} type="hidden" name={name} value={one} />
          )),
        )}
        <button type="submit" name="sure" value="1" className="button button-brand">
          {t("preview.make")}
        </button>
      </Form>
    </div>
  );
}
