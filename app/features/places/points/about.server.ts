import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Points, where they stand, and who runs them. */
export const about: Noun = {
  tables: { points: "point", point_places: "point", cell_counts: "city", operators: "city" },
  rights: { none: "public" },

  kept: {
    points: "with the point, until somebody removes it",
    point_places: "with the point, until somebody removes it",
    cell_counts: "with the city, until somebody removes it",
    operators: "with the city, until somebody removes it",
  },
};
