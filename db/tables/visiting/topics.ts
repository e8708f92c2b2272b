import type { Generated } from "kysely";

/** What a booking may be about. */
export interface TopicsTable {
  point_id: string;
  service_id: string;
  id: string;
  name: string;
  name_en: Generated<string>;
  bring: string;
  bring_en: string;
  position: Generated<number>;
}
