import { AsyncLocalStorage } from "node:async_hooks";
import type { Dialect, Kysely } from "kysely";

/** A transaction under way. */
export interface Turn {
  /** Beside others, or, after it was turned back some times, with nobody else writing. */
  how: "together" | "alone";
  /** While its own code runs: the outer connection must not be asked for then. */
  inside?: Pick<Kysely<unknown>, "isTransaction"> | undefined;
  /** Asks its connection without detours, where the store is at hand and the transaction lives. */
  ask?: Reader | undefined;
}

export const turn = new AsyncLocalStorage<Turn>();

/** Stops whoever asks for a connection of their own inside a transaction: it would wait for itself, or read past it. */
export function refuseInside(): void {
  if (turn.getStore()?.inside)
    throw new Error("invariant: the outer database was used inside a transaction; pass the transaction down");
}

/** Runs one statement, `?` for each parameter, and answers its rows. */
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
