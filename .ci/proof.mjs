// npm run proof: all the set-up, then the long loops; some take an hour.
import { build, checkNode, install, run } from "./setup.mjs";

checkNode();
install();
build();
run("npx", ["vite-node", "tests/proof/proof.ts", "--", ...process.argv.slice(2)], {
  env: { ...process.env, TZ: "Pacific/Chatham" },
});
