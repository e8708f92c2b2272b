import type { ServerBuild } from "@remix-run/node";
import { seedDemo } from "#app/process/seeds/seed-demo.ts";
import { closeApp, openApp } from "./app.server.ts";
import { listenForMetrics } from "#app/api/ops/metrics.ts";
import { startBackups } from "./backups.server.ts";
import { startDispatcher } from "./dispatcher.server.ts";
import { makeDueSlots } from "#app/features/visiting/slots/make-slots.server.ts";
import { listen } from "./http.server.ts";
import type { App } from "#app/platform/app.ts";
import { readConfig } from "#app/platform/config.server.ts";
import { ConfigError, isLoopback } from "#app/platform/variables.server.ts";

// What the process writes is its owner's only.
process.umask(0o077);

/** What the environment says, opened; a wrong word of it is told like everything else that keeps the process from starting. */
const open = async (): Promise<App> => openApp(readConfig(process.env));

/** Whatever keeps the process from starting is one sentence, and its end. */
const orEnd =
  (before: string) =>
  (error: unknown): never => {
    process.stderr.write(
      `${before}${error instanceof Error ? error.message : String(error)}`.replaceAll(/\s+/g, " ") + "\n",
    );
    process.exit(1);
  };

/** Starts the whole process: store, seed, server, dispatcher; ends it on SIGTERM with what was in flight done. */
export async function start(
  build: ServerBuild,
  clientFolder: string,
  workers: { backup: string; dispatcher: string },
): Promise<void> {
  const app = await open().catch((error: unknown) =>
    orEnd(error instanceof ConfigError ? "" : "The store cannot be opened: ")(error),
  );
  if (app.config.seed === "demo") await seedDemo(app);
  if (app.config.seed === "demo" && isLoopback(new URL(app.config.publicOrigin).hostname))
    app.exampleKey = app.ids.token();
  // A fresh store has its first slots before the first question comes.
  for (let round = 0; round < 3 && (await makeDueSlots(app)) > 0; round++);
  const server = await listen(app, build, clientFolder).catch(orEnd("HOST and PORT cannot be listened on: "));
  const closeMetrics = await listenForMetrics(app).catch(
    orEnd("METRICS_HOST and METRICS_PORT cannot be listened on: "),
  );
  const dispatcher = startDispatcher(app, workers.dispatcher);
  const backups = startBackups(app, workers.backup);
  const address = app.config.publicOrigin.replace(/:0$/, `:${server.port}`);
  process.stdout.write(`暖驿 Nuanyi is ready: ${address}\n`);
  // Something that whoever started it has, and nobody who only reaches it: no address, no header.
  if (app.exampleKey) process.stdout.write(`Example people sign in at: ${address}/staff?examples=${app.exampleKey}\n`);

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = app.stopping = true;
    closeMetrics();
    await Promise.all([server.close(), dispatcher.stop(), backups.stop()]);
    await closeApp(app);
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
}
