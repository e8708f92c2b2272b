import type { Generated } from "kysely";

/** A way in for somebody new: the hash of its address, what role it gives, until when. */
export interface InvitationsTable {
  token_hash: string;
  role: string;
  city_id: string;
  point_id: string | null;
  qualification: Generated<string>;
  made_by: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  staff_id: string | null;
}
