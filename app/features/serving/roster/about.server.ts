import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { makeDueShifts } from "./plan-roster.server.ts";
import { askForCover, endLeftShifts, watchStaffing } from "./watch-roster.server.ts";

/** Who stands behind the door, and when. */
export const about: Noun = {
  tables: { needs: "point", shifts: "point", shift_claims: "staff", shift_swaps: "staff", unstaffed_spans: "point" },
  rights: { none: "those who serve see their shifts at /duty" },

  kept: {
    needs: "with the point",
    shifts: "without end",
    shift_claims: "without end",
    shift_swaps: "without end",
    unstaffed_spans: "without end",
  },
  rounds: [
    { name: "watch-staffing", every: "round", work: watchStaffing },
    { name: "ask-for-cover", every: "round", work: askForCover },
    { name: "end-left-shifts", every: "round", work: endLeftShifts },
    { name: "make-shifts", every: "round", work: makeDueShifts },
  ],
};
