import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { closeWaysOf } from "./carry.server.ts";

/** Ways into another browser. */
export const about: Noun = {
  tables: { carries: "device" },
  rights: {
    forget: (_app, trx, rider) => closeWaysOf(trx, rider.deviceId),
    join: (_app, trx, from) => closeWaysOf(trx, from),
  },
  untold: { carries: "a secret that opens, kept as a hash for a quarter of an hour" },
  kept: { carries: "a quarter of an hour; forgotten when the next is opened" },
};
