// Five people edit at once, cut off from each other and joined again at random. Every step is checked against the
// slow, obvious computation; every run prints its seed when it fails.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { conflictId, toEntry } from "../../schema/conflicts/conflict-entries.ts";
import { applyFindingConflicts } from "../../schema/conflicts/conflicts.ts";
import { conflictRoot } from "../../schema/document.ts";
import { perform, type Command } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import { History } from "../../schema/history.ts";
import type { RecordId } from "../../schema/ids.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { project } from "../../schema/projection.ts";
import { runSeeds } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { ann, claim, dispute, entity, entityId, relation, source, sync, workspace } from "./workspace.ts";

const stepCount = 60;
const seedCount = 60;

const entities = ["s:A", "s:B", "s:C", "s:D", "d:one", "d:two"];
const relations = ["r:1", "r:2", "r:3", "r:4"];
const claims = ["clm:1", "clm:2", "clm:3", "clm:4"];
const everything = [...entities, ...relations, ...claims, "src:one", "evd:1", "evd:2", "dsp:1"].map(
  (id) => id as RecordId,
);

class Replica {
  readonly doc = new Y.Doc();
  readonly live = new LiveProjection(this.doc);
  readonly history = new History(this.doc);

  /** Which of two values wins hangs on the client ids, so they come from the seed too. */
  constructor(random: Random) {
    this.doc.clientID = 1 + random.below(2 ** 31);
  }
}

type CommandMaker = (random: Random) => Command;
const some = (random: Random, list: readonly string[]) => entityId(random.pick(list));

const commandMakers: readonly CommandMaker[] = [
  (random) => {
    const fields = { label: `L${random.below(4)}`, kind: random.pick(["state", "decision", "odd"]) };
    return entity(random.pick(entities), fields);
  },
  (random) => relation(random.pick(relations), random.pick(entities), random.pick(entities)),
  (random) => claim(random.pick(claims), random.pick([...relations, ...entities])),
  (random) => {
    const actors = [some(random, entities), some(random, entities)];
    return claim(random.pick(claims), random.pick(entities), {
      stance: random.pick(["support", "oppose"]),
      actors,
    });
  },
  (random) => dispute(random.pick(["dsp:1", "dsp:2"]), [random.pick(claims), random.pick(claims)]),
  (random) => ({ kind: "change", id: some(random, entities), fields: { label: `L${random.below(4)}` } }),
  (random) => ({ kind: "retract", ids: [random.pick(everything)] }),
  (random) => ({ kind: "restore", ids: [random.pick(everything)] }),
  (random) => ({ kind: "merge", id: some(random, entities), into: some(random, entities) }),
  (random) => ({ kind: "unmerge", id: some(random, entities) }),
  (random) => ({ kind: "change", id: some(random, relations), fields: { from: some(random, entities) } }),
  (random) => ({ kind: "change", id: some(random, claims), fields: { on: some(random, relations) } }),
  (random) => ({ kind: "rename", id: some(random, entities), label: `N${random.below(6)}` }),
];

/** Settles a conflict, if there is one to be seen. */
function settling(random: Random, { doc }: Replica): Command | undefined {
  const { conflicts } = project(doc);
  const conflict = conflicts.length > 0 ? random.pick(conflicts) : undefined;
  if (!conflict) return undefined;
  const take = random.chance(0.5) ? random.pick(conflict.others).write : undefined;
  return { kind: "settle-conflict", root: conflict.root, key: conflict.key, ...(take && { take }) };
}

/** Joins two replicas; what the first of all receives, it watches for conflicts, as a server does. */
function join(a: Replica, b: Replica, first: Replica): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    const update = Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc));
    if (to !== first) Y.applyUpdate(to.doc, update);
    else
      for (const found of applyFindingConflicts(to.doc, update))
        to.doc.getMap(conflictRoot).set(
          conflictId(found.values),
          toEntry(found, () => ({})),
        );
  }
}

function step(random: Random, replica: Replica): void {
  if (random.chance(0.1)) return void replica.history.undo(ann);
  if (random.chance(0.05)) return void replica.history.redo(ann);
  try {
    const command = random.chance(0.1) ? settling(random, replica) : random.pick(commandMakers)(random);
    if (command) replica.history.perform(command, "step", ann);
  } catch (error) {
    // Most random commands are refused, as they should be; anything but a refusal is a bug.
    if (!(error instanceof EntenteError)) throw error;
  }
}

/** A graph as comparable data, whatever the order of its maps. */
function plain(graph: Graph): unknown {
  const sorted = (map: ReadonlyMap<string, unknown>) =>
    [...map]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, value instanceof Set ? [...value].map(String).toSorted() : value]);
  // Every part of the graph, so that none can be forgotten here.
  return Object.fromEntries(
    Object.entries(graph).map(([name, part]: [string, unknown]) => [
      name,
      part instanceof Map ? sorted(part as ReadonlyMap<string, unknown>) : part,
    ]),
  );
}

function run(seed: number): void {
  const random = new Random(seed);
  const replicas = Array.from({ length: 5 }, () => new Replica(random));
  const [server] = replicas;
  if (!server) throw new Error("five replicas");
  perform(random.pick(replicas).doc, source(), ann);
  for (let index = 0; index < stepCount; index += 1) {
    const replica = random.pick(replicas);
    step(random, replica);
    if (random.chance(0.35)) join(replica, random.pick(replicas), server);
    for (const { live, doc } of replicas) {
      if (random.chance(0.5)) continue;
      live.flush();
      expect(plain(live.graph)).toEqual(plain(project(doc)));
    }
  }
  for (const a of replicas) for (const b of replicas) sync(a.doc, b.doc);
  const graphs = replicas.map(({ doc }) => plain(project(doc)));
  for (const graph of graphs) expect(graph).toEqual(graphs[0]);
  for (const { live } of replicas) {
    live.flush();
    expect(plain(live.graph)).toEqual(graphs[0]);
    expectSound(live.graph);
  }
}

/** A visible relation has two visible ends; a visible claim has a visible target. */
function expectSound(graph: Graph): void {
  for (const { from, to } of graph.relations.values()) {
    expect(graph.entities.has(from) && graph.entities.has(to)).toBe(true);
  }
  for (const { on } of graph.claims.values()) {
    expect(graph.entities.has(on as never) || graph.relations.has(on as never)).toBe(true);
  }
}

test(
  "PRJ-2, PRJ-3 five replicas agree after any partition, and step by step equals all at once",
  { timeout: 600_000 },
  () => runSeeds("replicas", seedCount, run),
);

test("PRJ-2 any order of the same updates gives the same graph", () => {
  const author = new Y.Doc();
  const updates: Uint8Array[] = [];
  author.on("update", (update: Uint8Array) => updates.push(update));
  const random = new Random(11);
  const replica = { doc: author, live: new LiveProjection(author), history: new History(author) };
  perform(author, source(), ann);
  for (let index = 0; index < 200; index += 1) step(random, replica);
  for (let round = 0; round < 5; round += 1) {
    const reader = new Y.Doc();
    const live = new LiveProjection(reader);
    for (const update of updates.toSorted(() => random.next() - 0.5)) {
      Y.applyUpdate(reader, update);
      live.flush();
    }
    expect(plain(live.graph)).toEqual(plain(project(author)));
  }
});

test("PRJ-3 a flush names the records that look different", () => {
  const doc = workspace(
    source(),
    entity("s:A"),
    entity("s:B"),
    relation("r:1", "s:A", "s:B"),
    claim("clm:1", "r:1"),
  );
  const live = new LiveProjection(doc);
  let calls = 0;
  live.onDirty(() => (calls += 1));
  perform(doc, { kind: "retract", ids: [entityId("s:A")] }, ann);
  perform(doc, entity("s:C"), ann);
  expect(calls).toBe(1);
  expect([...live.flush()].toSorted()).toEqual(["clm:1", "r:1", "s:A", "s:C"]);
  expect(live.flush().size).toBe(0);
});
