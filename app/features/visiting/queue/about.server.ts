import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { forgetTickets, tellTickets } from "./own-tickets.server.ts";
import { endOldTickets, joinTickets, watchQueues } from "./watch-queues.server.ts";

/** Numbers at the door. */
export const about: Noun = {
  tables: { tickets: "device", ticket_numbers: "point", windows: "point" },
  rights: {
    tell: async (app, rider) => ({ tickets: await tellTickets(app, rider) }),
    forget: forgetTickets,
    join: joinTickets,
  },
  kept: {
    tickets: "without end, of nobody once they are forgotten",
    ticket_numbers: "without end",
    windows: "while the desk is open",
  },
  rounds: [
    { name: "watch-queues", every: "round", work: watchQueues },
    { name: "end-old-tickets", every: "hour", work: endOldTickets },
  ],
  made: { tickets: { state: "served", called_at: null } },
};
