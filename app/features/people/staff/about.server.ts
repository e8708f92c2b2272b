import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Who serves, and as what. */
export const about: Noun = {
  tables: { staff: "staff", roles: "staff", invitations: "staff" },
  rights: { none: "those who serve see and leave their roles at /duty; a point's manager ends them" },

  kept: {
    staff: "without end, the phone until its role ends",
    roles: "without end, ended ones with their date",
    invitations: "without end, each good for three days and once",
  },
};
