import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetSessions, joinSessions, tellSessions } from "./own-sessions.server.ts";
import { sweepSessions } from "./sweep-sessions.server.ts";

/** Where a rider, or somebody who serves, is signed in. */
export const about: Noun = {
  tables: { sessions: "device" },
  rights: {
    tell: tellSessions,
    forget: (_app, trx, rider) => forgetSessions(trx, rider),
    join: (_app, trx, from, to) => joinSessions(trx, from, to),
  },
  kept: { sessions: "half a year after they ended or were last used" },
  rounds: [{ name: "sweep-sessions", every: "hour", work: sweepSessions }],
};
