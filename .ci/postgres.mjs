// Where PostgreSQL's programs are on this machine.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs: what the environment says, else the newest of Debian's packages; undefined when there is none. */
export function postgresHere() {
  if (process.env.NUANYI_POSTGRES_BIN) return process.env.NUANYI_POSTGRES_BIN;
  const versions = (existsSync(DEBIAN) ? readdirSync(DEBIAN) : []).filter((name) =>
    existsSync(join(DEBIAN, name, "bin", "initdb")),
  );
  const newest = versions.sort((a, b) => Number(b) - Number(a))[0];
  return newest && join(DEBIAN, newest, "bin");
}
