// What the data model costs, held against its goals: bytes at rest and on the wire, growth, and the work of one edit on
// both sides. Bytes are exact; times are medians, each beside a plain baseline of the same run.
import { setImmediate } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import * as Y from "yjs";

import { graphRoots } from "../../schema/document.ts";
import { perform, type Command } from "../../schema/edits.ts";
import type { EntityId, RelationId } from "../../schema/ids.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { packValues } from "../../schema/pack-values.ts";
import { writePins } from "../../schema/rooms/pins.ts";
import { project } from "../../schema/projection.ts";
import { defaultLimits } from "../../server/limits.ts";
import { RoomDocument } from "../../server/sync/room-document.ts";
import { generatingAuthor } from "../support/generate-graph.ts";
import { Random } from "../support/random.ts";
import { medianOf, type Benchmark, type Quantities, type Quantity } from "./measure.ts";
import { documentOf, sizeInWords, sizes, type Size } from "./sizes.ts";

const [, sizeS] = sizes;
/** About 125,000 claims and pieces of evidence: 185,000 records. */
const sizeM: Size = { entities: 10_000, relations: 50_000, claimsPerRelation: 1.25 };

/** The goals at 1,000 / 5,000. */
export const model: Benchmark = {
  name: "model",
  about: "what the data model costs at 1,000 / 5,000, against its goals",
  parts: [
    () => atRest(sizeS),
    () => wire(sizeS),
    () => growth(sizeS),
    () => work(sizeS),
    () => load(sizeS),
    () => past(sizeS),
  ],
};

/** The same at ten times the size. Takes about a minute. */
export const modelLarge: Benchmark = {
  name: "model-large",
  about: "what the data model costs at 10,000 / 50,000, against its goals",
  parts: [() => atRest(sizeM), () => work(sizeM), () => load(sizeM), () => memory(sizeM)],
};

async function atRest(size: Size): Promise<Quantities> {
  const doc = documentOf(size);
  const records = graphRoots.reduce((sum, root) => sum + doc.getMap(root).size, 0);
  const json = JSON.stringify(
    Object.fromEntries(graphRoots.map((root) => [root, doc.getMap(root).toJSON()])),
  );
  const bytes = Y.encodeStateAsUpdate(doc);
  const [packed, packedJson] = [gzipSync(bytes).byteLength, gzipSync(json).byteLength];
  const jsonBytes = Buffer.byteLength(json);
  return {
    title: `at rest, fresh: ${records.toLocaleString("en")} records`,
    rows: [
      {
        name: "document against the same as JSON",
        value: bytes.byteLength / jsonBytes,
        unit: "×",
        most: 1.05,
      },
      { name: "both gzipped", value: packed / packedJson, unit: "×", most: 1.1 },
      { name: "a record", value: bytes.byteLength / records, unit: "B", most: 180 },
      { name: "a record, gzipped", value: packed / records, unit: "B", most: 50 },
    ],
  };
}

async function wire(size: Size): Promise<Quantities> {
  const doc = copyOf(documentOf(size));
  const hub = "s:g0" as EntityId;
  // As long as the ids that the program gives.
  const added = "r:0123456789ab" as RelationId;
  const bytesOf = (command: Command) => {
    let bytes = 0;
    const count = (update: Uint8Array) => (bytes += update.byteLength);
    doc.on("update", count);
    perform(doc, command, generatingAuthor);
    doc.off("update", count);
    return bytes;
  };
  const relation = { kind: "member-of", from: hub, to: "s:g1" as EntityId, validFrom: "2018-12" };
  return {
    title: "on the wire, one action",
    rows: [
      {
        name: "set a field",
        value: bytesOf({ kind: "change", id: hub, fields: { status: "open" } }),
        unit: "B",
        most: 50,
      },
      {
        name: "a new relation",
        value: bytesOf({ kind: "add-relation", id: added, fields: relation }),
        unit: "B",
        most: 200,
      },
      {
        name: "put in the bin",
        value: bytesOf({ kind: "retract", ids: [added] }),
        unit: "B",
        most: 60,
      },
    ],
  };
}

async function growth(size: Size): Promise<Quantities> {
  const [hot, first] = [copyOf(documentOf(size)), copyOf(documentOf(size))];
  const authors = Array.from({ length: 4 }, () => new Y.Doc());
  const before = Y.encodeStateAsUpdate(hot).byteLength;
  const count = 4000;
  const random = new Random(3);
  const busy = entityIds(hot).slice(0, 50);
  const edit = (doc: Y.Doc, index: number) => {
    const fields = { status: random.pick(["open", "stalled", "carried"]) };
    const id = busy[index % busy.length];
    if (id) perform(doc, { kind: "change", id, fields }, generatingAuthor);
  };
  for (let index = 0; index < count; index += 1) {
    // Four people take turns: an alternating writer leaves the most behind.
    hot.clientID = authors[index % 4]?.clientID ?? 0;
    edit(hot, index);
  }
  const touched = [...first.getMap("e").keys()].filter((key) => !key.includes("/")).slice(0, 1000);
  for (const id of touched)
    perform(first, { kind: "change", id: id as RelationId, fields: { status: "open" } }, generatingAuthor);
  const bytesOf = (doc: Y.Doc) => Y.encodeStateAsUpdate(doc).byteLength;
  return {
    title: "growth of the document",
    rows: [
      {
        name: "an edit, on 50 busy records by 4 people",
        value: (bytesOf(hot) - before) / count,
        unit: "B",
        most: 15,
      },
      {
        name: "the first edit of a field",
        value: (bytesOf(first) - before) / touched.length,
        unit: "B",
        most: 35,
      },
      { name: "moving 20 nodes for ten minutes", value: dragged() / 1000, unit: "kB", most: 30 },
    ],
  };
}

/** One write for each node at the end of each move, a move every five seconds: what ticks goes by presence. */
function dragged(): number {
  const doc = new Y.Doc();
  for (let move = 0; move < 120; move += 1) {
    const pins = new Map(
      Array.from({ length: 20 }, (_, node) => [`s:g${node}` as EntityId, [move * 7, node * 11] as const]),
    );
    writePins(doc, pins, generatingAuthor);
  }
  return Y.encodeStateAsUpdate(doc).byteLength;
}

/** The edits of one person, one after the other, as they come over the socket. */
function editsOf(doc: Y.Doc, count: number): readonly Uint8Array[] {
  const author = copyOf(doc);
  const ids = entityIds(author);
  const updates: Uint8Array[] = [];
  author.on("update", (update: Uint8Array) => updates.push(update));
  for (let index = 0; index < count; index += 1) {
    const id = ids[index % ids.length];
    if (id) perform(author, { kind: "change", id, fields: { notes: `Round ${index}` } }, generatingAuthor);
  }
  return updates;
}

async function work(size: Size): Promise<Quantities> {
  const doc = documentOf(size);
  const updates = editsOf(doc, 2000);
  const server = new RoomDocument({ name: "bench", workspace: "bench", part: "graph" }, defaultLimits);
  let seq = 0;
  const take = (bytes: Uint8Array) => {
    const verdict = server.judge(bytes);
    if (verdict.kind !== "new") throw new Error("an edit of the benchmark is not new");
    server.queue(verdict.update);
    seq += 1;
    server.apply(verdict.update, seq);
  };
  take(Y.encodeStateAsUpdate(doc));
  const [client, bare] = [copyOf(doc), copyOf(doc)];
  using live = new LiveProjection(client);
  const times = { server: [] as number[], client: [] as number[], bare: [] as number[] };
  const timed = (list: number[], run: () => void) => {
    const startMs = performance.now();
    run();
    list.push((performance.now() - startMs) * 1000);
  };
  for (const update of updates) {
    timed(times.bare, () => Y.applyUpdate(bare, update));
    timed(times.server, () => take(update));
    timed(times.client, () => {
      Y.applyUpdate(client, update);
      live.flush();
    });
  }
  const bareUs = medianOf(times.bare);
  const row = (name: string, list: readonly number[], most: number): Quantity => ({
    name,
    value: medianOf(list),
    unit: "µs",
    most,
    note: `${(medianOf(list) / bareUs).toFixed(1)} × Y.applyUpdate alone (${bareUs.toFixed(1)} µs)`,
  });
  return {
    title: `the work of one edit in ${sizeInWords(size)}, median of ${updates.length}`,
    rows: [
      row("server: guard and apply", times.server, 25),
      row("client: apply and the new graph", times.client, 25),
    ],
  };
}

async function load(size: Size): Promise<Quantities> {
  const doc = documentOf(size);
  const bytes = Y.encodeStateAsUpdate(doc);
  const [whole, projectOnly]: [number[], number[]] = [[], []];
  for (let round = 0; round < 5; round += 1) {
    const startMs = performance.now();
    const copy = new Y.Doc();
    Y.applyUpdate(copy, bytes);
    const loadedMs = performance.now();
    project(copy);
    whole.push(performance.now() - startMs);
    projectOnly.push(performance.now() - loadedMs);
  }
  const records = graphRoots.reduce((sum, root) => sum + doc.getMap(root).size, 0);
  return {
    title: `from bytes to graph, ${sizeInWords(size)}, median of 5`,
    rows: [
      { name: "load and project", value: medianOf(whole), unit: "ms", most: size === sizeM ? 2500 : 400 },
      {
        name: "project and check, a record",
        value: (medianOf(projectOnly) * 1000) / records,
        unit: "µs",
        most: 5,
      },
    ],
  };
}

/** A document as it was: a full state, and 5,000 edits after it in one transaction. */
async function past(size: Size): Promise<Quantities> {
  const doc = documentOf(size);
  const [state, updates] = [Y.encodeStateAsUpdate(doc), editsOf(doc, 5000)];
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    const startMs = performance.now();
    const copy = new Y.Doc();
    copy.transact(() => [state, ...updates].forEach((bytes) => Y.applyUpdate(copy, bytes)));
    times.push(performance.now() - startMs);
  }
  return {
    title: `back in time, ${sizeInWords(size)} and 5,000 edits, median of 5`,
    rows: [{ name: "the document as it was", value: medianOf(times), unit: "ms", most: 500 }],
  };
}

/** Needs `--expose-gc` to be exact; without it the garbage of loading is counted too. */
async function memory(size: Size): Promise<Quantities> {
  const bytes = Y.encodeStateAsUpdate(documentOf(size));
  const before = await heapBytes();
  const doc = new Y.Doc();
  packValues(doc);
  Y.applyUpdate(doc, bytes);
  using live = new LiveProjection(doc);
  const used = ((await heapBytes()) - before) / 1e6;
  const note = `${live.graph.entities.size} entities${globalThis.gc ? "" : "; run with --expose-gc to be exact"}`;
  return {
    title: `memory, ${sizeInWords(size)}`,
    rows: [{ name: "document and projection", value: used, unit: "MB", most: 200, note }],
  };
}

/** What is held, once everything that can be let go of is gone: some of it only goes in a second round. */
async function heapBytes(): Promise<number> {
  for (let round = 0; round < 3; round += 1) {
    globalThis.gc?.();
    await setImmediate();
  }
  return process.memoryUsage().heapUsed;
}

function entityIds(doc: Y.Doc): readonly EntityId[] {
  return [...doc.getMap("n").keys()].filter((key): key is EntityId => !key.includes("/"));
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}
