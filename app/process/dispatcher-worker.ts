import { constants, setPriority } from "node:os";
import { parentPort, workerData } from "node:worker_threads";
import { closeApp, openApp } from "./app.server.ts";
import type { DispatcherOrder, FromDispatcher } from "./dispatcher.server.ts";
import { makeDispatcher } from "./rounds.server.ts";
import { countElsewhere } from "#app/platform/metrics.server.ts";
import { movableClock } from "#app/time/clock.ts";

// The dispatcher in a thread of its own, with a store and connections of its own: the one that answers riders encrypts no push.

// On Linux this is the thread's alone: where both want the processor, riders come first.
if (process.platform === "linux") setPriority(constants.priority.PRIORITY_BELOW_NORMAL);

const { config, shift } = workerData as DispatcherOrder;
const tell = (said: FromDispatcher) => parentPort!.postMessage(said);
const app = await openApp(config, {
  metrics: countElsewhere((name, labels) => tell({ name, labels })),
  ...(shift && { clock: movableClock(shift) }),
});
const dispatcher = makeDispatcher(app);
parentPort!.once(
  "message",
  () =>
    void dispatcher
      .stop()
      .then(() => closeApp(app))
      .then(() => process.exit(0)),
);
dispatcher.start();
