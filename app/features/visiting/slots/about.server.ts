import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { makeDueSlots } from "./make-slots.server.ts";

/** Times that can be booked, and how many places are left. */
export const about: Noun = {
  tables: { slots: "point", service_days: "point" },
  rights: { none: "public" },

  kept: { slots: "without end, as what bookings refer to", service_days: "without end, as what bookings refer to" },
  rounds: [{ name: "make-slots", every: "round", work: makeDueSlots }],
};
