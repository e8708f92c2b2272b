import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Ways in of those who serve, and tablets. */
export const about: Noun = {
  tables: { passkeys: "staff", challenges: "store", tablets: "point" },
  rights: { none: "those who serve see and remove their ways in at /duty/ways" },

  kept: {
    passkeys: "until their owner removes them",
    challenges: "five minutes",
    tablets: "ninety days unseen, ended ones with their date",
  },
};
