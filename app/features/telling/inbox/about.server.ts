import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetMessages, joinMessages, tellMessages } from "./own-messages.server.ts";

/** What riders and those who serve were told. */
export const about: Noun = {
  tables: { inbox: "device" },
  rights: {
    tell: tellMessages,
    forget: (_app, trx, rider) => forgetMessages(trx, rider),
    join: (_app, trx, from, to) => joinMessages(trx, from, to),
  },
  kept: { inbox: "until their reader has them forgotten" },
  made: { inbox: { details: "{}", kind: "day-before" } },
};
