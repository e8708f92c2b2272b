import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetDevice, joinConsents, tellDevice } from "./own-rider.server.ts";
import { sweepTextStops } from "./sweep-text-stops.server.ts";

/** A rider's browser, what they agreed to, and numbers that want no texts. */
export const about: Noun = {
  tables: { devices: "device", consents: "device", text_stops: "store" },
  rights: {
    tell: tellDevice,
    forget: (_app, trx, rider) => forgetDevice(trx, rider),
    join: (_app, trx, from, to) => joinConsents(trx, from, to),
  },
  stays: {
    devices: "an id without a key, on which what is counted hangs",
    consents: "what was agreed to and when, as proof, by an id that leads to nobody any more",
  },
  kept: {
    devices: "until their rider has them forgotten",
    consents: "without end, as proof",
    text_stops: "a month; where its holder stopped the texts, without end: who forgot it would be texted again",
  },
  rounds: [{ name: "sweep-text-stops", every: "hour", work: sweepTextStops }],
};
