// Somebody stops reading, while others write much: what the server keeps for them, and whether others notice.
import * as Y from "yjs";
import { perform } from "../../../schema/edits.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { generatingAuthor } from "../../support/generate-graph.ts";
import type { Benchmark, Quantities, Quantity, Scale } from "../measure.ts";
import { pinningNote } from "./cores.ts";
import { editMark, findEdits, updateFrame } from "./frames.ts";
import { Latencies } from "./latency.ts";
import { Crowd, type LoadClient } from "./load-client.ts";
import { atRate, becomes, untilStill } from "./pace.ts";
import { openClient, ours, peersInMemory, relays, startSubject, type Subject } from "./subjects.ts";

const room = "slow";
const textBytes = 15_000;
const healthyReaders = 10;
const looks = 10;
const MB = 1e6;

interface Load {
  readonly before: number;
  readonly edits: number;
  readonly perSecond: number;
}

interface Outcome {
  readonly heldMB: number;
  readonly p95BeforeMs: number;
  readonly p95Ms: number;
  readonly fate: string;
}

/** One of twelve does not read 30 MB. */
export const slowReader: Benchmark = {
  name: "server-slow-reader",
  about: "one socket stops reading while 30 MB of edits come: memory held for it, and what the others notice",
  parts: [stall],
};

async function stall(scale: Scale): Promise<Quantities> {
  const load =
    scale === "quick"
      ? { before: 10, edits: 20, perSecond: 50 }
      : { before: 500, edits: 2000, perSecond: 250 };
  const subjects = scale === "quick" ? [ours] : [ours, ...(await peersInMemory()), relays.send];
  const rows: Quantity[] = [];
  for (const subject of subjects) rows.push(...toRows(subject, await stallOn(subject, load)));
  const megabytes = Math.round((load.edits * textBytes) / MB);
  return { title: `${megabytes} MB unread, ${healthyReaders} others read; ${pinningNote}`, rows };
}

async function stallOn(subject: Subject, load: Load): Promise<Outcome> {
  await using running = await startSubject(subject, [{ room }]);
  const frames = largeEdits(load.before + load.edits);
  const sentMs = new Float64Array(frames.length);
  let latencies = new Latencies();
  const hear = (frame: Buffer) => {
    findEdits(frame, (number) => latencies.add(performance.now() - (sentMs[number] ?? 0)));
  };
  using crowd = new Crowd();
  await crowd.add(running.process.url, subject.dialect(room), healthyReaders, () => hear);
  using writer = openClient(running, room);
  using slow = openClient(running, room);
  await Promise.all([writer.joined, slow.joined]);
  let next = 0;
  const sendSome = async (count: number) => {
    const expected = latencies.count + count * healthyReaders;
    await atRate(count, load.perSecond, () => {
      sentMs[next] = performance.now();
      writer.send(frames[next] ?? new Uint8Array());
      next += 1;
    });
    await untilStill(() => latencies.count, expected);
    return (await running.process.ask("collect")).heldBytes;
  };
  /** Looks at the memory several times: a server may hold much, and then let go. */
  const send = async (count: number) => {
    latencies = new Latencies();
    const held: number[] = [];
    for (let part = 0; part < looks; part += 1) held.push(await sendSome(count / looks));
    return { heldBytes: Math.max(...held), p95Ms: latencies.quantile(0.95) };
  };
  const before = await send(load.before);
  slow.socket.pause();
  const after = await send(load.edits);
  return {
    heldMB: Math.max(0, after.heldBytes - before.heldBytes) / MB,
    p95BeforeMs: before.p95Ms,
    p95Ms: after.p95Ms,
    fate: await fateOf(slow, frames.length - 1),
  };
}

/** What becomes of the slow one when it reads again. */
async function fateOf(slow: LoadClient, last: number): Promise<string> {
  let [bytes, isUpToDate] = [0, false];
  slow.listener = (frame) => {
    bytes += frame.length;
    findEdits(frame, (number) => (isUpToDate ||= number === last));
  };
  slow.socket.resume();
  await becomes(() => isUpToDate || slow.isClosed, 8000);
  const read = `${Math.round(bytes / MB)} MB read`;
  if (isUpToDate) return `then up to date on the same socket, ${read}`;
  return slow.isClosed ? `cut off, ${read}` : `never up to date, ${read}`;
}

/** One text, replaced again and again, so that the document stays as small as it is. */
function largeEdits(count: number): readonly Uint8Array[] {
  const doc = new Y.Doc();
  doc.clientID = 1;
  const id = "s:slow" as EntityId;
  perform(doc, { kind: "add-entity", id, fields: { kind: "state", label: "Slow" } }, generatingAuthor);
  const frames = [updateFrame(Y.encodeStateAsUpdate(doc))];
  doc.on("update", (update: Uint8Array) => frames.push(updateFrame(update)));
  while (frames.length < count) {
    const notes = `${editMark(frames.length)}${"n".repeat(textBytes)}`;
    perform(doc, { kind: "change", id, fields: { notes } }, generatingAuthor);
  }
  return frames;
}

function toRows(subject: Subject, { heldMB, p95BeforeMs, p95Ms, fate }: Outcome): readonly Quantity[] {
  const note = `others' p95 ${p95BeforeMs.toFixed(1)} ms before, ${p95Ms.toFixed(1)} ms meanwhile; ${fate}`;
  const held = { name: `${subject.name}: held for it`, value: heldMB, unit: "MB", note };
  if (subject !== ours) return [held];
  // A tenth and a millisecond more is what two equal runs differ by.
  const slower = {
    name: "ours: others' p95, meanwhile ÷ before",
    value: p95Ms / (p95BeforeMs + 1),
    unit: "×",
  };
  return [
    { ...held, most: 8 },
    { ...slower, most: 1.1 },
  ];
}
