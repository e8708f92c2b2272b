/** How often a subject did a thing in a period. */
export interface RateCountsTable {
  subject: string;
  period: string;
  count: number;
}
