/** Throws when something is so that cannot be: a fault of ours, never the reader's. */
export function invariant(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`invariant: ${message}`);
}
