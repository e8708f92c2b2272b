/** Visits that need no phone: 歇脚, 饮水, 量血压 (without values), 心理, 法规. */
export const VISIT_KINDS = ["rest", "water", "blood-pressure", "mind", "law"] as const;
export type VisitKind = (typeof VISIT_KINDS)[number];

export const isVisitKind = (text: unknown): text is VisitKind => VISIT_KINDS.includes(text as VisitKind);

export type VisitCounts = Record<VisitKind, number>;

export const NO_VISITS: VisitCounts = { rest: 0, water: 0, "blood-pressure": 0, mind: 0, law: 0 };

/** Counts of a month, one row a date, as the monthly CSV holds them. */
export interface VisitDay {
  date: string;
  counts: VisitCounts;
}
