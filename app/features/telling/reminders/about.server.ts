import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetReminders, joinReminders, tellReminders } from "./own-reminders.server.ts";
import { planReminders } from "./plan-reminders.server.ts";

/** What is to be told, and when. */
export const about: Noun = {
  tables: { reminders: "device" },
  rights: {
    tell: tellReminders,
    forget: (_app, trx, rider) => forgetReminders(trx, rider.deviceId),
    join: (_app, trx, from, to) => joinReminders(trx, from, to),
  },
  kept: { reminders: "without end, sent ones with their time" },
  rounds: [{ name: "plan-reminders", every: "round", work: planReminders }],
  made: { reminders: { kind: "day-before", channel: "inbox", status: "sent" } },
};
