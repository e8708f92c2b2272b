import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { faultsOf, flood, movesOfOne, shippedServer, storm, type Attack } from "./attack.ts";
import { fuzz } from "./fuzz.ts";
import { killLoop } from "./kill.ts";
import { reminderLoop } from "./reminders.ts";
import { soak } from "./soak.ts";
import { startLoop } from "./start.ts";
import { weigh } from "./weigh.ts";
import { PROXIES, type Proxy } from "#tests/support/proxy.ts";

// The long form of every loop: `npm run proof`, or `npm run proof -- kill-sqlite` for one. Figures come as one table for README.

interface Row {
  loop: string;
  did: string;
  found: string;
  holds: boolean;
}
const rows: Row[] = [];
const [wanted] = [process.argv.slice(2).filter((word) => word !== "--")];
const KILLS = Number(process.env.PROOF_KILLS ?? 1000);
const say = (text: string) => process.stderr.write(`${text}\n`);

const zero = (figures: object): boolean => Object.values(figures).every((figure) => figure === 0);
const told = (figures: object): string =>
  zero(figures) ? `${Object.keys(figures).join(", ")}: all 0` : JSON.stringify(figures);

async function kill(processes: 1 | 2): Promise<Omit<Row, "loop">> {
  const loop = await killLoop({ kills: KILLS, processes, say });
  try {
    const faults = await weigh(loop.server.databaseUrl, loop.history, loop.slots, loop.devices);
    if (!zero(faults)) keep(loop.history);
    const { kills, answered, sentAgain } = loop.findings;
    return {
      did: `${kills} kills, ${answered} answers, ${sentAgain} requests sent again`,
      found: told(faults),
      holds: zero(faults),
    };
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
  const { default: setup } = await import("#tests/support/on-postgres.ts");
  const stop = await setup();
  try {
    return await work();
  } finally {
    delete process.env.NUANYI_TEST_POSTGRES;
    delete process.env.NUANYI_KEYS;
    await stop();
  }
}

async function reminders(riders: number, kills: number): Promise<Omit<Row, "loop">> {
  const loop = await reminderLoop({ riders, kills, say });
  try {
    const { findings: f, faults } = loop;
    return {
      did: `${f.riders} due at once, ${f.kills} kills, ${f.taken} pushes taken (${f.takenAgain} again, under one tag), the last of a living service after ${f.seconds} s; pages p99 ${f.pagesIdle} ms before, ${f.pagesMeanwhile} ms meanwhile`,
      found: told(faults),
      holds: zero(faults),
    };
  } finally {
    await loop.dispose();
  }
}

async function fuzzed(requests: number): Promise<Omit<Row, "loop">> {
  const seed = Number(process.env.PROOF_SEED ?? 1);
  const run = await fuzz({ requests, seed, say });
  for (const example of run.examples) say(example);
  await run.dispose();
  return {
    did: `${run.requests} requests, seed ${seed}: ${Object.entries(run.statuses)
      .sort()
      .map(([status, n]) => `${status} ×${n}`)
      .join(", ")}`,
    found: told(run.faults),
    holds: zero(run.faults),
  };
}

async function start(): Promise<Omit<Row, "loop">> {
  const { kills, statements, faults } = await startLoop({ every: 1, say });
  return {
    did: `a first start of ${statements} statements, killed after each: ${kills} kills`,
    found: told(faults),
    holds: zero(faults),
  };
}

/** The model's own tests, longer. */
function model(store: "sqlite" | "postgres"): Promise<Omit<Row, "loop">> {
  const runs = process.env.PROOF_RUNS ?? "500";
  const ended = spawnSync("npx", ["vitest", "run", "--config", "tests/vitest.config.ts", "tests/proof/model.test.ts"], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, PROOF_RUNS: runs, NUANYI_TEST_STORE: store },
  });
  return Promise.resolve({
    did: `${runs} runs of up to 40 acts against the model, ${runs} of up to 14 at once`,
    found: ended.status === 0 ? "every answer, status and count as the model's; drift 0" : "differs: see above",
    holds: ended.status === 0,
  });
}

async function soaked(minutes: number): Promise<Omit<Row, "loop">> {
  const { findings: f, faults } = await soak({ parts: minutes, seconds: 60, points: 500, say });
  return {
    did: `${minutes} minutes at 20 times the clock and a night, 500 points: ${f.riders} riders, ${f.asked} requests, ${f.booked} bookings, 40 desks listening; memory ${f.memory.first} → ${f.memory.last} MB, p99 ${f.p99.first} → ${f.p99.last} ms (medians of the first and the last third), rows that pass at most ${f.passing.most}, in the end ${f.passing.last}`,
    found: told(faults),
    holds: zero(faults),
  };
}

/** Strangers' floods against the server as it is shipped, at 200,000 points, then a storm of all acts and one rider's moves. */
async function attacked(seconds: number): Promise<Omit<Row, "loop">> {
  const server = await shippedServer(Number(process.env.PROOF_POINTS ?? 200_000));
  const did: string[] = [];
  const faults: string[] = [];
  try {
    for (const attack of ["addresses", "unfinished", "boxes"].filter((name) =>
      (process.env.PROOF_ATTACKS ?? name).includes(name),
    ) as Attack[]) {
      const findings = await flood(server, attack, seconds);
      const { sent, megabytes, riders, health } = findings;
      did.push(
        `${attack}: ${sent} sent in ${seconds} s, ${megabytes} MB at most, riders p99 ${riders.quiet.toFixed(1)} → ${riders.meanwhile.toFixed(1)} ms, healthz ${health.quiet.toFixed(1)} → ${health.meanwhile.toFixed(1)} ms`,
      );
      faults.push(...faultsOf(findings).map((fault) => `${attack}: ${fault}`));
    }
  } finally {
    await server.dispose();
  }
  const stormed = await stormedBy(Number(process.env.PROOF_ROUNDS ?? 60));
  return {
    did: [...did, stormed.did].join("; "),
    found: [...faults, ...stormed.faults].join("; ") || "nothing wrong",
    holds: faults.length + stormed.faults.length === 0,
  };
}

async function stormedBy(rounds: number): Promise<{ did: string; faults: string[] }> {
  const { requests, faults, examples } = await storm({ rounds });
  for (const example of examples) say(example);
  const limited = await shippedServer();
  const moves = await movesOfOne(limited, 5_000).finally(() => limited.dispose());
  return {
    did: `${requests} acts on two processes; 5,000 moves of one booking: ${moves.rows} rows of the trail`,
    faults: [...(zero(faults) ? [] : [told(faults)]), ...(moves.rows > 12 ? [`${moves.rows} rows by moves`] : [])],
  };
}

/** Every browser test with a proxy of Debian's before each server, as `.ci/deploy` has it or, bare, as it comes. */
function proxied(proxy: Proxy): Promise<Omit<Row, "loop">> {
  mkdirSync(join("tests", "proof", "results"), { recursive: true });
  const report = resolve("tests", "proof", "results", `${proxy}.json`);
  spawnSync(
    "npx",
    [
      "playwright",
      "test",
      "--config",
      "tests/playwright.config.ts",
      "--reporter=line,json",
      "--grep-invert",
      "over plain http away from loopback",
    ],
    {
      stdio: ["ignore", "inherit", "inherit"],
      env: {
        ...process.env,
        NUANYI_TEST_PROXY: proxy,
        PLAYWRIGHT_JSON_OUTPUT_NAME: report,
        PATH: `${process.env.PATH}:/usr/sbin`,
      },
    },
  );
  const { stats } = JSON.parse(readFileSync(report, "utf8")) as {
    stats: { expected: number; unexpected: number; flaky: number };
  };
  const failed = stats.unexpected + stats.flaky;
  return Promise.resolve({
    did: `${stats.expected + failed} browser tests through ${proxy}`,
    found: failed === 0 ? "nothing wrong" : `${failed} failed`,
    holds: failed === 0 && stats.expected > 0,
  });
}

const LOOPS: Record<string, () => Promise<Omit<Row, "loop">>> = {
  "kill-sqlite": () => kill(1),
  "kill-sqlite-2": () => kill(2),
  "kill-postgres-2": () => onPostgres(() => kill(2)),
  "reminders-sqlite": () => reminders(Number(process.env.PROOF_RIDERS ?? 60_000), 10),
  "reminders-postgres": () => onPostgres(() => reminders(Number(process.env.PROOF_RIDERS ?? 60_000), 10)),
  "soak-sqlite": () => soaked(Number(process.env.PROOF_MINUTES ?? 15)),
  "start-sqlite": () => start(),
  "start-postgres": () => onPostgres(() => start()),
  "model-sqlite": () => model("sqlite"),
  "model-postgres": () => model("postgres"),
  attack: () => attacked(Number(process.env.PROOF_SECONDS ?? 600)),
  "attack-postgres": () =>
    onPostgres(async () => {
      const { did, faults } = await stormedBy(Number(process.env.PROOF_ROUNDS ?? 60));
      return { did, found: faults.join("; ") || "nothing wrong", holds: faults.length === 0 };
    }),
  ...Object.fromEntries(PROXIES.map((proxy) => [`proxy-${proxy}`, () => proxied(proxy)])),
  "fuzz-sqlite": () => fuzzed(Number(process.env.PROOF_REQUESTS ?? 100_000)),
  "fuzz-postgres": () => onPostgres(() => fuzzed(Number(process.env.PROOF_REQUESTS ?? 100_000))),
};

for (const name of wanted.length > 0 ? wanted : Object.keys(LOOPS)) {
  const loop = LOOPS[name];
  if (!loop) throw new Error(`no loop ${name}; there are: ${Object.keys(LOOPS).join(", ")}`);
  say(`${name} …`);
  rows.push({ loop: name, ...(await loop()) });
}
console.log(`Node ${process.version}\n\n| loop | what it did | what it found | holds |\n|---|---|---|---|`);
for (const { loop, did, found, holds } of rows)
  console.log(`| ${loop} | ${did} | ${found} | ${holds ? "yes" : "NO"} |`);
process.exit(rows.every(({ holds }) => holds) ? 0 : 1);
