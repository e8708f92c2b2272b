import type { LinksFunction, LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useEffect, useRef, useState } from "react";
import { showWall } from "#app/features/watching/desk/show-today.server.ts";
import { useLive } from "#app/features/watching/desk/ui/use-live.ts";
import { findPoint } from "#app/features/places/points/find-point.server.ts";
import { can } from "#app/features/people/staff/can.ts";
import { doorCodeOf } from "#app/features/visiting/queue/door-code.server.ts";
import zh from "#app/features/visiting/queue/messages.zh.ts";
import { fill } from "#app/words/fill.ts";
import { notFound } from "#app/asking/not-found.server.ts";
import { qrPath } from "#app/platform/files/qr.server.ts";
import { timeWords } from "#app/time/words.ts";
import { dateIn } from "#app/time/zone.ts";
import { titled } from "#app/ui/title.ts";
import { useWords } from "#app/words/language.tsx";
import wall from "#app/ui/wall.css?url";

export const links: LinksFunction = () => [{ rel: "stylesheet", href: wall }];
export const handle = { bare: true };

/** The wall: numbers only, for whoever looks. Where staff opened it, at the point, today's door QR hangs beside them. */
export async function loader({ params, context: { app, visit } }: LoaderFunctionArgs) {
  const point = (await findPoint(app.db, params.pointId!)) ?? notFound();
  const shown = await showWall(app, point);
  const { asker, tablet } = await visit.served();
  const here =
    tablet?.pointId === point.id ||
    (asker !== undefined && can(asker, "day.print", { cityId: point.cityId, pointId: point.id }));
  return {
    title: visit.t("wall.title"),
    speech: { call: zh["wall.speak"], digits: zh["wall.digits"] },
    point: { id: point.id, name: point.name, name_en: point.name_en, zone: point.zone },
    wall: shown,
    qr: here
      ? qrPath(
          `${app.config.publicOrigin}/door/${point.id}?c=${doorCodeOf(app, point.id, dateIn(point.zone, shown.now))}`,
        )
      : null,
  };
}

export const meta = titled;

/** Whether this screen speaks, kept on it. */
const SOUND = "nuanyi-wall-sound";

/** `A012` read as Mandarin reads numbers on a line: A 零 一 二. */
const spokenLabel = (label: string, digits: string): string =>
  [...label].map((c) => (/\d/.test(c) ? digits[Number(c)]! : c)).join(" ");

export default function WallPage() {
  const { point, wall, qr, speech } = useLoaderData<typeof loader>();
  const { t, pick } = useWords();
  const [sound, setSound] = useState(false);
  useEffect(() => {
    setSound(localStorage.getItem(SOUND) === "1");
  }, []);
  const said = useRef<Set<string>>(new Set());
  const first = useRef(true);
  useLive(point.id, 60_000);
  useEffect(() => {
    const fresh = wall.called.filter((one) => !said.current.has(`${one.label} ${one.calls} ${one.at}`));
    for (const one of wall.called) said.current.add(`${one.label} ${one.calls} ${one.at}`);
    // What hung there before the screen was opened was said long ago.
    const opened = first.current;
    first.current = false;
    if (opened || !sound || !("speechSynthesis" in window)) return;
    for (const one of [...fresh].reverse()) {
      const words = new SpeechSynthesisUtterance(
        fill(speech.call, { label: spokenLabel(one.label, speech.digits), station: one.station }),
      );
      words.lang = "zh-CN";
      words.rate = 0.9;
      window.speechSynthesis.speak(words);
    }
  }, [wall, sound, speech]);
  return (
    <main id="main" className="wall" tabIndex={-1}>
      <header className="wall-head">
        <h1>{pick(point.name, point.name_en)}</h1>
        <span>{timeWords(wall.now, point.zone)}</span>
        <button
          type="button"
          className="button needs-js"
          aria-pressed={sound}
          onClick={() => {
            setSound(!sound);
            localStorage.setItem(SOUND, sound ? "0" : "1");
            if (!sound && "speechSynthesis" in window)
              window.speechSynthesis.speak(new SpeechSynthesisUtterance(t("wall.soundOn")));
          }}
        >
          {t(sound ? "wall.soundOff" : "wall.soundOn")}
        </button>
      </header>
      <div className="wall-called" role="status" aria-live="assertive">
        {wall.called.length === 0 ? (
          <p className="wall-none">{t("wall.none")}</p>
        ) : (
          wall.called.map((one) => (
            <div key={`${one.label}${one.at}`} className="wall-number">
              <strong>{one.label}</strong>
              <span>{one.station}</span>
            </div>
          ))
        )}
      </div>
      <footer className="wall-foot">
        <div>
          <h2>{t("wall.next", { n: wall.waiting })}</h2>
          <p className="wall-next">
            {wall.next.map((label) => (
              <span key={label}>{label}</span>
            ))}
          </p>
        </div>
        {qr ? (
          <figure>
            <svg viewBox={`0 0 ${qr.size} ${qr.size}`} role="img" aria-label={t("wall.qr")} shapeRendering="crispEdges">
              <rect width="100%" height="100%" fill="#fff" />
              <path d={qr.path} fill="#000" />
            </svg>
            <figcaption>{t("wall.scan")}</figcaption>
          </figure>
        ) : null}
      </footer>
    </main>
  );
}
