// npm test: all the set-up, then every check; one line at the end counts them.
import { existsSync, mkdtempSync, readFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build, checkNode, install, ROOT, run } from "./setup.mjs";

checkNode();
install();
const browser = findBrowser();
build();
run("npm", ["run", "--silent", "check:types"]);
run("npm", ["run", "--silent", "check:lint"]);

const reports = mkdtempSync(join(tmpdir(), "nuanyi-reports-"));
const env = { ...process.env, TZ: "Pacific/Chatham", ...(browser && { NUANYI_CHROMIUM: browser }), PLAYWRIGHT_JSON_OUTPUT_NAME: join(reports, "e2e.json") };
const unit = spawnSync("npx", ["vitest", "run", "--config", "tests/vitest.config.ts", "--reporter=dot", "--reporter=json", `--outputFile.json=${join(reports, "unit.json")}`], { cwd: ROOT, stdio: "inherit", env });
const e2e = spawnSync("npx", ["playwright", "test", "--config", "tests/playwright.config.ts", "--reporter=line,json"], { cwd: ROOT, stdio: "inherit", env });

const counts = { passed: 0, failed: 0 };
const read = (name) => (existsSync(join(reports, name)) ? JSON.parse(readFileSync(join(reports, name), "utf8")) : null);
const unitReport = read("unit.json");
counts.passed += unitReport?.numPassedTests ?? 0;
counts.failed += unitReport?.numFailedTests ?? 1;
const e2eReport = read("e2e.json");
counts.passed += e2eReport?.stats.expected ?? 0;
counts.failed += (e2eReport?.stats.unexpected ?? 1) + (e2eReport?.stats.flaky ?? 0);
const broken = unit.status !== 0 || e2e.status !== 0;
if (broken && counts.failed === 0) counts.failed = 1;
console.log(`\n${counts.passed} passed, ${counts.failed} failed`);
process.exit(broken ? 1 : 0);

/** Chromium for the browser tests: the machine's, else Debian's package when root, else Playwright's own. */
function findBrowser() {
  const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
  if (known) return known;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    console.log("Installing Chromium …");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "-qq", "chromium", "fonts-noto-cjk"], { stdio: ["ignore", "ignore", "inherit"], env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" } });
    if (existsSync("/usr/bin/chromium")) return "/usr/bin/chromium";
  }
  const own = spawnSync("npx", ["playwright", "install", "chromium"], { cwd: ROOT, stdio: "inherit" });
  if (own.status === 0) return undefined;
  console.error("The browser tests need Chromium: install it (Debian: apt-get install chromium), then run npm test again.");
  process.exit(1);
}
