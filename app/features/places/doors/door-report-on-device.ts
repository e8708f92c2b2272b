import { RIDER, unsent } from "#app/features/ground/outbox/outbox.ts";
import { putUnsent } from "#app/features/ground/outbox/outbox-on-device.ts";
import { deviceNow } from "#app/device/server-clock.ts";
import { DOOR_WORDS, type DoorWord } from "./door-report.ts";

/** Keeps a rider's word on a door until there is network, for half an hour: later it says nothing of the door. */
export async function queueDoorReport(
  pointId: string,
  name: string,
  word: string,
): Promise<"queued" | "needs-network"> {
  if (!DOOR_WORDS.includes(word as DoorWord)) return "needs-network";
  const kept = await putUnsent(
    unsent(
      {
        id: crypto.randomUUID(),
        kind: "door-report",
        owner: RIDER,
        path: `/api/v1/points/${pointId}/door-reports`,
        body: { state: word },
        about: { what: name },
        language: document.documentElement.lang.startsWith("en") ? "en" : "zh",
      },
      deviceNow(),
    ),
  );
  return kept ? "queued" : "needs-network";
}
