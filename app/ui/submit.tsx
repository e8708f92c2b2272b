import { useNavigation } from "@remix-run/react";
import type { ReactNode } from "react";
import { useWords } from "#app/words/language.tsx";

/** A form's button. While its form is on the way it says so, and a second press does nothing. */
export function Submit({
  name,
  value,
  className,
  formId,
  children,
}: {
  name?: string;
  value?: string;
  className: string;
  formId?: string;
  children: ReactNode;
}) {
  const { t } = useWords();
  const navigation = useNavigation();
  const busy =
    navigation.state !== "idle" &&
    navigation.formMethod === "POST" &&
    (!name || navigation.formData?.get(name) === value);
  return (
    <button
      type="submit"
      name={name}
      value={value}
      className={className}
      form={formId}
      aria-disabled={busy}
      onClick={(event) => {
        if (busy) event.preventDefault();
      }}
    >
      {busy ? t("common.sending") : children}
    </button>
  );
}
