import type { Generated } from "kysely";

/** What somebody may do, and where: at a point, or in a whole city (operator). `pin_index` is the blind index of the PIN that opens the point's tablet. */
export interface RolesTable {
  id: string;
  staff_id: string;
  role: "volunteer" | "professional" | "manager" | "operator";
  city_id: string;
  point_id: string | null;
  qualification: Generated<string>;
  pin_index: string | null;
  created_at: string;
  ended_at: string | null;
}
