import type { Instant } from "#app/time/instant.ts";

/** Tuesday 24 November 2026, ten in the morning in Wuhan. */
export const NOW = "2026-11-24T02:00:00.000Z" as Instant;
