// One writer, many readers: what it costs to pass an edit on.
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { atRest } from "./at-rest.ts";
import { pinningNote } from "./cores.ts";
import { editFrames, editsPerWriterMax, findEdits } from "./frames.ts";
import { Latencies } from "./latency.ts";
import { Crowd } from "./load-client.ts";
import { atRate, untilStill } from "./pace.ts";
import { bestPeer, figureOf, inRounds, ratio, type Figures, type Result } from "./rounds.ts";
import { ours, peersInMemory, relays, type Running } from "./subjects.ts";

interface Size {
  readonly readers: number;
  readonly editsPerSecond: number;
  readonly seconds: number;
}

const sizes: readonly Size[] = [
  { readers: 50, editsPerSecond: 200, seconds: 1 },
  { readers: 200, editsPerSecond: 60, seconds: 1 },
  { readers: 500, editsPerSecond: 30, seconds: 2 },
];

/** To as many readers, until all that an edit runs through is compiled: a server that is in use for long enough has it so. */
const warmUp = { edits: 900, editsPerSecond: 150 };

/** The goals are those of the largest room. */
export const fanOut: Benchmark = {
  name: "server-fan-out",
  about: "one writer and 50, 200 or 500 readers: server time for each delivery, and how long it takes",
  parts: sizes.map((size) => (scale) => fanOutTo(size, scale)),
};

async function fanOutTo(size: Size, scale: Scale): Promise<Quantities> {
  const { readers, editsPerSecond, seconds } =
    scale === "quick" ? { readers: 5, editsPerSecond: 50, seconds: 0.2 } : size;
  const load = { readers, editsPerSecond, edits: Math.round(editsPerSecond * seconds) };
  const results = await inRounds({
    subjects: scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), ...Object.values(relays)],
    scale,
    rooms: (round) => [{ room: `fan-out-${round}` }],
    measure: (running, round) =>
      deliver(running, round, round === 0 ? { readers, ...(scale === "quick" ? load : warmUp) } : load),
  });
  const title = `${readers} readers, ${editsPerSecond} edits a second; ${pinningNote}`;
  return { title, rows: [...goals(results, size.readers === 500), ...results.flatMap(rowsOf)] };
}

interface Load {
  readonly readers: number;
  readonly edits: number;
  readonly editsPerSecond: number;
}

async function deliver(running: Running, round: number, load: Load): Promise<Figures> {
  const { subject, process } = running;
  const { readers, edits, editsPerSecond } = load;
  const frames = editFrames(round, edits);
  const [sentMs, latencies] = [new Float64Array(edits), new Latencies()];
  const hear = (frame: Buffer) => {
    const nowMs = performance.now();
    findEdits(frame, (number) => latencies.add(nowMs - (sentMs[number % editsPerWriterMax] ?? 0)));
  };
  using crowd = new Crowd();
  const dialect = subject.dialect(`fan-out-${round}`);
  await crowd.add(process.url, dialect, readers, () => hear);
  await crowd.add(process.url, dialect, 1);
  const writer = crowd.clients.at(-1);
  await atRest(running);
  const before = await process.ask("sample");
  await atRate(edits, editsPerSecond, (index) => {
    sentMs[index] = performance.now();
    writer?.send(frames[index] ?? new Uint8Array());
  });
  await untilStill(() => latencies.count, readers * edits);
  const after = await process.ask("sample");
  await crowd.leave();
  return {
    usPerDelivery: ((after.cpuMs - before.cpuMs) * 1000) / latencies.count,
    p50Ms: latencies.quantile(0.5),
    p95Ms: latencies.quantile(0.95),
    p99Ms: latencies.quantile(0.99),
    lost: readers * edits - latencies.count,
  };
}

function goals(results: readonly Result[], hasGoals: boolean): readonly Quantity[] {
  const framed = results.find(({ subject }) => subject === relays.framed)?.medians ?? {};
  const [time, lost] = [figureOf(results, "usPerDelivery"), figureOf(results, "lost")];
  const rows = [
    ...ratio("ours ÷ relay, frames built once", time, framed["usPerDelivery"] ?? Number.NaN, 1.1),
    ...ratio("ours ÷ the better peer", time, bestPeer(results, "usPerDelivery"), 0.85),
    ...ratio("ours ÷ the better peer, p95", figureOf(results, "p95Ms"), bestPeer(results, "p95Ms"), 1),
    { name: "ours: deliveries lost", value: lost, unit: "", most: 0 },
  ];
  return hasGoals ? rows : rows.map(({ name, value, unit }) => ({ name, value, unit }));
}

function rowsOf({ subject, medians }: Result): readonly Quantity[] {
  const times = ["p50Ms", "p95Ms", "p99Ms"].map((name) => (medians[name] ?? Number.NaN).toFixed(1));
  const note = `p50 ${times[0]}, p95 ${times[1]}, p99 ${times[2]} ms; ${medians["lost"]} lost`;
  return [{ name: subject.name, value: medians["usPerDelivery"] ?? Number.NaN, unit: "µs", note }];
}
