import type { Generated } from "kysely";

/** A door that several people found locked, or a QR that fails, until the manager mends it. */
export interface DoorTasksTable {
  point_id: string;
  id: string;
  reason: "locked" | "qr-fails";
  opened_at: string;
  fixed_at: string | null;
  fixed_by: string | null;
  answer: Generated<string>;
}
