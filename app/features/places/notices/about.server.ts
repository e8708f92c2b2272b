import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** What a point, a district or the city has to say now. */
export const about: Noun = {
  tables: { notices: "city" },
  rights: { none: "public" },

  kept: { notices: "without end, shown while they hold" },
};
