// npm run bench: all the set-up, then the measurements; each beside its limit, in one run.
import { build, checkNode, install, run } from "./setup.mjs";

checkNode();
install();
build();
run("npx", ["vite-node", "tests/bench/bench.ts", "--", ...process.argv.slice(2)], {
  env: { ...process.env, NODE_ENV: "production" },
});
