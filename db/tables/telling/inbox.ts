/** Messages of a device; `details` is JSON, worded when read. */
export interface InboxTable {
  device_id: string;
  id: string;
  dedupe_key: string;
  kind: string;
  point_id: string | null;
  subject_id: string | null;
  details: string;
  created_at: string;
  read_at: string | null;
}
