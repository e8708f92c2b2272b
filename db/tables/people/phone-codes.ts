import type { Generated } from "kysely";

/** A code that was sent to a phone, bound to the request that asked for it. */
export interface PhoneCodesTable {
  id: string;
  purpose: "rider" | "staff";
  phone_sealed: string;
  phone_index: string;
  code_hash: string;
  device_id: string | null;
  created_at: string;
  expires_at: string;
  tries: Generated<number>;
  used_at: string | null;
}
