// What can be read off the server when somebody asks how it does. It costs nothing until then; what has to be counted as
// it happens is in meters.ts.
import { Counter, Gauge, Registry } from "prom-client";

import type { ServiceState } from "../schema/extension.ts";
import type { Failures } from "./auth/failures.ts";
import { processMetrics } from "./process-metrics.ts";
import type { Committer } from "./storage/committer.ts";
import { readDiskUse } from "./storage/disk-use.ts";
import type { Gateway } from "./sync/gateway.ts";
import type { Room } from "./sync/room.ts";
import type { Rooms } from "./sync/rooms.ts";

/** What is looked at. */
export interface Watched {
  readonly committer: Committer;
  readonly rooms: Rooms;
  readonly gateway: Gateway;
  readonly failures: Failures;
  readonly dataDir: string;
}

/** The numbers of one server, as Prometheus reads them. */
export interface Metrics {
  readonly contentType: string;
  /** Linear in sockets, open rooms, and edits on their way to the disk. */
  read(): Promise<string>;
}

const serviceStates = ["ok", "degraded", "read-only", "draining"] as const satisfies readonly ServiceState[];
const roomStates = ["loading", "open", "closed"] as const satisfies readonly Room["state"][];

/** Adds what can be read off a server to what it counts. Called once for each. */
export function watchServer(watched: Watched): Metrics {
  const { registry } = watched.committer.service.meters;
  addStates(registry, watched);
  addDisk(registry, watched);
  addSockets(registry, watched);
  addRooms(registry, watched);
  const registries = [registry, processMetrics()];
  return {
    contentType: Registry.PROMETHEUS_CONTENT_TYPE,
    read: async () => (await Promise.all(registries.map((each) => each.metrics()))).join("\n"),
  };
}

function addStates(registry: Registry, { committer, failures }: Watched): void {
  addLabelled(
    registry,
    "service",
    "1 for the state that people are told of, 0 for the others.",
    serviceStates,
    {
      label: "state",
      read: (state) => Number(committer.service.state === state),
    },
  );
  const gauge = (name: string, help: string, read: () => number) => addGauge(registry, name, help, read);
  gauge("uncommitted_updates", "Updates that are not on disk yet.", () => committer.waiting.updates);
  gauge("uncommitted_bytes", "Size of the updates that are not on disk yet.", () => committer.waiting.bytes);
  gauge(
    "uncommitted_age_seconds",
    "How long the oldest of them waits.",
    () => committer.waiting.ageMs / 1000,
  );
  const signInFailures = new Counter({
    name: "entente_sign_in_failures_total",
    help: "Attempts to prove who one is that failed.",
    registers: [],
    collect() {
      this.reset();
      this.inc(failures.total);
    },
  });
  registry.registerMetric(signInFailures);
}

function addDisk(registry: Registry, { dataDir }: Watched): void {
  addGauge(registry, "storage_bytes", "Size of the log on disk.", () => readDiskUse(dataDir).used);
  addGauge(
    registry,
    "storage_free_bytes",
    "Free on the disk of the data folder.",
    () => readDiskUse(dataDir).free,
  );
}

function addSockets(registry: Registry, { gateway }: Watched): void {
  const connections = () => [...gateway.connections];
  addGauge(registry, "sockets", "Open sockets.", () => gateway.socketCount);
  addGauge(
    registry,
    "sockets_waiting",
    "Sockets whose document is being loaded.",
    () => gateway.waitingCount,
  );
  addGauge(
    registry,
    "sockets_behind",
    "Sockets that have not been given everything yet.",
    () => connections().filter(({ isBehind }) => isBehind).length,
  );
  addGauge(
    registry,
    "sockets_held",
    "Sockets that are not read now, so that they slow down.",
    () => connections().filter(({ isHeld }) => isHeld).length,
  );
  addGauge(registry, "outbox_bytes", "Bytes that are kept for single sockets until they read.", () =>
    sum(connections().map(({ heldBytes }) => heldBytes)),
  );
  addGauge(registry, "outbox_bytes_max", "The most that is kept for one of them.", () =>
    Math.max(0, ...connections().map(({ heldBytes }) => heldBytes)),
  );
}

function addRooms(registry: Registry, { rooms }: Watched): void {
  addLabelled(registry, "rooms", "Documents in memory, by state.", roomStates, {
    label: "state",
    read: (state) => rooms.all.filter((room) => room.state === state).length,
  });
  addGauge(
    registry,
    "document_bytes",
    "Size of the documents in memory as they would be sent, at most.",
    () => sum(rooms.all.map(({ document }) => document.bytes)),
  );
  addGauge(registry, "presence_entries", "People shown as present; never more than sockets.", () =>
    sum(rooms.all.map(({ presence }) => presence.count)),
  );
}

function addGauge(registry: Registry, name: string, help: string, read: () => number): void {
  const gauge = new Gauge({
    name: `entente_${name}`,
    help,
    registers: [],
    collect() {
      this.set(read());
    },
  });
  registry.registerMetric(gauge);
}

/** One number for each value of a label. */
function addLabelled<Value extends string>(
  registry: Registry,
  name: string,
  help: string,
  values: readonly Value[],
  { label, read }: { readonly label: string; readonly read: (value: Value) => number },
): void {
  const gauge = new Gauge({
    name: `entente_${name}`,
    help,
    labelNames: [label],
    registers: [],
    collect() {
      for (const value of values) this.set({ [label]: value }, read(value));
    },
  });
  registry.registerMetric(gauge);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
