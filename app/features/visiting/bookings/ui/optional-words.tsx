import { Link } from "@remix-run/react";
import { PHONE_TYPED } from "#app/platform/typed/typed-phone.ts";
import { useWords } from "#app/words/language.tsx";
import { LENGTHS } from "#app/features/visiting/bookings/booking.ts";

export type WordErrors = Partial<Record<"name" | "phone" | "note", true>>;

/** Name, phone and note, all optional; the notice stands before the first of them. */
export function OptionalWords({ values, errors }: { values: Record<string, string>; errors: WordErrors }) {
  const { t } = useWords();
  const open = Object.values(values).some(Boolean) || Object.keys(errors).length > 0;
  const described = (name: keyof WordErrors) => ({
    "aria-invalid": errors[name] ? true : undefined,
    "aria-describedby": `${name}-more`,
  });
  const More = ({ name, why }: { name: keyof WordErrors; why?: string }) => (
    <span id={`${name}-more`} className={errors[name] ? "field-error small" : "quiet small"}>
      {errors[name] ? t(`book.error.${name}`) : why}
    </span>
  );
  return (
    <details className="more card" open={open}>
      <summary>{t("book.optional")}</summary>
      <div className="stack">
        <p className="notice">
          {t("privacy.short")}{" "}
          <Link to="/privacy" target="_blank">
            {t("footer.privacy")}
          </Link>
        </p>
        <label className="field">
          <span>{t("book.name")}</span>
          <input
            name="name"
            maxLength={LENGTHS.name}
            defaultValue={values.name}
            autoComplete="nickname"
            {...described("name")}
          />
          <More name="name" />
        </label>
        <label className="field">
          <span>{t("book.phone")}</span>
          <input
            name="phone"
            type="tel"
            inputMode="tel"
            maxLength={PHONE_TYPED}
            defaultValue={values.phone}
            autoComplete="tel"
            {...described("phone")}
          />
          <More name="phone" why={t("book.phoneWhy")} />
        </label>
        <label className="field">
          <span>{t("book.note")}</span>
          <textarea
            name="note"
            maxLength={LENGTHS.note}
            defaultValue={values.note}
            autoComplete="off"
            {...described("note")}
          />
          <More name="note" why={t("book.noteWhy")} />
        </label>
      </div>
    </details>
  );
}
