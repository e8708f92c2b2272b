import type { Generated } from "kysely";

/** What is to be said, when, on which channel, and how that went. */
export interface RemindersTable {
  point_id: string;
  id: string;
  subject_id: string;
  slot_id: string;
  device_id: string;
  kind: string;
  channel: "inbox" | "push" | "sms";
  due_at: string;
  expires_at: string;
  status: "pending" | "claimed" | "sent" | "expired" | "cancelled" | "skipped" | "failed";
  attempts: Generated<number>;
  next_at: string;
  lease_until: string | null;
  last_error: string | null;
  sent_at: string | null;
  created_at: string;
}
