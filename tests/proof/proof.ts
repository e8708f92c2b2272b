import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killLoop } from "./kill.ts";
import { weigh } from "./weigh.ts";

// The long form of every loop: `npm run proof`, or `npm run proof -- kill-sqlite` for one. Figures come as one table for README.

interface Row { loop: string; did: string; found: string; holds: boolean }
const rows: Row[] = [];
const [wanted] = [process.argv.slice(2).filter((word) => word !== "--")];
const KILLS = Number(process.env.PROOF_KILLS ?? 1000);
const say = (text: string) => process.stderr.write(`${text}\n`);

const zero = (figures: object): boolean => Object.values(figures).every((figure) => figure === 0);
const told = (figures: object): string => (zero(figures) ? `${Object.keys(figures).join(", ")}: all 0` : JSON.stringify(figures));

async function kill(processes: 1 | 2): Promise<Omit<Row, "loop">> {
  const loop = await killLoop({ kills: KILLS, processes, say });
  try {
    const faults = await weigh(loop.server.databaseUrl, loop.history, loop.slots, loop.devices);
    if (!zero(faults)) keep(loop.history);
    const { kills, answered, sentAgain } = loop.findings;
    return { did: `${kills} kills, ${answered} answers, ${sentAgain} requests sent again`, found: told(faults), holds: zero(faults) };
  } finally {
    await loop.dispose();
  }
}

/** A history that shows a fault is kept, so that it can be read. */
function keep(history: unknown): void {
  mkdirSync(join("tests", "proof", "results"), { recursive: true });
  writeFileSync(join("tests", "proof", "results", `history-${rows.length}.json`), JSON.stringify(history));
}

/** Runs a loop on a PostgreSQL of its own. */
async function onPostgres<T>(work: () => Promise<T>): Promise<T> {
  const { default: setup } = await import("../support/on-postgres.ts");
  const stop = await setup();
  try {
    return await work();
  } finally {
    delete process.env.NUANYI_TEST_POSTGRES;
    delete process.env.NUANYI_KEYS;
    await stop();
  }
}

const LOOPS: Record<string, () => Promise<Omit<Row, "loop">>> = {
  "kill-sqlite": () => kill(1),
  "kill-sqlite-2": () => kill(2),
  "kill-postgres-2": () => onPostgres(() => kill(2)),
};

for (const name of wanted.length > 0 ? wanted : Object.keys(LOOPS)) {
  const loop = LOOPS[name];
  if (!loop) throw new Error(`no loop ${name}; there are: ${Object.keys(LOOPS).join(", ")}`);
  say(`${name} …`);
  rows.push({ loop: name, ...(await loop()) });
}
console.log(`Node ${process.version}\n\n| loop | what it did | what it found | holds |\n|---|---|---|---|`);
for (const { loop, did, found, holds } of rows) console.log(`| ${loop} | ${did} | ${found} | ${holds ? "yes" : "NO"} |`);
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);
