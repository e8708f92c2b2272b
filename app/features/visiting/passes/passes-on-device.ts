import { dropFromDevice, keepingSince, keepOnDevice, keptOnDevice } from "#app/device/device-store.ts";
import { deviceNow } from "#app/device/server-clock.ts";
import type { Instant } from "#app/time/instant.ts";
import type { Pass } from "./pass.ts";

const NAME = "passes";

interface Kept {
  passes: Pass[];
  at: Instant;
}

/** Asks the server for the passes and keeps them; an ended session takes them off the phone. Quietly leaves them without network. */
export async function refreshPasses(): Promise<void> {
  try {
    const since = await keepingSince();
    const response = await fetch("/passes", { headers: { accept: "application/json" } });
    if (!response.ok) return;
    const { passes } = (await response.json()) as { passes: Pass[] | null };
    await (passes ? keepOnDevice(NAME, { passes, at: deviceNow() } satisfies Kept, since) : dropFromDevice(NAME));
  } catch {
    // Without network what is kept stays.
  }
}

/** The passes that this phone keeps. */
export async function passesOnDevice(): Promise<Kept | undefined> {
  return keptOnDevice<Kept>(NAME);
}
