/** A number that a rider named and nobody verified, by its blind index, with the way to say that no more texts shall come. */
export interface TextStopsTable {
  phone_index: string;
  token: string;
  created_at: string;
  stopped_at: string | null;
}
