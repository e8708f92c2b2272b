import { existsSync } from "node:fs";
import { changeKeyring } from "#db/backup/keyring.server.ts";
import { connect } from "#db/connection.server.ts";
import { anySealedKey, keepKeyChecks, keyCheckOf } from "#db/key-checks.server.ts";
import { migrate } from "#db/migrator.server.ts";
import { onTriedAgain } from "#db/transaction.server.ts";
import type { App } from "#app/platform/app.ts";
import { chineseDayKind } from "#app/platform/chinese-calendar.server.ts";
import type { Config } from "#app/platform/config.server.ts";
import { systemIds } from "#app/platform/ids.server.ts";
import { keysOfStore } from "#app/platform/keys.server.ts";
import { makeLog } from "#app/platform/log.server.ts";
import { makeMetrics } from "#app/platform/metrics.server.ts";
import { makePush } from "#app/platform/push.server.ts";
import { fileSms, httpSms } from "#app/platform/sms.server.ts";
import { movableClock, systemClock } from "#app/time/clock.ts";

const closers = new WeakMap<App, () => Promise<void>>();

/** Opens the store, brings it to the newest form, and puts the outside world together; a thread beside the first hands in what it shares with it. */
export async function openApp(config: Config, shared: Partial<Pick<App, "clock" | "metrics">> = {}): Promise<App> {
  const log = makeLog(config.logLevel);
  const metrics =
    shared.metrics ?? makeMetrics(config.metrics.port !== undefined || config.metrics.token !== undefined);
  const connection = connect(config.databaseUrl, (statement, milliseconds) => {
    metrics.count("slow_queries");
    // Its text has a mark for each value, and never a value.
    log.warn({ statement, ms: Math.round(milliseconds) }, "slow query");
  });
  onTriedAgain(connection.db, () => metrics.count("transactions_again"));
  try {
    await migrate(connection.db);
    const { db } = connection;
    const keys = await keysOfStore(config.keysFile, {
      of: (name) => keyCheckOf(db, name),
      keep: (checks) => keepKeyChecks(db, checks),
      anySealed: () => anySealedKey(db),
    });
    const app: App = {
      config,
      db: connection.db,
      storeVersion: connection.version,
      clock: shared.clock ?? (config.test ? movableClock(config.test.now) : systemClock()),
      calendar: chineseDayKind,
      ids: systemIds(),
      keys,
      push: makePush({
        keys,
        subject: config.vapidSubject,
        hosts: config.pushHosts,
        ...(config.pushCa && { ca: config.pushCa }),
        refused: (host, reason) =>
          log.error(
            { host, reason, alarm: "push" },
            "a push service refuses our signature or VAPID_SUBJECT; its subscriptions stay and are tried again",
          ),
      }),
      sms: config.smsGatewayUrl ? httpSms(config.smsGatewayUrl) : fileSms(config.localFolder),
      log,
      metrics,
      forgetKey: (deviceId) => forgetKey(config.backups, deviceId),
    };
    closers.set(app, connection.close);
    return app;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

async function forgetKey(backups: Config["backups"], deviceId: string): Promise<void> {
  if (!backups || !existsSync(backups.folder)) return;
  await changeKeyring(backups.folder, backups.secret, async (keys) => {
    const ring = await keys();
    if (!(deviceId in ring)) return undefined;
    delete ring[deviceId];
    return ring;
  });
}

export async function closeApp(app: App): Promise<void> {
  await closers.get(app)?.();
}
