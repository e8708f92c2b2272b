/** A point's shared tablet: signed in once by the manager; who acts on it now, and until when. */
export interface TabletsTable {
  point_id: string;
  id: string;
  name: string;
  token_hash: string;
  made_by: string;
  acting_staff_id: string | null;
  acting_until: string | null;
  created_at: string;
  ended_at: string | null;
}
