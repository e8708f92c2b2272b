import { isBusy, isUnwritable } from "#db/stores/dialect.ts";

/** Whether an error is the store's: held by another, full or read-only. Nothing was written, and it may be tried again. */
export function isStoreFault(error: unknown): boolean {
  return isBusy(error) || isUnwritable(error);
}
