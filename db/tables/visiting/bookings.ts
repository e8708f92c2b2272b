import type { Generated } from "kysely";

/** A rider's claim on a slot. Name, phone and note are sealed with the device's key. */
export interface BookingsTable {
  point_id: string;
  id: string;
  service_id: string;
  slot_id: string;
  device_id: string;
  code: string;
  status: "booked" | "checked-in" | "served" | "cancelled" | "no-show";
  rider_kind: string;
  topic_id: string | null;
  name_sealed: string | null;
  phone_sealed: string | null;
  phone_index: string | null;
  note_sealed: string | null;
  note_erase_at: string | null;
  consent_version: string | null;
  date: string;
  starts_at: string;
  ends_at: string;
  sequence: Generated<number>;
  created_at: string;
  updated_at: string;
  proof: string | null;
  made_by: string | null;
  phone_tail: string | null;
  checked_in_at: string | null;
  served_at: string | null;
}
