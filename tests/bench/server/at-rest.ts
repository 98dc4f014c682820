// What a server still does about what was before, joins above all, is not to be counted for what is measured next.
import { becomes } from "./pace.ts";
import type { Running } from "./subjects.ts";

/** In so long a time, a server at rest takes no more than this share of a core. */
const lookMs = 500;
const shareMax = 0.05;
const timeoutMs = 20_000;

/**
 * Resolves when a server does hardly anything.
 *
 * @throws Error when it does not come to rest
 */
export async function atRest({ process }: Running): Promise<void> {
  let lastMs = -Infinity;
  const isAtRest = async () => {
    const { cpuMs } = await process.ask("sample");
    const takenMs = cpuMs - lastMs;
    lastMs = cpuMs;
    return takenMs < lookMs * shareMax;
  };
  if (!(await becomes(isAtRest, timeoutMs, lookMs))) throw new Error("the server does not come to rest");
}
