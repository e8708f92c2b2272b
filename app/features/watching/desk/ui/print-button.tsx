import { Printer } from "lucide-react";
import { useStaffWords } from "#app/words/language.tsx";

/** Prints the page, or makes a PDF of it. */
export function PrintButton() {
  const { t } = useStaffWords();
  return (
    <button type="button" className="button button-brand needs-js" onClick={() => window.print()}>
      <Printer className="icon" aria-hidden />
      {t("desk.print")}
    </button>
  );
}
