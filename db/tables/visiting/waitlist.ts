/** Who wants a full slot; `offered` holds a place of it until `offer_until`. */
export interface WaitlistTable {
  point_id: string;
  id: string;
  service_id: string;
  slot_id: string;
  device_id: string;
  status: "waiting" | "offered" | "accepted" | "left" | "passed" | "expired";
  rider_kind: string;
  topic_id: string | null;
  starts_at: string;
  offered_at: string | null;
  offer_until: string | null;
  booking_id: string | null;
  created_at: string;
  updated_at: string;
}
