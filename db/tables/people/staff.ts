import type { Generated } from "kysely";

/** Somebody who serves at points or runs a city. `device_id` is where their messages go; name, phone, TOTP secret and feed address are sealed by the store key. */
export interface StaffTable {
  id: string;
  device_id: string;
  name_sealed: string;
  phone_sealed: string | null;
  phone_index: string | null;
  totp_sealed: string | null;
  totp_step: Generated<number>;
  feed_sealed: string | null;
  feed_hash: string | null;
  example: Generated<0 | 1>;
  created_at: string;
  ended_at: string | null;
}
