import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { releasePlaces } from "./release-places.server.ts";

/** Who came. */
export const about: Noun = {
  tables: {},
  rights: { none: "what was done to a booking is told with it" },

  kept: {},
  rounds: [{ name: "release-places", every: "round", work: releasePlaces }],
};
