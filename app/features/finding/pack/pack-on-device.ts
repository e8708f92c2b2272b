import { keepOnDevice, keptOnDevice } from "#app/device/device-store.ts";
import type { Instant } from "#app/time/instant.ts";
import { minutesBetween } from "#app/time/instant.ts";
import type { Language } from "#app/time/words.ts";
import { mergePack, PACK_FORM, type CityPack } from "./city-pack.ts";

/** Minutes after which a kept pack is asked for again. */
const FRESH_FOR = 30;
/** The city whose pack this device kept last. */
const LAST = "pack-last";
const nameOf = (cityId: string, language: Language) => `pack:${cityId}:${language}`;

/** A pack and when this device was given it, by its own clock. */
export interface KeptPack {
  pack: CityPack;
  at: Instant;
}

/** The kept pack of a city, or of the one that was kept last. */
export async function keptPack(cityId: string | undefined, language: Language): Promise<KeptPack | undefined> {
  const wanted = cityId ?? (await keptOnDevice<string>(LAST));
  const kept = wanted && ((await keptOnDevice<KeptPack>(nameOf(wanted, language))) ?? (await lastKept(language)));
  return kept && kept.pack.form === PACK_FORM ? kept : undefined;
}

async function lastKept(language: Language): Promise<KeptPack | undefined> {
  const last = await keptOnDevice<string>(LAST);
  return last ? keptOnDevice<KeptPack>(nameOf(last, language)) : undefined;
}

/** Brings the kept pack of a city up to date by what changed since; quietly leaves it as it is without network. */
export async function refreshPack(cityId: string, language: Language, now: Instant): Promise<void> {
  const kept = await keptOnDevice<KeptPack>(nameOf(cityId, language));
  const known = kept?.pack.form === PACK_FORM ? kept : undefined;
  await keepOnDevice(LAST, cityId);
  const age = known ? minutesBetween(known.at, now) : Infinity;
  if (age >= 0 && age < FRESH_FOR) return;
  try {
    const response = await fetch(
      `/api/v1/cities/${cityId}/pack?lang=${language}${known ? `&since=${known.pack.version}` : ""}`,
    );
    if (!response.ok) return;
    const news = { ...((await response.json()) as CityPack), made: response.headers.get("x-made") as Instant };
    await keepOnDevice(nameOf(cityId, language), {
      pack: known ? mergePack(known.pack, news) : news,
      at: now,
    } satisfies KeptPack);
  } catch {
    // Without network what is kept stays.
  }
}
