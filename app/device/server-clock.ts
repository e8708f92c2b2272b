import { systemClock } from "#app/time/clock.ts";
import { instantOf, millisecondsOf, type Instant } from "#app/time/instant.ts";
import { keepOnDevice, keptOnDevice } from "./device-store.ts";

// A phone's own clock may be wrong by hours: how it stands to the server's is noted whenever the server answers.
const NAME = "clock-ahead";

/** The moment as this device has it; for what is kept on it. */
export const deviceNow = (): Instant => systemClock().now();

/** Notes what the server's clock said just now. */
export async function noteServerNow(now: Instant): Promise<void> {
  await keepOnDevice(NAME, millisecondsOf(now) - millisecondsOf(deviceNow()));
}

/** Now, as the server would say. */
export async function serverNow(): Promise<Instant> {
  return instantOf(millisecondsOf(deviceNow()) + ((await keptOnDevice<number>(NAME)) ?? 0));
}

/** A moment of the server's clock, by this device's. */
export async function onDeviceClock(at: Instant): Promise<Instant> {
  return instantOf(millisecondsOf(at) - ((await keptOnDevice<number>(NAME)) ?? 0));
}
