import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Toilets and food near points. */
export const about: Noun = {
  tables: { conveniences: "city" },
  rights: { none: "public" },

  kept: { conveniences: "with the city, until somebody removes it" },
};
