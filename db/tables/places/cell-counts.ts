/** How many placed points stand in a cell of a level, once a kind and once as kind `` for any, by the hours that they keep (`` for none known); places are summed for their middle. Written with point_places. */
export interface CellCountsTable {
  kind: string;
  level: number;
  cell: number;
  hours_id: string;
  points: number;
  lat_sum: number;
  lng_sum: number;
}
