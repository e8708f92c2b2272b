/** A device's Web Push subscription. */
export interface PushSubscriptionsTable {
  device_id: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: string;
  last_ok_at: string | null;
  last_error: string | null;
}
