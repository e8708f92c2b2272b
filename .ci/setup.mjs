// What both commands do first, with nothing but Node: install when the lock file changed, build when a source did.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** How the built server is started, as `npm run serve` says: node's arguments. A heap left to itself grows with the machine. */
export const SERVE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"))
  .scripts.serve.replace(/^exec /, "")
  .split(" ")
  .slice(1);

/** Runs a command to its end; ends this process with its code when it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, { cwd: ROOT, stdio: "inherit", ...options });
  if (result.error) {
    console.error(`${command}: ${result.error.message}`);
    process.exit(1);
  }
  if (result.status !== 0) process.exit(result.status ?? 1);
}

const hash = (parts) => parts.reduce((sum, part) => sum.update(part), createHash("sha256")).digest("hex");
const stamped = (file, value) => existsSync(file) && readFileSync(file, "utf8") === value;

function filesBelow(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === join("db", "local") ? [] : filesBelow(path);
    return [path];
  });
}

export function checkNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Nuanyi needs Node 20.19 or newer; this is ${process.versions.node}.`);
    process.exit(1);
  }
}

export function install() {
  const value = hash([readFileSync(join(ROOT, "package-lock.json")), process.version]);
  const stamp = join(ROOT, "node_modules", ".nuanyi-installed");
  if (stamped(stamp, value)) return;
  console.log("Installing packages; a small database driver is compiled, which takes a minute or two …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { shell: process.platform === "win32" });
  writeFileSync(stamp, value);
}

export function build() {
  const sources = ["app", "db", "public"]
    .flatMap(filesBelow)
    .concat("package-lock.json", "remix.config.js", "tsconfig.json")
    .sort();
  const value = hash(sources.flatMap((file) => [file, readFileSync(join(ROOT, file))]));
  const stamp = join(ROOT, "build", ".nuanyi-built");
  if (stamped(stamp, value) && statSync(join(ROOT, "build", "server", "server.js"), { throwIfNoEntry: false })) return;
  console.log("Building …");
  // What a bundler warns of is for those who change it: it is shown when the build fails.
  const built = spawnSync("npm", ["run", "--silent", "build"], {
    cwd: ROOT,
    encoding: "utf8",
    maxBuffer: 64 * 1024 * 1024,
    shell: process.platform === "win32",
  });
  if (built.status !== 0) {
    console.error(`${built.stdout ?? ""}${built.stderr ?? ""}${built.error ? built.error.message : ""}`);
    process.exit(built.status ?? 1);
  }
  mkdirSync(join(ROOT, "build"), { recursive: true });
  writeFileSync(stamp, value);
}
