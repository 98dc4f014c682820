// Killed in the middle of work: what others had been shown, and is not there after a restart.
import { setTimeout as sleep } from "node:timers/promises";
import { Random } from "../../support/random.ts";
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { pinningNote } from "./cores.ts";
import { editFrames, findEdits } from "./frames.ts";
import { becomes } from "./pace.ts";
import { openClient, ours, peersOnDisk, startSubject, type Running, type Subject } from "./subjects.ts";

const room = "kept";
const editsPerSecond = 200;
const quietMs = 400;

interface Outcome {
  readonly sent: number;
  readonly shown: number;
  readonly lost: number;
}

/** `kill -9` at a moment that others cannot foresee. */
export const durability: Benchmark = {
  name: "server-durability",
  about: "kill -9 while edits come at 200 a second: what others had been shown and is gone afterwards",
  parts: [killAndLook],
};

async function killAndLook(scale: Scale): Promise<Quantities> {
  const rounds = scale === "quick" ? { ours: 1, peer: 0 } : { ours: 10, peer: 3 };
  const rows: Quantity[] = [];
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersOnDisk())];
  for (const subject of subjects) {
    const count = subject === ours ? rounds.ours : rounds.peer;
    const outcomes: Outcome[] = [];
    // In the last round everything is sent before the kill, so that one sees whether it keeps up.
    for (let round = 1; round <= count; round += 1)
      outcomes.push(await killOnce(subject, round, scale === "quick" ? 20 : round === count ? 1000 : 500));
    rows.push(toRow(subject, outcomes));
  }
  return { title: `${editsPerSecond} edits a second; ${pinningNote}`, rows };
}

async function killOnce(subject: Subject, round: number, edits: number): Promise<Outcome> {
  await using running = await startSubject(subject, [{ room }]);
  const isLast = edits !== 500;
  const killAt = isLast ? edits : 100 + new Random(round).below(edits - 100);
  const shown = await editUntil(running, editFrames(round, edits), killAt);
  await running.process.end("SIGKILL");
  await running.process.start();
  const kept = await readBack(running);
  return {
    sent: killAt,
    shown: shown.size,
    lost: [...shown].filter((number) => !kept.has(number)).length,
  };
}

/** Kills as soon as somebody else has been shown so many edits, and gives those that were shown by then. */
async function editUntil(
  running: Running,
  frames: readonly Uint8Array[],
  killAt: number,
): Promise<ReadonlySet<number>> {
  const shown = new Set<number>();
  using writer = openClient(running, room);
  using reader = openClient(running, room);
  let killed: Promise<void> | undefined;
  reader.listener = (frame) => {
    findEdits(frame, (number) => shown.add(number));
    if (shown.size >= killAt) killed ??= running.process.end("SIGKILL");
  };
  await Promise.all([writer.joined, reader.joined]);
  let sent = 0;
  const timer = setInterval(() => {
    const frame = frames[sent];
    sent += 1;
    if (frame && !writer.isClosed) writer.send(frame);
  }, 1000 / editsPerSecond);
  await becomes(() => killed !== undefined, 15_000);
  clearInterval(timer);
  await killed;
  // What was on its way when the server died has been shown, too.
  await becomes(() => reader.isClosed, 2000);
  return shown;
}

async function readBack(running: Running): Promise<ReadonlySet<number>> {
  const kept = new Set<number>();
  using reader = openClient(running, room);
  let heardMs = performance.now();
  reader.listener = (frame) => {
    heardMs = performance.now();
    findEdits(frame, (number) => kept.add(number));
  };
  await reader.joined;
  await sleep(quietMs);
  await becomes(() => performance.now() - heardMs > quietMs, 10_000);
  return kept;
}

function toRow(subject: Subject, outcomes: readonly Outcome[]): Quantity {
  const worst = Math.max(...outcomes.map(({ lost }) => lost));
  const behind = outcomes.filter(({ sent, shown }) => shown < sent).length;
  const each = outcomes.map(({ lost, shown }) => `${lost}/${shown}`).join(", ");
  const note = `lost of shown, each round: ${each}${behind > 0 ? `; fell behind in ${behind}` : ""}`;
  const row = { name: `${subject.name}: most edits lost in one kill`, value: worst, unit: "", note };
  return subject === ours ? { ...row, most: 0 } : row;
}
