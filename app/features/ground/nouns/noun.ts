import type { Database } from "#db/database.ts";
import type { Db } from "#db/db.ts";
import type { App } from "#app/platform/app.ts";
import type { Instant } from "#app/time/instant.ts";

export type TableName = keyof Database;

/** Whose rows a table holds: a rider's device, somebody who serves, a point, a city, or the store itself. */
export type Whose = "device" | "staff" | "point" | "city" | "store";

/** A rider, as nouns know them. */
export interface Owner {
  deviceId: string;
}

/** What a rider may ask of a noun. `forget` and `join` run inside the caller's transaction. */
export interface Rights {
  /** Everything that is held of a rider, for that rider, as values for JSON. */
  tell?: (app: App, rider: Owner) => Promise<object>;
  /** Deletes what is a rider's; what stays says so in `stays`. */
  forget?: (app: App, trx: Db, rider: Owner, now: Instant) => Promise<unknown>;
  /** What is one device's becomes another's. */
  join?: (app: App, trx: Db, from: string, to: string, now: Instant) => Promise<unknown>;
}

/** Work that runs beside the requests; answers how much was done. Every round, until nothing is left, or once an hour. */
export interface Round {
  name: string;
  every: "round" | "hour";
  work: (app: App) => Promise<number>;
}

/** What a room says of itself, so that nothing of it can be forgotten: the list of all stands in `features/nouns.server.ts`. */
export interface Noun {
  /** The tables that are this noun's, each in one noun. */
  tables: Partial<Record<TableName, Whose>>;
  /** What a rider may ask of it, or why there is nothing to ask. */
  rights: Rights | { none: string };
  /** Tables that keep rows of a forgotten rider, and why that leads to nobody. */
  stays?: Partial<Record<TableName, string>>;
  /** Tables whose rows a rider is not told, and why. */
  untold?: Partial<Record<TableName, string>>;
  /** Until when rows are kept; `KEEPING.md` shows these words. */
  kept: Partial<Record<TableName, string>>;
  rounds?: Round[];
  /** What a made-up row wants that cannot be guessed from the schema. */
  made?: Partial<Record<TableName, Record<string, string | number | null>>>;
}
