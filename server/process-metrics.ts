// Numbers of the process itself: processor, memory, garbage collection, how late the event loop runs.
import { Registry, collectDefaultMetrics } from "prom-client";

let registry: Registry | undefined;

/** Of the one process, however many servers it runs: what measures the event loop cannot be stopped again. */
export function processMetrics(): Registry {
  if (registry) return registry;
  registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return registry;
}
