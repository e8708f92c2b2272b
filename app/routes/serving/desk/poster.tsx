import type { LoaderFunctionArgs } from "@remix-run/node";
import { Link, useLoaderData } from "@remix-run/react";
import { PrintButton } from "#app/features/watching/desk/ui/print-button.tsx";
import { formatHoursText } from "#app/features/places/hours/hours-text.ts";
import { readHours } from "#app/features/places/doors/judge-opening.server.ts";
import { KindGlyph } from "#app/features/places/points/ui/kind-glyph.tsx";
import { doorCodeOf, posterCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { atPoint, staffText } from "#app/asking/staff-visitor.server.ts";
import { dateWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useStaffWords } from "#app/words/language.tsx";

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { app, visit } = context;
  const { point } = await atPoint(context, params.pointId, "day.print");
  const today = dateIn(point.zone, app.clock.now());
  const daily = new URL(request.url).searchParams.has("daily");
  const { hours } = await readHours(app.db, point, today);
  return {
    title: `${point.name} · ${staffText(visit, "desk.poster")}`,
    point: { id: point.id, name: point.name, name_en: point.name_en, kinds: point.kinds, dropIn: point.dropIn },
    today,
    daily,
    qr: qrPath(
      `${app.config.publicOrigin}/door/${point.id}?c=${daily ? doorCodeOf(app, point.id, today) : posterCodeOf(app, point.id)}`,
    ),
    hours: hours ? formatHoursText(hours) : "",
  };
}

export const meta = titled;

export default function Poster() {
  const { point, today, daily, qr, hours } = useLoaderData<typeof loader>();
  const { t, pick, language } = useStaffWords();
  return (
    <main id="main" tabIndex={-1} className="staff-page">
      <div className="row no-print">
        <Link className="back" to={`/desk/${point.id}`}>
          {t("desk.title")}
        </Link>
        <Link className="chip" to="?" aria-current={daily ? undefined : "true"}>
          {t("poster.lasting")}
        </Link>
        <Link className="chip" to="?daily=1" aria-current={daily ? "true" : undefined}>
          {t("poster.daily")}
        </Link>
        <PrintButton />
      </div>
      <article className="paper">
        <p className="row">
          {point.kinds.map((kind) => (
            <KindGlyph key={kind} kind={kind} />
          ))}
        </p>
        <h1>{pick(point.name, point.name_en)}</h1>
        <p className="large">{t(point.dropIn ? "poster.dropIn" : "poster.askIn")}</p>
        <svg
          className="qr"
          viewBox={`0 0 ${qr.size} ${qr.size}`}
          role="img"
          aria-label={t("poster.qr")}
          shapeRendering="crispEdges"
        >
          <path d={qr.path} fill="#000" />
        </svg>
        <p className="large strong">{t("poster.scan")}</p>
        <p>{hours}</p>
        <p className="small">{daily ? t("poster.validOn", { date: dateWords(today, language) }) : t("poster.brand")}</p>
      </article>
    </main>
  );
}
