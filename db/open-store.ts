import { AsyncLocalStorage } from "node:async_hooks";
import type { Dialect } from "kysely";

/** Set while the code of a transaction runs; the outer connection must not be asked for then. */
export const insideTransaction = new AsyncLocalStorage<true>();

/** How a transaction goes where several write at once: beside others, or, after it was turned back some times, with nobody else writing. */
export const turn = new AsyncLocalStorage<"together" | "alone">();

/** Stops whoever asks for a connection of their own inside a transaction: it would wait for itself, or read past it. */
export function refuseInside(): void {
  if (insideTransaction.getStore()) throw new Error("invariant: the outer database was used inside a transaction; pass the transaction down");
}

/** Runs one reading statement, `?` for each parameter, outside every transaction. */
export type Reader = (text: string, parameters: readonly (string | number | null)[]) => unknown[] | Promise<unknown[]>;

/** A store that was opened, whichever it is. */
export interface OpenStore {
  dialect: Dialect;
  read: Reader;
  /** Another number whenever the store was written, by this process or another. */
  version(): number;
  /** `destroy` is Kysely's own end, which closes only what it used. */
  close(destroy: () => Promise<void>): Promise<void>;
}
