import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** What a point has to give away. */
export const about: Noun = {
  tables: { supplies: "point" },
  rights: { none: "public" },

  kept: { supplies: "with the point, until somebody removes it" },
};
