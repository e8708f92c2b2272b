// npm start: all the set-up, then the product on its embedded store with the demonstration cities.
import { spawn } from "node:child_process";
import { build, checkNode, install, ROOT, SERVE } from "./setup.mjs";

checkNode();
install();
build();
const server = spawn(process.execPath, SERVE, {
  cwd: ROOT,
  stdio: "inherit",
  env: { ...process.env, NUANYI_SEED: process.env.NUANYI_SEED ?? "demo" },
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => server.kill(signal));
server.on("exit", (code) => process.exit(code ?? 1));
