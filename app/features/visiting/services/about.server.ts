import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** What a point offers, for whom and when. */
export const about: Noun = {
  tables: { services: "point", topics: "point", schedules: "point", schedule_days: "point" },
  rights: { none: "public" },

  kept: {
    services: "with the point, until somebody removes it",
    topics: "with the point, until somebody removes it",
    schedules: "with the point, until somebody removes it",
    schedule_days: "with the point, until somebody removes it",
  },
};
