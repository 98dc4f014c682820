// Everybody writes and everybody's cursor moves: what a busy room costs.
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { atRest } from "./at-rest.ts";
import { pinningNote } from "./cores.ts";
import { cursorFrame, editFrames, editsPerWriterMax, findEdits } from "./frames.ts";
import { Latencies } from "./latency.ts";
import { Crowd } from "./load-client.ts";
import { atRate, untilStill } from "./pace.ts";
import { bestPeer, figureOf, inRounds, ratio, type Figures, type Result } from "./rounds.ts";
import { ours, peersInMemory, relays, type Running } from "./subjects.ts";

interface Load {
  readonly writers: number;
  readonly seconds: number;
}

const editsPerSecond = 4;
const cursorsPerSecond = 10;
/** The warm-up, until all that an edit runs through is compiled. */
const warmUpSeconds = 7.5;
const messagesPerSecond = editsPerSecond + cursorsPerSecond;

/** 50 people in one room, each with 4 edits and 10 moves of the cursor a second. */
export const manyWriters: Benchmark = {
  name: "server-writers",
  about: "50 people in one room, each with 4 edits and 10 moves of the cursor a second",
  parts: [writeTogether],
};

async function writeTogether(scale: Scale): Promise<Quantities> {
  const load = scale === "quick" ? { writers: 3, seconds: 0.5 } : { writers: 50, seconds: 2.5 };
  const results = await inRounds({
    subjects: scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), ...Object.values(relays)],
    scale,
    rooms: (round) => [{ room: `writers-${round}` }],
    measure: (running, round) =>
      write(running, round, round === 0 ? { ...load, seconds: warmUpSeconds } : load),
  });
  const gathered = results.find(({ subject }) => subject === relays.gathered)?.medians["corePercent"];
  const ofCore = figureOf(results, "corePercent");
  return {
    title: `${load.writers} writers for ${load.seconds} s; ${pinningNote}`,
    rows: [
      ...ratio("ours ÷ the better peer", ofCore, bestPeer(results, "corePercent"), 0.4),
      ...ratio("ours ÷ relay, gathered for 10 ms", ofCore, gathered ?? Number.NaN, 1.6),
      { name: "ours: p95 of an edit", value: figureOf(results, "p95Ms"), unit: "ms", most: 25 },
      { name: "ours: edits lost", value: figureOf(results, "lost"), unit: "", most: 0 },
      ...results.map(toRow),
    ],
  };
}

async function write(running: Running, round: number, { writers, seconds }: Load): Promise<Figures> {
  const { subject, process } = running;
  const first = round * 100;
  const frames = Array.from({ length: writers }, (_, writer) =>
    editFrames(first + writer, Math.ceil(editsPerSecond * seconds)),
  );
  const sentMs = frames.map((list) => new Float64Array(list.length));
  const latencies = new Latencies();
  let cursorFrames = 0;
  const listenerOf = (listener: number) => (frame: Buffer) => {
    if (frame[0] === 1) cursorFrames += 1;
    const nowMs = performance.now();
    findEdits(frame, (number) => {
      const writer = Math.floor(number / editsPerWriterMax) - first;
      if (writer !== listener) latencies.add(nowMs - (sentMs[writer]?.[number % editsPerWriterMax] ?? 0));
    });
  };
  using crowd = new Crowd();
  await crowd.add(process.url, subject.dialect(`writers-${round}`), writers, listenerOf);
  await atRest(running);
  const before = await process.ask("sample");
  await atRate(writers * messagesPerSecond * seconds, writers * messagesPerSecond, (index) => {
    const [writer, turn] = [index % writers, Math.floor(index / writers)];
    const edit = editOf(turn);
    if (edit === undefined) return crowd.clients[writer]?.send(cursorFrame(first + writer + 1, turn + 1));
    const times = sentMs[writer];
    if (times) times[edit] = performance.now();
    crowd.clients[writer]?.send(frames[writer]?.[edit] ?? new Uint8Array());
  });
  const expected = frames.reduce((sum, list) => sum + list.length, 0) * (writers - 1);
  await untilStill(() => latencies.count, expected);
  const after = await process.ask("sample");
  await crowd.leave();
  return {
    // Of the time it should take: who falls behind has not become cheaper by it.
    corePercent: (after.cpuMs - before.cpuMs) / (seconds * 10),
    p50Ms: latencies.quantile(0.5),
    p95Ms: latencies.quantile(0.95),
    p99Ms: latencies.quantile(0.99),
    lost: expected - latencies.count,
    cursorFrames,
  };
}

/** Which edit a person's n-th message is, or none: then it is a cursor. Edits are spread evenly among them. */
function editOf(turn: number): number | undefined {
  const before = Math.floor((turn * editsPerSecond) / messagesPerSecond);
  const after = Math.floor(((turn + 1) * editsPerSecond) / messagesPerSecond);
  return after > before ? before : undefined;
}

function toRow({ subject, medians }: Result): Quantity {
  const times = ["p50Ms", "p95Ms", "p99Ms"].map((name) => (medians[name] ?? Number.NaN).toFixed(1));
  const note =
    `edits p50 ${times[0]}, p95 ${times[1]}, p99 ${times[2]} ms; ${medians["lost"]} lost; ` +
    `${medians["cursorFrames"]} frames of cursors`;
  return { name: subject.name, value: medians["corePercent"] ?? Number.NaN, unit: "%", note };
}
