import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Times that a point took back, and whom it moved. */
export const about: Noun = {
  tables: { closures: "point", closure_moves: "point" },
  rights: { none: "what became of a booking is told with it; a move names bookings, and nobody" },

  kept: { closures: "without end", closure_moves: "without end" },
};
