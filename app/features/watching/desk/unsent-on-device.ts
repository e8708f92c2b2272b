import { unsent, type Unsent } from "#app/features/ground/outbox/outbox.ts";
import type { VisitKind } from "#app/features/visiting/visits/visit.ts";
import { deviceNow } from "#app/device/server-clock.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";

/** A check-in as a tablet keeps it: the code and the proof that was seen, no name. `at` by the server's clock. */
export function deskCheckIn(
  pointId: string,
  code: string,
  proof: string | null,
  at: Instant,
  language: Language,
): Unsent {
  return unsent(
    {
      id: crypto.randomUUID(),
      kind: "check-in",
      owner: pointId,
      path: "/api/v1/check-ins",
      body: { code, proof, at },
      language,
    },
    deviceNow(),
  );
}

/** A counted visit as a tablet keeps it; its id makes it count once. */
export function deskVisit(pointId: string, id: string, kind: VisitKind, at: Instant, language: Language): Unsent {
  return unsent(
    { id, kind: "visit", owner: pointId, path: `/api/v1/points/${pointId}/visits`, body: { id, kind, at }, language },
    deviceNow(),
  );
}
