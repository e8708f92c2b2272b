import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** When points are open. */
export const about: Noun = {
  tables: { hours: "point", point_days: "point" },
  rights: { none: "public" },

  kept: { hours: "with the point, until somebody removes it", point_days: "with the point, until somebody removes it" },
};
