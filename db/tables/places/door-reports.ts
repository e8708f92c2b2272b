/** A rider's word on a door. */
export interface DoorReportsTable {
  point_id: string;
  id: string;
  device_id: string;
  state: "open" | "locked" | "qr-fails" | "full";
  created_at: string;
}
