import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link } from "@remix-run/react";
import { ChevronLeft } from "lucide-react";
import { NOTICE_VERSION } from "#app/features/people/riders/rider.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import { Page } from "#app/ui/shell.tsx";

export function loader({ context: { visit } }: LoaderFunctionArgs) {
  return { title: visit.t("privacy.title") };
}

export const meta = titled;

export default function Privacy() {
  const { t } = useWords();
  return (
    <Page>
      <Link to="/me" className="back">
        <ChevronLeft className="icon" aria-hidden />
        {t("tab.me")}
      </Link>
      <h1>{t("privacy.title")}</h1>
      {(["what", "why", "long", "who"] as const).map((part) => (
        <section key={part} className="card stack">
          <h2>{t(`privacy.${part}`)}</h2>
          <p>{t(`privacy.${part}.body`)}</p>
        </section>
      ))}
      <p className="quiet small">{t("privacy.version", { version: NOTICE_VERSION })}</p>
    </Page>
  );
}
