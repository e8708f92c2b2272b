import { latestAt } from "#app/features/ground/trail/read-trail.server.ts";
import type { App } from "#app/platform/app.ts";

/** Milliseconds between looks at the store; each costs one number while nothing was written. */
const LOOK_EVERY = 250;

interface Listener {
  pointId: string;
  seen: string;
  tell: (newest: string) => void;
}

interface Watch {
  listeners: Set<Listener>;
  timer: NodeJS.Timeout;
  version: number;
}

const watches = new WeakMap<App["db"], Watch>();

/**
 * Calls `tell` whenever something happens at a point, in this process or another: the store's version is looked at, and only
 * when it rose the trail of the points that somebody watches. Answers how to stop.
 */
export async function followPoint(app: App, pointId: string, tell: (newest: string) => void): Promise<() => void> {
  const listener: Listener = { pointId, seen: (await latestAt(app.db, pointId)).join(), tell };
  const watch = watches.get(app.db) ?? begin(app);
  watch.listeners.add(listener);
  return () => {
    watch.listeners.delete(listener);
    if (watch.listeners.size > 0) return;
    clearInterval(watch.timer);
    watches.delete(app.db);
  };
}

function begin(app: App): Watch {
  const watch: Watch = {
    listeners: new Set(),
    version: app.storeVersion(),
    timer: setInterval(() => void look(), LOOK_EVERY),
  };
  watch.timer.unref();
  watches.set(app.db, watch);
  const look = async () => {
    const version = app.storeVersion();
    if (version === watch.version) return;
    watch.version = version;
    try {
      const newest = new Map<string, string[]>();
      for (const pointId of new Set([...watch.listeners].map((one) => one.pointId)))
        newest.set(pointId, await latestAt(app.db, pointId));
      for (const listener of watch.listeners) {
        const at = newest.get(listener.pointId);
        if (at?.[0] === undefined || at.join() === listener.seen) continue;
        listener.seen = at.join();
        listener.tell(at[0]);
      }
    } catch (error) {
      app.log.warn({ err: error }, "what happens at a point could not be followed; it is looked at again");
    }
  };
  return watch;
}
