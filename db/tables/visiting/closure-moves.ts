/** Where a closure put each booking; `to_slot_id` null when it was cancelled. */
export interface ClosureMovesTable {
  point_id: string;
  closure_id: string;
  booking_id: string;
  from_slot_id: string;
  to_slot_id: string | null;
}
