/** Who takes a shift, or stands by for it. */
export interface ShiftClaimsTable {
  point_id: string;
  id: string;
  shift_id: string;
  staff_id: string;
  kind: "claim" | "stand-by";
  status: "claimed" | "confirmed" | "released" | "checked-in" | "done";
  claimed_at: string;
  confirmed_at: string | null;
  in_at: string | null;
  out_at: string | null;
}
