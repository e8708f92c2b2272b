import type { Db } from "#db/db.ts";
import type { Calendar } from "#app/time/calendar.ts";
import type { Clock } from "#app/time/clock.ts";
import type { Config } from "./config.server.ts";
import type { Ids } from "./ids.server.ts";
import type { Keys } from "./keys.server.ts";
import type { Log } from "./log.server.ts";
import type { Metrics } from "./metrics.server.ts";
import type { Push } from "./push.server.ts";
import type { Sms } from "./sms.server.ts";

/** All that a use case may reach of the outside world; app.server.ts makes it, tests hand in their own. */
export interface App {
  config: Config;
  db: Db;
  /** Another number whenever the store was written, by this process or another. */
  storeVersion(): number;
  clock: Clock;
  calendar: Calendar;
  ids: Ids;
  keys: Keys;
  push: Push;
  sms: Sms;
  log: Log;
  metrics: Metrics;
  /** Where the demonstration stands: what lets its people in, printed at the start and nowhere else. */
  exampleKey?: string;
  /** Set while the process ends: a balancer sends nobody here any more. */
  stopping?: boolean;
  /** Takes a device's key out of the ring that stands beside the backups. */
  forgetKey(deviceId: string): Promise<void>;
}
