// Many rooms with somebody in each, all quiet: what one holds in memory, and what is left of it when they go.
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { pinningNote } from "./cores.ts";
import { editFrames } from "./frames.ts";
import { Crowd } from "./load-client.ts";
import { becomes } from "./pace.ts";
import { figureOf, type Figures, type Result } from "./rounds.ts";
import { ours, peersOnDisk, relays, startSubject, type Running, type Subject } from "./subjects.ts";

const editsInEach = 20;
const warmUpRooms = 50;
/** Rooms are let go of after 30 seconds. */
const freeTimeoutMs = 40_000;
/** The others let go at once, or never. */
const peerFreeTimeoutMs = 8000;
const freedShare = 0.01;
/** Less work than this in half a second is none. */
const quietCpuMs = 5;
const quietEveryMs = 500;
const quietTimeoutMs = 30_000;

/** 500 rooms, one socket and a small document in each. */
export const manyRooms: Benchmark = {
  name: "server-rooms",
  about:
    "500 quiet rooms with one socket and a small document each: memory held, and freed when they are left",
  parts: [openAndLeave],
};

async function openAndLeave(scale: Scale): Promise<Quantities> {
  const count = scale === "quick" ? 5 : 500;
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersOnDisk()), relays.send];
  const results: Result[] = [];
  for (const subject of subjects) results.push({ subject, medians: await holdRooms(subject, count, scale) });
  const figure = (name: string) => figureOf(results, name);
  return {
    title: `${count} rooms, ${editsInEach} edits in each; ${pinningNote}`,
    rows: [
      { name: "ours: live in each room", value: figure("liveKB"), unit: "KB", most: 30 },
      { name: "ours: not freed of it", value: figure("keptPercent"), unit: "%", most: 3 },
      { name: "ours: left of each room", value: figure("leftKB"), unit: "KB", most: 1 },
      ...results.map(toRow),
    ],
  };
}

async function holdRooms(subject: Subject, count: number, scale: Scale): Promise<Figures> {
  const [warmUp, rooms] = [namesOf("warm", warmUpRooms), namesOf("room", count)];
  await using running = await startSubject(
    subject,
    [...warmUp, ...rooms].map((room) => ({ room })),
  );
  // Code is compiled and pools are filled by then. What stays of these rooms counts for nobody.
  using first = await enterAll(running, warmUp);
  await first.leave();
  const before = await held(running);
  using crowd = await enterAll(running, rooms);
  const live = (await held(running)) - before;
  await crowd.leave();
  const startMs = performance.now();
  let left = live;
  const isFreed = async () => {
    left = (await running.process.ask("collect")).heldBytes - before;
    return left < live * freedShare;
  };
  await becomes(
    isFreed,
    scale === "quick" ? 500 : subject === ours ? freeTimeoutMs : peerFreeTimeoutMs,
    1000,
  );
  return {
    liveKB: live / count / 1024,
    leftKB: Math.max(0, left) / count / 1024,
    keptPercent: (Math.max(0, left) / live) * 100,
    freedAfterS: (performance.now() - startMs) / 1000,
  };
}

/** Somebody comes into each room and writes a little. */
async function enterAll(running: Running, rooms: readonly string[]): Promise<Crowd> {
  const crowd = new Crowd();
  const frames = editFrames(1, editsInEach);
  await crowd.addEach(
    running.process.url,
    rooms.map((room) => running.subject.dialect(room)),
  );
  for (const client of crowd.clients) for (const frame of frames) client.send(frame);
  return crowd;
}

/** What is live once everything that was sent has been dealt with. */
async function held(running: Running): Promise<number> {
  let cpuMs = 0;
  const isQuiet = async () => {
    const before = cpuMs;
    cpuMs = (await running.process.ask("sample")).cpuMs;
    return cpuMs - before < quietCpuMs;
  };
  await becomes(isQuiet, quietTimeoutMs, quietEveryMs);
  return (await running.process.ask("collect")).heldBytes;
}

function namesOf(prefix: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
}

function toRow({ subject, medians }: Result): Quantity {
  const { liveKB = Number.NaN, leftKB = 0, keptPercent = 0, freedAfterS = 0 } = medians;
  const note = `${(100 - keptPercent).toFixed(1)} % freed, ${leftKB.toFixed(1)} KB left, after ${freedAfterS.toFixed(0)} s`;
  return { name: subject.name, value: liveKB, unit: "KB", note };
}
