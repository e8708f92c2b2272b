import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Cities, their rivers' banks, landmarks and busy times. */
export const about: Noun = {
  tables: { cities: "city", banks: "city", landmarks: "city", peaks: "city" },
  rights: { none: "public" },

  kept: {
    cities: "with the city, until somebody removes it",
    banks: "with the city, until somebody removes it",
    landmarks: "with the city, until somebody removes it",
    peaks: "with the city, until somebody removes it",
  },
};
