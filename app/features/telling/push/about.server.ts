import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetSubscriptions, joinSubscriptions, tellSubscriptions } from "./own-subscriptions.server.ts";

/** Browsers that want to be pushed to. */
export const about: Noun = {
  tables: { push_subscriptions: "device" },
  rights: {
    tell: tellSubscriptions,
    forget: (_app, trx, rider) => forgetSubscriptions(trx, rider.deviceId),
    join: (_app, trx, from, to) => joinSubscriptions(trx, from, to),
  },
  kept: { push_subscriptions: "until they end, or their push service says that they did" },
};
