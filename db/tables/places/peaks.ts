/** Busy civil times of a rider kind in a city, set by its operator; all others are off-peak. */
export interface PeaksTable {
  id: string;
  city_id: string;
  rider_kind: string;
  from_time: string;
  to_time: string;
}
