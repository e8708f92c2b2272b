import { Kysely, sql } from "kysely";
import type { Database } from "#db/database.ts";
import { ddl, openStore } from "#db/stores/dialect.ts";
import { migrations } from "#db/migrations/index.ts";
import { migrate, referencedFirst } from "#db/migrator.server.ts";

// Run as a process of its own: brings a store to the newest form and kills itself after so many statements. "apart" is how it
// must not be done, each statement a transaction of its own.
const [databaseUrl, last, how] = process.argv.slice(2);
const { dialect } = openStore(databaseUrl!);
let n = 0;
const db = new Kysely<Database>({
  dialect,
  log: () => {
    if (++n === Number(last)) process.kill(process.pid, "SIGKILL");
  },
});
if (how === "apart") {
  for (const { statements } of Object.values(migrations))
    for (const statement of referencedFirst(statements)) await sql.raw(ddl(db, statement)).execute(db);
} else {
  await migrate(db);
}
process.stdout.write(`${n}\n`);
process.exit(0);
