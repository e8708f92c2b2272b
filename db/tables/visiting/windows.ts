import type { Generated } from "kysely";

/** A place at a point that somebody sits at. `keeps_door`: without anybody at it the point counts as unstaffed. */
export interface WindowsTable {
  point_id: string;
  id: string;
  name: string;
  name_en: Generated<string>;
  keeps_door: 0 | 1;
  position: Generated<number>;
  ended_at: string | null;
}
