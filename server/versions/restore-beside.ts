// Has a restore worked out beside the server, so that nobody waits for a long history to be read.
import { once } from "node:events";
import { Worker } from "node:worker_threads";

import { EntenteError } from "../../schema/errors.ts";
import type { RestoreAnswer } from "./restore-thread.ts";
import type { RestoreJob, RestoreWork } from "./restore-work.ts";

/**
 * Runs a job in a thread of its own.
 *
 * @param signal Aborted when the server stops.
 * @throws EntenteError `data-damaged`, `storage-failed`, `restarting`
 */
export async function workOutBeside(job: RestoreJob, signal: AbortSignal): Promise<RestoreWork> {
  if (signal.aborted) throw new EntenteError("restarting");
  const worker = new Worker(new URL("./restore-thread.ts", import.meta.url), { workerData: job });
  try {
    // What a thread posts is what restore-thread.ts says.
    const [answer] = (await once(worker, "message", { signal })) as [RestoreAnswer];
    if (answer.kind === "done") return answer.work;
    const { code, detail } = answer;
    throw new EntenteError(code, detail === undefined ? {} : { detail });
  } catch (error) {
    throw signal.aborted ? new EntenteError("restarting", { cause: error }) : error;
  } finally {
    await worker.terminate();
  }
}
