import type { ServerBuild } from "@remix-run/node";
import { seedDemo } from "#db/seeds/seed-demo.ts";
import { closeApp, openApp } from "./app.server.ts";
import { listenForMetrics } from "./api/metrics.ts";
import { startBackups } from "./backups.server.ts";
import { startDispatcher } from "./dispatching.server.ts";
import { makeDueSlots } from "./features/slots/make-slots.server.ts";
import { listen } from "./http.server.ts";
import { ConfigError, readConfig } from "./platform/config.server.ts";

// What the process writes is its owner's only.
process.umask(0o077);

/** Starts the whole process: store, seed, server, dispatcher; ends it on SIGTERM with what was in flight done. */
export async function start(build: ServerBuild, clientFolder: string, workers: { backup: string; dispatcher: string }): Promise<void> {
  const app = await openApp(readConfig(process.env)).catch((error: unknown) => {
    const sentence = error instanceof ConfigError ? error.message : `The store cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
    process.stderr.write(`${sentence}\n`);
    process.exit(1);
  });
  if (app.config.seed === "demo") await seedDemo(app);
  // A fresh store has its first slots before the first question comes.
  for (let round = 0; round < 3 && (await makeDueSlots(app)) > 0; round++);
  const server = await listen(app, build, clientFolder).catch((error: unknown) => {
    process.stderr.write(`HOST and PORT cannot be listened on: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  const closeMetrics = await listenForMetrics(app);
  const dispatcher = startDispatcher(app, workers.dispatcher);
  const backups = startBackups(app, workers.backup);
  process.stdout.write(`暖驿 Nuanyi is ready: ${app.config.publicOrigin.replace(/:0$/, `:${server.port}`)}\n`);

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
