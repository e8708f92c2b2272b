import type { Instant } from "#app/time/instant.ts";
import { momentWords } from "#app/time/words.ts";
import type { Zone } from "#app/time/zone.ts";
import { useStaffWords } from "#app/words/language.tsx";

export interface Invited {
  address: string;
  qr: { size: number; path: string };
  expiresAt: Instant;
}

/** A one-time way in, shown once: to be scanned, or sent. */
export function InviteCard({ invited, zone }: { invited: Invited; zone: Zone }) {
  const { t, language } = useStaffWords();
  return (
    <div className="effect" role="status">
      <strong>{t("people.inviteShow", { until: momentWords(invited.expiresAt, zone, language) })}</strong>
      <svg
        className="qr"
        viewBox={`0 0 ${invited.qr.size} ${invited.qr.size}`}
        role="img"
        aria-label={t("people.inviteQr")}
        shapeRendering="crispEdges"
      >
        <path d={invited.qr.path} fill="#000" />
      </svg>
      <code className="small">{invited.address}</code>
    </div>
  );
}
