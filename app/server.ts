import { fileURLToPath } from "node:url";
import * as build from "virtual:remix/server-build";
import { start } from "./start.server.ts";

await start(build, fileURLToPath(new URL("../client", import.meta.url)), fileURLToPath(new URL("backup-worker.js", import.meta.url)));
