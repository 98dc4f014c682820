// Joining a large workspace: from opening the socket until its last byte is there, when the server has it in memory, and
// when it has just been started.
import * as Y from "yjs";
import { generateDocument } from "../../support/generate-graph.ts";
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { atRest } from "./at-rest.ts";
import { pinningNote } from "./cores.ts";
import { hearAll } from "./hear-all.ts";
import { bestPeer, figureOf, mediansOf, ratio, type Figures, type Result } from "./rounds.ts";
import {
  openClient,
  ours,
  peersInMemory,
  peersOnDisk,
  relays,
  startSubject,
  type Running,
  type Subject,
} from "./subjects.ts";

const room = "large";
const MB = 1e6;
/** 60,000 records in flat keys, with no claims, so that the figures compare with other programs' nodes and edges. */
export const join: Benchmark = {
  name: "server-join",
  about: "one more joins 10,000 entities and 50,000 relations, warm and after a restart",
  parts: [warm, cold],
};

async function warm(scale: Scale): Promise<Quantities> {
  const bytes = documentBytes(scale);
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), relays.send];
  const results: Result[] = [];
  for (const subject of subjects) results.push(await joinWarm(subject, bytes, scale === "quick" ? 1 : 7));
  const [time, cpu] = [figureOf(results, "timeMs"), figureOf(results, "cpuMs")];
  return {
    title: `warm: ${inMB(bytes.byteLength)} in memory; ${pinningNote}`,
    rows: [
      ...ratio("ours ÷ the best peer, time", time, bestPeer(results, "timeMs"), 0.3),
      ...ratio("ours ÷ the best peer, server time", cpu, bestPeer(results, "cpuMs"), 0.1),
      { name: "ours: to the last byte", value: time, unit: "ms", most: 100 },
      { name: "ours: server time", value: cpu, unit: "ms", most: 20 },
      ...results.map(toRow),
    ],
  };
}

/** Somebody stays in the room: servers without a disk would let go of it. */
async function joinWarm(subject: Subject, bytes: Uint8Array, rounds: number): Promise<Result> {
  await using running = await startSubject(subject, [{ room, bytes }]);
  using stays = openClient(running, room);
  await hearAll(stays, bytes.byteLength);
  // Ours answers who joins first from what is stored, and builds the document a moment later: that is a part of the cold join.
  await atRest(running);
  const taken: Figures[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const figures = await joinOnce(running, bytes.byteLength);
    if (round > 0) taken.push(figures);
  }
  return { subject, medians: mediansOf(taken) };
}

async function cold(scale: Scale): Promise<Quantities> {
  const bytes = documentBytes(scale);
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersOnDisk()), relays.send];
  const results: Result[] = [];
  for (const subject of subjects) results.push(await joinCold(subject, bytes, scale === "quick" ? 1 : 3));
  const time = figureOf(results, "timeMs");
  return {
    title: `cold: ${inMB(bytes.byteLength)} on disk, server just started; ${pinningNote}`,
    rows: [
      ...ratio("ours ÷ the best peer, time", time, bestPeer(results, "timeMs"), 0.2),
      { name: "ours: to the last byte", value: time, unit: "ms", most: 300 },
      { name: "ours: most memory (RSS)", value: figureOf(results, "peakMB"), unit: "MB", most: 300 },
      ...results.map(toRow),
    ],
  };
}

async function joinCold(subject: Subject, bytes: Uint8Array, rounds: number): Promise<Result> {
  await using running = await startSubject(subject, [{ room, bytes }]);
  const taken: Figures[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await running.process.end("SIGTERM");
    await running.process.start();
    taken.push(await joinOnce(running, bytes.byteLength));
  }
  return { subject, medians: mediansOf(taken) };
}

async function joinOnce(running: Running, size: number): Promise<Figures> {
  const before = await running.process.ask("watch");
  const startMs = performance.now();
  using client = openClient(running, room);
  await hearAll(client, size);
  const timeMs = performance.now() - startMs;
  const after = await running.process.ask("sample");
  await client.leave();
  return { timeMs, cpuMs: after.cpuMs - before.cpuMs, peakMB: after.rssPeakBytes / MB };
}

function documentBytes(scale: Scale): Uint8Array {
  const size = scale === "quick" ? { entities: 50, relations: 100 } : { entities: 10_000, relations: 50_000 };
  return Y.encodeStateAsUpdate(generateDocument({ ...size, claimsPerRelation: 0 }));
}

function toRow({ subject, medians }: Result): Quantity {
  const { timeMs = Number.NaN, cpuMs = Number.NaN, peakMB = Number.NaN } = medians;
  const note = `${cpuMs.toFixed(1)} ms of server time; at most ${peakMB.toFixed(0)} MB of memory`;
  return { name: subject.name, value: timeMs, unit: "ms", note };
}

function inMB(bytes: number): string {
  return `${(bytes / MB).toFixed(1)} MB`;
}
