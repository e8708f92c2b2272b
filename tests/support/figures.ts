const at = (list: readonly number[], share: number): number =>
  [...list].sort((a, b) => a - b)[Math.floor(list.length * share)] ?? 0;

/** The middle one of a list; 0 of none. */
export const median = (list: readonly number[]): number => at(list, 0.5);

/** What 99 of 100 keep under. */
export const p99 = (list: readonly number[]): number => at(list, 0.99);
