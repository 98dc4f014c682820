// Goes into each server under test, by `--import`, and tells the benchmark what it sees from inside. It also ends the
// server when the benchmark is gone, however that ended.
import { readFileSync, writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { setImmediate } from "node:timers/promises";

/** What is asked of the server's process. */
export interface ProbeQuestion {
  readonly id: number;
  readonly ask: "sample" | "collect" | "watch";
}

/** Its answer. */
export interface Sample {
  readonly id: number;
  /** Of all its threads, since it started. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** The most since it was last watched. */
  readonly rssPeakBytes: number;
  /** Heap and buffers. What is live only after `collect`. */
  readonly heldBytes: number;
  /** How late timers of 5 ms came since it was last watched: 99 of 100 at most this, and the worst. */
  readonly loopP99Ms: number;
  readonly loopMostMs: number;
}

const timerMs = 5;
const delay = monitorEventLoopDelay({ resolution: timerMs });

process.on("message", (question: ProbeQuestion) => void answer(question));
process.on("disconnect", () => process.exit());

async function answer({ id, ask }: ProbeQuestion): Promise<void> {
  if (ask === "collect") await collect();
  process.send?.({ id, ...sample() });
  if (ask === "watch") watch();
}

/** Some garbage only goes in a second round, after finalizers have run. */
async function collect(): Promise<void> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
}

function sample(): Omit<Sample, "id"> {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  return {
    cpuMs: (user + system) / 1000,
    rssBytes: rss,
    rssPeakBytes: Math.max(rss, peakBytes()),
    heldBytes: heapUsed + external,
    loopP99Ms: lateness(delay.percentile(99)),
    loopMostMs: lateness(delay.max),
  };
}

function lateness(nanoseconds: number): number {
  return Math.max(0, nanoseconds / 1e6 - timerMs);
}

function watch(): void {
  delay.enable();
  delay.reset();
  if (process.platform === "linux") writeFileSync("/proc/self/clear_refs", "5");
}

function peakBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const kib = /VmHWM:\s+(?<kib>\d+)/u.exec(readFileSync("/proc/self/status", "utf8"))?.groups?.["kib"];
  return Number(kib ?? 0) * 1024;
}
