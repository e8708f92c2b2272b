import { fileURLToPath } from "node:url";
import * as build from "virtual:remix/server-build";
import { start } from "#app/process/start.server.ts";

const beside = (file: string): string => fileURLToPath(new URL(file, import.meta.url));
await start(build, beside("../client"), {
  backup: beside("backup-worker.js"),
  dispatcher: beside("dispatcher-worker.js"),
});
