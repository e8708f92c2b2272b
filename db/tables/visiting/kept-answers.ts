/** The 201 first given to an idempotency key, and the hash of what was asked. */
export interface KeptAnswersTable {
  device_id: string;
  idempotency_key: string;
  request_hash: string;
  body: string;
  created_at: string;
}
