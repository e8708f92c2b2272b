import { parentPort, workerData } from "node:worker_threads";
import { makeBackup, type BackupOrder } from "./make-backup.server.ts";

// A backup in a thread of its own: the process that answers riders waits for none of it.
parentPort!.postMessage(
  await makeBackup(workerData as BackupOrder).then(
    (made) => ({ made }),
    (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
  ),
);
