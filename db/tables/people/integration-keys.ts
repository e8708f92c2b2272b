/** A key of another system (a hospital's) that holds one point; the hash of its token. */
export interface IntegrationKeysTable {
  point_id: string;
  id: string;
  name: string;
  token_hash: string;
  made_by: string;
  created_at: string;
  ended_at: string | null;
}
