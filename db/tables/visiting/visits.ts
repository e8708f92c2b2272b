/** One visit that needed no phone, counted with one press. */
export interface VisitsTable {
  point_id: string;
  id: string;
  date: string;
  kind: string;
  at: string;
  made_by: string;
  undone_at: string | null;
}
