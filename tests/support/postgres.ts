import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { postgresHere } from "../../.ci/postgres.mjs";

export interface Postgres {
  /** Where its socket stands. */
  folder: string;
  pid: number;
  /** Ends at once, as in a power cut, and starts on the same files. */
  stop(): Promise<void>;
}

function programs(): string {
  const folder = postgresHere();
  if (!folder) throw new Error("no PostgreSQL on this machine: npm test installs it, or set NUANYI_POSTGRES_BIN");
  return folder;
}

/** Somebody without rights to run it as: PostgreSQL refuses to be run by root. */
function nobody(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync("id", [flag, "nobody"], { encoding: "utf8" }).stdout);
  return { uid: id("-u"), gid: id("-g") };
}

/** A PostgreSQL of this run's own: on a private socket, no port, its files in a temporary folder. `durable` writes as a real one does. */
export async function startPostgres(options: { durable?: boolean } = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "nuanyi-pg-"));
  const data = join(folder, "data");
  mkdirSync(data);
  const owner = nobody();
  chmodSync(folder, 0o755);
  if (owner) for (const path of [folder, data]) chownSync(path, owner.uid, owner.gid);
  const user = owner ? "nuanyi" : userInfo().username;
  const env = { ...process.env, USER: user, LC_ALL: "C" };
  const made = spawnSync(
    join(programs(), "initdb"),
    ["-D", data, "-U", "nuanyi", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"],
    { ...owner, encoding: "utf8", env, cwd: folder },
  );
  if (made.status !== 0) throw new Error(`initdb: ${made.stderr}`);
  const lax = options.durable ? [] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"];
  const child = spawn(
    join(programs(), "postgres"),
    [
      "-D",
      data,
      "-k",
      folder,
      "-c",
      "listen_addresses=",
      "-c",
      "max_connections=200",
      "-c",
      "shared_buffers=64MB",
      ...lax,
    ],
    { ...owner, cwd: folder, stdio: ["ignore", "ignore", "pipe"], env },
  );
  let log = "";
  child.stderr.on("data", (text: Buffer) => {
    log = (log + text.toString()).slice(-20_000);
  });
  const ended = new Promise<void>((resolve) => child.on("exit", () => resolve()));
  for (let tries = 0; !log.includes("ready to accept connections"); tries++) {
    if (child.exitCode !== null || tries > 600) throw new Error(`PostgreSQL did not start: ${log}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  return {
    folder,
    pid: child.pid!,
    async stop() {
      child.kill("SIGINT");
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The address of a database behind a socket. */
export const urlOf = (folder: string, database: string): string =>
  `postgres://nuanyi@localhost/${database}?host=${encodeURIComponent(folder)}`;

/** Runs one statement as the owner of everything. */
export async function inPostgres(folder: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf(folder, "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
