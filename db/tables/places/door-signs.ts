/** When a point's desk last gave a sign of life. */
export interface DoorSignsTable {
  point_id: string;
  at: string;
}
