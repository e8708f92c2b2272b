import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** A store, or a transaction on it: what the functions of a store file take. */
export type Db = Kysely<Database>;
