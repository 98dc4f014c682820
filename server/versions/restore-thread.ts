// The thread that works out a restore. See restores.ts.
import { parentPort, workerData } from "node:worker_threads";

import { assert, EntenteError, type ErrorCode } from "../../schema/errors.ts";
import { workOutRestore, type RestoreJob, type RestoreWork } from "./restore-work.ts";

/** What the thread says at its end. */
export type RestoreAnswer =
  | { readonly kind: "done"; readonly work: RestoreWork }
  | { readonly kind: "failed"; readonly code: ErrorCode; readonly detail: string | undefined };

assert(parentPort, "it is a thread of its own");
// Given by `workOutBeside`.
parentPort.postMessage(await answer(workerData as RestoreJob));

async function answer(job: RestoreJob): Promise<RestoreAnswer> {
  try {
    return { kind: "done", work: await workOutRestore(job) };
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
    return { kind: "failed", code: error.code, detail: error.detail };
  }
}
