import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Keys of other systems. */
export const about: Noun = {
  tables: { integration_keys: "point" },
  rights: { none: "a key is a point's" },

  kept: { integration_keys: "a year at most, ended ones with their date" },
};
