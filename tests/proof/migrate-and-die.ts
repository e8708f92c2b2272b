import { Kysely } from "kysely";
import type { Database } from "#db/database.ts";
import { openStore } from "#db/dialect.ts";
import { migrate } from "#db/migrator.server.ts";

// Run as a process of its own: brings a store to the newest form and kills itself after so many statements.
const [databaseUrl, last] = process.argv.slice(2);
const { dialect } = openStore(databaseUrl!);
let n = 0;
const db = new Kysely<Database>({
  dialect,
  log: () => {
    if (++n === Number(last)) process.kill(process.pid, "SIGKILL");
  },
});
await migrate(db);
process.stdout.write(`${n}\n`);
process.exit(0);
