// Everybody comes at once, as after a restart, while two people edit in another room.
import * as Y from "yjs";
import { generateDocument } from "../../support/generate-graph.ts";
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { pinningNote } from "./cores.ts";
import { hearAll } from "./hear-all.ts";
import { Pulse } from "./pulse.ts";
import { bestPeer, figureOf, mediansOf, ratio, type Figures, type Result } from "./rounds.ts";
import {
  openClient,
  ours,
  peersInMemory,
  relays,
  startSubject,
  type Running,
  type Subject,
} from "./subjects.ts";

const room = "storm";
const otherRoom = "other";
const editsPerSecond = 100;
/** The peers take so long that once is enough. */
const rounds = { ours: 3, relay: 3, peer: 1 } as const;
const MB = 1e6;

/** 200 sockets into a room of 2 MB. */
export const joinStorm: Benchmark = {
  name: "server-join-storm",
  about: "200 join a document of 2 MB at once, while two people edit in another room",
  parts: [storm],
};

async function storm(scale: Scale): Promise<Quantities> {
  const [size, joiners] =
    scale === "quick" ? [{ entities: 50, relations: 100 }, 5] : [{ entities: 4000, relations: 20_000 }, 200];
  const bytes = Y.encodeStateAsUpdate(generateDocument({ ...size, claimsPerRelation: 0 }));
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), relays.send];
  const results: Result[] = [];
  for (const subject of subjects) results.push(await stormOn(subject, bytes, joiners, scale));
  const relay = results.find(({ subject }) => subject.kind === "relay")?.medians["otherP95Ms"] ?? Number.NaN;
  const time = figureOf(results, "timeMs");
  return {
    title: `${joiners} join ${(bytes.byteLength / MB).toFixed(1)} MB; ${pinningNote}`,
    rows: [
      ...ratio("ours ÷ the best peer, time", time, bestPeer(results, "timeMs"), 0.15),
      ...ratio("ours ÷ relay, p95 in the other room", figureOf(results, "otherP95Ms"), relay, 1),
      { name: "ours: until all have it", value: time / 1000, unit: "s", most: 2 },
      { name: "ours: server time for each", value: figureOf(results, "cpuMs"), unit: "ms", most: 5 },
      { name: "ours: memory on top (RSS)", value: figureOf(results, "memoryMB"), unit: "MB", most: 60 },
      ...results.map(toRow),
    ],
  };
}

async function stormOn(subject: Subject, bytes: Uint8Array, joiners: number, scale: Scale): Promise<Result> {
  await using running = await startSubject(subject, [{ room, bytes }, { room: otherRoom }]);
  using stays = openClient(running, room);
  await hearAll(stays, bytes.byteLength);
  using pulse = await Pulse.join(running, otherRoom, 1, 10_000);
  const taken: Figures[] = [];
  for (let round = 0; round < (scale === "quick" ? 1 : rounds[subject.kind]); round += 1)
    taken.push(await stormOnce(running, pulse, bytes.byteLength, joiners));
  return { subject, medians: mediansOf(taken) };
}

async function stormOnce(running: Running, pulse: Pulse, size: number, joiners: number): Promise<Figures> {
  const before = await running.process.ask("watch");
  pulse.start(editsPerSecond);
  const startMs = performance.now();
  using clients = new DisposableStack();
  const joining = Array.from({ length: joiners }, () => clients.use(openClient(running, room)));
  await Promise.all(joining.map((client) => hearAll(client, size, 60_000)));
  const timeMs = performance.now() - startMs;
  const other = await pulse.stop();
  const after = await running.process.ask("sample");
  return {
    timeMs,
    cpuMs: (after.cpuMs - before.cpuMs) / joiners,
    memoryMB: (after.rssPeakBytes - before.rssBytes) / MB,
    otherP50Ms: other.quantile(0.5),
    otherP95Ms: other.quantile(0.95),
    otherMostMs: other.quantile(1),
  };
}

function toRow({ subject, medians }: Result): Quantity {
  const figure = (name: string, digits = 0) => (medians[name] ?? Number.NaN).toFixed(digits);
  const note =
    `${figure("cpuMs", 1)} ms of server time each; +${figure("memoryMB")} MB; ` +
    `other room p50 ${figure("otherP50Ms", 1)}, p95 ${figure("otherP95Ms")}, most ${figure("otherMostMs")} ms`;
  return { name: subject.name, value: (medians["timeMs"] ?? Number.NaN) / 1000, unit: "s", note };
}
