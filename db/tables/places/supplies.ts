/** What a point has right now: ice water, tea, a medicine box. */
export interface SuppliesTable {
  point_id: string;
  item: string;
  state: "there" | "low" | "out";
  changed_at: string;
}
