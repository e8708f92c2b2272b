import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetStars, joinStars, tellStars } from "./own-stars.server.ts";

/** Points that riders saved. */
export const about: Noun = {
  tables: { stars: "device" },
  rights: {
    tell: tellStars,
    forget: (_app, trx, rider) => forgetStars(trx, rider),
    join: (_app, trx, from, to) => joinStars(trx, from, to),
  },
  kept: { stars: "until they are taken back" },
};
