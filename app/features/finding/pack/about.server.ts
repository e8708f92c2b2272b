import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Cities as phones keep them. */
export const about: Noun = {
  tables: { pack_points: "city" },
  rights: { none: "public" },

  kept: { pack_points: "with the city" },
};
