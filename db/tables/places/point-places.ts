/** Where placed points stand, once a kind and once as kind `` for any; `cell` of network/cells.ts. Written with the point. */
export interface PointPlacesTable {
  kind: string;
  cell: number;
  point_id: string;
  lat: number;
  lng: number;
  hours_id: string | null;
  amenities: number;
  bank: string | null;
}
