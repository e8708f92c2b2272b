import type { Generated } from "kysely";

/** A WebAuthn credential; `id` and `public_key` are base64url. */
export interface PasskeysTable {
  id: string;
  staff_id: string;
  public_key: string;
  counter: number;
  transports: string;
  created_at: string;
  used_at: string | null;
  /** What the list of one's own calls the browser that made it. */
  label: Generated<string>;
}
