/** When a point should have been open and nobody was there; open while `ends_at` is null. */
export interface UnstaffedSpansTable {
  point_id: string;
  starts_at: string;
  ends_at: string | null;
}
