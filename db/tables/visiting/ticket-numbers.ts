/** The last number given out of a service's day. */
export interface TicketNumbersTable {
  point_id: string;
  service_id: string;
  date: string;
  last: number;
}
