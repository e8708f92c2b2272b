/** One person asks another to take a claimed shift. */
export interface ShiftSwapsTable {
  point_id: string;
  id: string;
  claim_id: string;
  to_staff_id: string;
  status: "asked" | "accepted" | "declined" | "withdrawn";
  created_at: string;
  answered_at: string | null;
}
