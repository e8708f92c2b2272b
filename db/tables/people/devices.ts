import type { Generated } from "kysely";

/** A device or account that a rider acts through; `key_sealed` is its own key, sealed by the store key. `wants_push` is the rider's wish, whatever a browser allows; null until they said. */
export interface DevicesTable {
  id: string;
  key_sealed: string;
  rider_kind: string | null;
  language: Generated<string>;
  created_at: string;
  seen_at: string;
  phone_sealed: string | null;
  phone_index: string | null;
  verified_at: string | null;
  wants_push: 0 | 1 | null;
}
