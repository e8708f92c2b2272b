import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Visits that a desk counted. */
export const about: Noun = {
  tables: { visits: "point" },
  rights: { none: "counts: a kind and a time, of nobody" },

  kept: { visits: "without end" },
};
