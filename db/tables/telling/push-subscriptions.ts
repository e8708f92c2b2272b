/** Web Push subscriptions of a device, one a browser session. */
export interface PushSubscriptionsTable {
  device_id: string;
  session: string;
  endpoint: string;
  p256dh: string;
  auth: string;
  created_at: string;
  last_ok_at: string | null;
  last_error: string | null;
}
