// The thread that watches the event loop of the main one. See watchdog.ts.
import { workerData } from "node:worker_threads";

import { openLog } from "./log.ts";
import type { Watch } from "./watchdog.ts";

// Written by `startWatchdog`.
const { beats, beatMs, missedMax } = workerData as Watch;
const logger = openLog("fatal");
let last = Atomics.load(beats, 0);
let missed = 0;

setInterval(() => {
  const now = Atomics.load(beats, 0);
  missed = now === last ? missed + 1 : 0;
  last = now;
  if (missed < missedMax) return;
  logger.fatal({ stuckMs: missed * beatMs }, "event loop stuck");
  // Only the main thread can leave by `exit`.
  process.kill(process.pid, "SIGKILL");
}, beatMs);
