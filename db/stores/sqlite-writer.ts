import type SQLite from "better-sqlite3";
import type { CompiledQuery, QueryResult } from "kysely";

/** A connection of better-sqlite3 that keeps its statements ready. */
export type Prepared = Pick<SQLite.Database, "prepare" | "inTransaction" | "close">;

/** Milliseconds between looks at whether another process or thread has let go of the file; nobody who only reads waits meanwhile. */
const LOOKS = [...Array<number>(20).fill(1), ...Array<number>(20).fill(4), ...Array<number>(10).fill(10)];
/** The most transactions that share a commit. */
const MOST = 64;

const isLocked = (error: unknown): boolean =>
  String((error as { code?: unknown } | undefined)?.code).startsWith("SQLITE_BUSY");

/** What a commit that is shared owes to one of those who share it. */
interface Sharer {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The one connection that writes. Who uses it takes turns; transactions of one turn of the event loop, each whole by itself
 * within a savepoint, share one commit, since waiting for the disk is most of what a small one costs. Nobody is told that
 * theirs stands before it does; if the commit fails, it failed for all.
 */
export class Writer {
  readonly #raw: Prepared;
  readonly #queue: (() => void)[] = [];
  #taken = false;
  /** Whether whoever has the turn is within a savepoint. */
  #within = false;
  #shared: { sharers: Sharer[]; timer: NodeJS.Immediate | undefined; due: boolean } | undefined;
  /** Why SQLite last refused a statement: where it undoes a whole transaction by itself, that is the reason to give. */
  #refusal: unknown;

  constructor(raw: Prepared) {
    this.#raw = raw;
  }

  run<R>({ sql, parameters }: Pick<CompiledQuery, "sql" | "parameters">): QueryResult<R> {
    try {
      const statement = this.#raw.prepare(sql);
      if (statement.reader) return { rows: statement.all(parameters) as R[] };
      const { changes, lastInsertRowid } = statement.run(parameters);
      return { numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid), rows: [] };
    } catch (error) {
      this.#refusal = error;
      throw error;
    }
  }

  /** One statement that is a transaction of its own. */
  async alone<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    await this.#take();
    try {
      this.#flush();
      return await this.#patiently<QueryResult<R>>(query);
    } finally {
      this.#leave();
    }
  }

  /** Begins a transaction, or joins the one that waits to be committed. Answers whether it joined. */
  async begin(): Promise<boolean> {
    await this.#take();
    try {
      if (this.#shared) {
        this.run({ sql: "savepoint sharer", parameters: [] });
        this.#within = true;
        return true;
      }
      // A deferred begin turns into SQLITE_BUSY_SNAPSHOT at its first write, whatever the time-out.
      await this.#patiently({ sql: "begin immediate", parameters: [] });
      return false;
    } catch (error) {
      this.#leave();
      throw error;
    }
  }

  /** Ends a transaction well, and the turn with it; what is promised holds once the commit stands. */
  commit(joined: boolean): Promise<void> {
    try {
      if (joined) this.run({ sql: "release sharer", parameters: [] });
    } catch (error) {
      this.rollback(joined);
      throw error;
    }
    const shared = (this.#shared ??= { sharers: [], timer: undefined, due: false });
    const stands = new Promise<void>((resolve, reject) => shared.sharers.push({ resolve, reject }));
    shared.timer ??= setImmediate(() => this.#flushWhenDone(1));
    shared.due ||= shared.sharers.length >= MOST;
    this.#leave();
    return stands;
  }

  /** Undoes a transaction, and nothing of those it shares a commit with; ends the turn. */
  rollback(joined: boolean): void {
    try {
      // A full disk makes SQLite undo everything by itself: what is told then is the disk, not that nothing is left to undo.
      if (!this.#raw.inTransaction) return this.#failAll(this.#refusal);
      if (!joined) return void this.run({ sql: "rollback", parameters: [] });
      this.run({ sql: "rollback to sharer", parameters: [] });
      this.run({ sql: "release sharer", parameters: [] });
    } finally {
      this.#leave();
    }
  }

  /** What is not ended is undone, what waits for its commit is committed. */
  close(): void {
    if (this.#within) this.run({ sql: "rollback to sharer", parameters: [] });
    this.#flush();
    this.#raw.close();
  }

  async #patiently<R>(query: Pick<CompiledQuery, "sql" | "parameters">): Promise<R> {
    for (let look = 0; ; look++) {
      try {
        return this.run(query) as R;
      } catch (error) {
        const pause = LOOKS[look];
        if (!isLocked(error) || pause === undefined) throw error;
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  }

  #take(): Promise<void> | void {
    if (this.#taken) return new Promise<void>((resolve) => this.#queue.push(resolve));
    this.#taken = true;
  }

  #leave(): void {
    this.#within = false;
    if (this.#shared?.due) this.#flush();
    const next = this.#queue.shift();
    if (next) next();
    else this.#taken = false;
  }

  /** Commits as soon as a turn of the event loop brought nobody else. */
  #flushWhenDone(had: number): void {
    const shared = this.#shared;
    if (!shared) return;
    if (shared.sharers.length > had) shared.timer = setImmediate(() => this.#flushWhenDone(shared.sharers.length));
    else if (this.#taken) shared.due = true;
    else this.#flush();
  }

  #flush(): void {
    const shared = this.#shared;
    if (!shared) return;
    if (shared.timer) clearImmediate(shared.timer);
    try {
      this.run({ sql: "commit", parameters: [] });
    } catch (error) {
      if (this.#raw.inTransaction) this.run({ sql: "rollback", parameters: [] });
      return this.#failAll(error);
    }
    this.#shared = undefined;
    for (const { resolve } of shared.sharers) resolve();
  }

  #failAll(error: unknown): void {
    const shared = this.#shared;
    if (!shared) return;
    if (shared.timer) clearImmediate(shared.timer);
    this.#shared = undefined;
    for (const { reject } of shared.sharers) reject(error);
  }
}
