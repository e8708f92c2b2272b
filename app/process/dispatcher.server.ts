import { Worker } from "node:worker_threads";
import type { App } from "#app/platform/app.ts";
import type { Config } from "#app/platform/config.server.ts";
import type { CounterName } from "#app/platform/metrics.server.ts";
import type { MovableClock } from "#app/time/clock.ts";

/** What the thread is given: `shift` is the moved clock of a test. */
export interface DispatcherOrder {
  config: Config;
  shift?: Float64Array;
}

/** What the thread says: something to be counted where figures are read. */
export interface FromDispatcher {
  name: CounterName;
  labels: Record<string, string>;
}

/** Milliseconds after which a thread that ended by itself is begun again. */
const AGAIN_AFTER = 1000;
/** Beside the process's own. Megabytes. */
const ROOM = { maxOldGenerationSizeMb: 80, maxYoungGenerationSizeMb: 4 };

/** Runs the dispatcher in a thread of its own; one that ends by itself is begun again. `stop` waits for what it has under way. */
export function startDispatcher(app: App, worker: string): { stop(): Promise<void> } {
  const order: DispatcherOrder = {
    config: app.config,
    ...(app.config.test && { shift: (app.clock as MovableClock).shift }),
  };
  let stopping = false;
  let again: NodeJS.Timeout | undefined;
  let thread: Worker | undefined;
  let ended: Promise<void> = Promise.resolve();
  const begin = () => {
    const begun = (thread = new Worker(worker, { workerData: order, resourceLimits: ROOM }));
    begun.on("message", ({ name, labels }: FromDispatcher) => app.metrics.count(name, labels));
    begun.on("error", (error) =>
      app.log.error({ err: error, alarm: "dispatcher" }, "the dispatcher's thread failed; it is begun again"),
    );
    ended = new Promise((resolve) =>
      begun.on("exit", () => {
        thread = undefined;
        if (!stopping) again = setTimeout(begin, AGAIN_AFTER);
        resolve();
      }),
    );
  };
  begin();
  return {
    async stop() {
      stopping = true;
      clearTimeout(again);
      thread?.postMessage("stop");
      await ended;
    },
  };
}
