import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetCodes, joinCodes, sweepCodes } from "./sweep-codes.server.ts";

/** Codes by which a phone is shown to be one's own. */
export const about: Noun = {
  tables: { phone_codes: "device" },
  rights: {
    forget: (_app, trx, rider) => forgetCodes(trx, rider.deviceId),
    join: (_app, trx, from, to) => joinCodes(trx, from, to),
  },
  untold: { phone_codes: "a code's hash, good for five minutes" },
  kept: { phone_codes: "a day" },
  made: { phone_codes: { purpose: "rider" } },
  rounds: [{ name: "sweep-codes", every: "hour", work: sweepCodes }],
};
