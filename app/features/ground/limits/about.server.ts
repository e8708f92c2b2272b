import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { sweepCounts } from "./limit-rate.server.ts";

/** How often somebody tried something. */
export const about: Noun = {
  tables: { rate_counts: "store" },
  rights: { none: "counts by keyed hash, a day long" },

  kept: { rate_counts: "a day after their window" },
  rounds: [{ name: "sweep-counts", every: "hour", work: sweepCounts }],
};
