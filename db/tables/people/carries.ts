/** A one-time way to carry a device's bookings into another browser. */
export interface CarriesTable {
  token_hash: string;
  device_id: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}
