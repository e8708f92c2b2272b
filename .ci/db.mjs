// npm run db -- …: the command line on the built server, set up like the rest.
import { build, checkNode, install, run } from "./setup.mjs";

checkNode();
install();
build();
run(process.execPath, ["build/server/cli.js", ...process.argv.slice(2)]);
