import { Form, Link } from "@remix-run/react";
import { CalendarPlus, Copy } from "lucide-react";
import { useState } from "react";
import { useWords } from "#app/words/language.tsx";
import { Submit } from "#app/ui/submit.tsx";
import type { InApp } from "#app/features/people/preferences/in-app.ts";

/** A way into another browser: made by a press, shown as a link and as a code to scan. */
export function CarryWay({ way }: { way: { link: string; qr: { size: number; path: string } } | null }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  if (!way)
    return (
      <Form method="post" action="/me/carry">
        <Submit className="button button-main">{t("carry.make")}</Submit>
      </Form>
    );
  return (
    <section className="pass" aria-label={t("carry.offer")}>
      <p>{t("carry.how")}</p>
      <svg
        className="pass-qr"
        viewBox={`0 0 ${way.qr.size} ${way.qr.size}`}
        width={240}
        height={240}
        role="img"
        aria-label={t("carry.qr")}
        shapeRendering="crispEdges"
      >
        <path d={way.qr.path} fill="#000" />
      </svg>
      <p className="small">{way.link}</p>
      <button
        type="button"
        className="button needs-js"
        onClick={() =>
          void navigator.clipboard?.writeText(way.link).then(
            () => setCopied(true),
            () => undefined,
          )
        }
      >
        <Copy className="icon" aria-hidden />
        {t(copied ? "carry.copied" : "carry.copy")}
      </button>
      <p className="small quiet">{t("carry.once")}</p>
    </section>
  );
}

/** Inside another app there is neither push nor home screen: what is there instead is offered at once. */
export function InAppCard({ inApp, calendar }: { inApp: InApp; calendar: string }) {
  const { t } = useWords();
  return (
    <section className="card stack" aria-labelledby="in-app-title">
      <h2 id="in-app-title">{t("carry.inTitle")}</h2>
      <p>{t(`carry.in.${inApp}`)}</p>
      <div className="acts">
        <a className="button button-brand" href={calendar}>
          <CalendarPlus className="icon" aria-hidden />
          {t("pass.calendar")}
        </a>
        <Link className="button" to="/me/phone">
          {t("carry.sms")}
        </Link>
        <Link className="button" to="/me/carry">
          {t("carry.offer")}
        </Link>
      </div>
    </section>
  );
}
