import type { Generated } from "kysely";

/** What happened, one append-only row a change. `before` and `after` are JSON of ids, field names and non-personal values. */
export interface TrailTable {
  id: string;
  at: string;
  actor_kind: string;
  actor_id: string;
  verb: string;
  subject_kind: string;
  subject_id: string;
  point_id: string | null;
  before: string;
  after: string;
  dispatched: Generated<0 | 1>;
}
