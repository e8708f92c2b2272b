import type { Noun } from "./noun.ts";

/** What the store keeps of itself. */
export const about: Noun = {
  tables: { heartbeats: "store", key_checks: "store" },
  rights: { none: "turns of processes and checks of keys: nobody's" },

  kept: { heartbeats: "one row a kind of work, written over", key_checks: "as long as the store" },
};
