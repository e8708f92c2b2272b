import { useLocation } from "@remix-run/react";
import { CloudOff, RefreshCw } from "lucide-react";
import { useEffect, useState, type ReactNode } from "react";
import { listenToWire } from "#app/device/wire.ts";
import type { Instant } from "#app/time/instant.ts";
import { dayWords, timeWords } from "#app/time/words.ts";
import { dateIn, machineZone } from "#app/time/zone.ts";
import { deviceNow } from "#app/device/server-clock.ts";
import { useWords } from "#app/words/language.tsx";

/** What a reader must know of the page before them: that it was kept and when, or that there is a newer build. */
export function WireStrip({ children }: { children: ReactNode }) {
  const { t, language } = useWords();
  const { pathname } = useLocation();
  const [kept, setKept] = useState<Record<string, Instant>>({});
  const [newBuild, setNewBuild] = useState(false);
  useEffect(
    () =>
      listenToWire((news) => {
        if (news.kind === "new-build") setNewBuild(true);
        else
          setKept(({ [news.path]: _, ...others }) =>
            news.kind === "kept" ? { ...others, [news.path]: news.at } : others,
          );
      }),
    [],
  );
  const at = kept[pathname];
  const zone = at ? machineZone() : undefined;
  const day = at && zone ? dateIn(zone, at) : undefined;
  const today = zone ? dateIn(zone, deviceNow()) : undefined;
  return (
    <div role="status" className="wire">
      {at && zone && day && today ? (
        <p>
          <CloudOff className="icon" aria-hidden />
          {t("wire.kept", {
            time: `${day === today ? "" : `${dayWords(day, today, language)} `}${timeWords(at, zone)}`,
          })}
        </p>
      ) : null}
      {newBuild ? (
        <p>
          <RefreshCw className="icon" aria-hidden />
          <span>{t("wire.newBuild")}</span>
          <button type="button" className="button" onClick={() => location.reload()}>
            {t("wire.update")}
          </button>
        </p>
      ) : null}
      {children}
    </div>
  );
}
