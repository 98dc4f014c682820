// The server under test has one core, and whoever puts load on it the other, so that neither takes the other's time.
import { spawnSync } from "node:child_process";
import { availableParallelism } from "node:os";

const serverCore = "0";
const loadCore = "1";

/** Whether processes can be kept on cores here. */
export const canPin = availableParallelism() > 1 && spawnSync("taskset", ["--version"]).status === 0;

/** What to say where they cannot. */
export const pinningNote = canPin
  ? "server on one core, load on another"
  : "not pinned: taskset or a second core is missing, so compare ratios only";

/** A command that runs on the server's core. */
export function onServerCore(
  command: string,
  words: readonly string[],
): readonly [string, readonly string[]] {
  return canPin ? ["taskset", ["-c", serverCore, command, ...words]] : [command, words];
}

/** Keeps this process on the core of the load, for good: a benchmark's process does nothing else. */
export function moveToLoadCore(): void {
  if (canPin) spawnSync("taskset", ["-a", "-c", "-p", loadCore, String(process.pid)]);
}
