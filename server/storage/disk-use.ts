// How much room the data take, and how much there is.
import { statfsSync, statSync } from "node:fs";

import { logPathOf } from "./data-folder.ts";

/** Bytes on disk. */
export interface DiskUse {
  /** Of the log and what SQLite keeps beside it. */
  readonly used: number;
  /** That this process may still fill. */
  readonly free: number;
}

const suffixes = ["", "-wal", "-shm"];

/** Asks the file system about a data folder. */
export function readDiskUse(dataDir: string): DiskUse {
  const sizeOf = (suffix: string) =>
    statSync(`${logPathOf(dataDir)}${suffix}`, { throwIfNoEntry: false })?.size ?? 0;
  const { bavail, bsize } = statfsSync(dataDir);
  return { used: suffixes.reduce((sum, suffix) => sum + sizeOf(suffix), 0), free: bavail * bsize };
}
