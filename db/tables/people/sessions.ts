import type { Generated } from "kysely";

/** A way in to a device: the hash of the token that a cookie or bearer carries. */
export interface SessionsTable {
  token_hash: string;
  device_id: string;
  created_at: string;
  seen_at: string;
  ended_at: string | null;
  staff_id: string | null;
  label: Generated<string>;
  expires_at: string | null;
}
