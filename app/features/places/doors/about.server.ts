import type { Noun } from "#app/features/ground/nouns/noun.ts";
import { joinDoors, tellDoors } from "./own-doors.server.ts";

/** Whether doors are open, by riders' and desks' words. */
export const about: Noun = {
  tables: { door_reports: "device", door_signs: "point", door_tasks: "point" },
  rights: { tell: tellDoors, join: (_app, trx, from, to) => joinDoors(trx, from, to) },
  stays: { door_reports: "when and where a door was open, by an id that leads to nobody any more" },
  kept: { door_reports: "without end", door_signs: "without end", door_tasks: "without end" },
  made: { door_reports: { state: "open" } },
};
