// Numbers of the process itself: processor, memory, garbage collection, how late the event loop runs.
import { Registry, collectDefaultMetrics } from "prom-client";

/** How often the event loop is looked at: each time wakes a process that may have nothing else to do. */
const loopLookMs = 50;

let registry: Registry | undefined;

/** Of the one process, however many servers it runs: what measures the event loop cannot be stopped again. */
export function processMetrics(): Registry {
  if (registry) return registry;
  registry = new Registry();
  collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: loopLookMs });
  return registry;
}
