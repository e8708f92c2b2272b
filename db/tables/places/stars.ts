/** Points that a rider saved. */
export interface StarsTable {
  device_id: string;
  point_id: string;
  created_at: string;
}
