/** Slots, or a whole day, that the desk closed in one act; can be undone until `undo_until`. `slot_ids` is JSON. */
export interface ClosuresTable {
  point_id: string;
  id: string;
  service_id: string;
  date: string;
  slot_ids: string;
  whole_day: 0 | 1;
  made_by: string;
  made_at: string;
  undo_until: string;
  undone_at: string | null;
}
