import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { tellTrail } from "./read-trail.server.ts";

/** What was done, when and by whom. */
export const about: Noun = {
  tables: { trail: "store" },
  rights: { tell: tellTrail },
  stays: { trail: "what was done and when, by an id that leads to nobody any more" },
  kept: { trail: "without end: the store refuses to change or delete a row" },
};
