import type { Noun } from "#app/features/ground/nouns/noun.ts";

/** Heat, cold and flood as a city declared them. */
export const about: Noun = {
  tables: { weather_acts: "city" },
  rights: { none: "public" },

  kept: { weather_acts: "without end" },
};
