import { connect } from "./connection.server.ts";
import { copyRows, differing, isEmpty, sumsOf, type TableSum } from "./copy-store.server.ts";
import { isInUse } from "#db/stores/dialect.ts";
import { migrate } from "./migrator.server.ts";
import { inTransaction } from "./transaction.server.ts";

export type Moved =
  | { kind: "moved"; tables: TableSum[] }
  /** A server still runs on one of them: what it writes meanwhile would be lost. */
  | { kind: "in-use"; which: "from" | "to" }
  | { kind: "not-empty" }
  /** What arrived is not what was sent; nothing of it was kept. */
  | { kind: "differs"; tables: string[] };

class Differs extends Error {
  readonly tables: string[];
  constructor(tables: string[]) {
    super(`what arrived differs in ${tables.join(", ")}`);
    this.tables = tables;
  }
}

/** Copies a whole store into an empty one, of either kind, and reads it back. Both must be at rest. */
export async function moveStore(from: string, to: string): Promise<Moved> {
  if (await isInUse(from)) return { kind: "in-use", which: "from" };
  if (await isInUse(to)) return { kind: "in-use", which: "to" };
  const [source, target] = [connect(from), connect(to)];
  try {
    await migrate(source.db);
    await migrate(target.db);
    if (!(await isEmpty(target.db))) return { kind: "not-empty" };
    // The source's own transaction keeps it as it is until all has arrived.
    return await source.db.transaction().execute((reading) =>
      inTransaction(target.db, async (trx): Promise<Moved> => {
        const sent = await copyRows(reading, trx);
        const arrived = await sumsOf(trx);
        const wrong = differing(sent, arrived);
        if (wrong.length > 0) throw new Differs(wrong);
        return { kind: "moved", tables: arrived };
      }),
    );
  } catch (error) {
    if (error instanceof Differs) return { kind: "differs", tables: error.tables };
    throw error;
  } finally {
    await source.close();
    await target.close();
  }
}
