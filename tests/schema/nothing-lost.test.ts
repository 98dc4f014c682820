// The promises of the data model, counted: over many random runs of five people with partitions, reloads, undo and merges,
// every counter must stay at zero. Truth is what the people knew when they wrote, counted beside the documents.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { canonicalJson } from "../../schema/canonical.ts";
import { graphRoots, isSameWrite, writeIdOf, type WriteId } from "../../schema/document.ts";
import { type Command } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import { project } from "../../schema/projection.ts";
import { importSnapshot } from "../../schema/imports/import.ts";
import { readImports, recordsOf } from "../../schema/imports/import-batch.ts";
import { runSeeds } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { Team, type Member } from "./team.ts";
import { fileDocument, fileOf, undo } from "./imported.ts";
import { ann, claim, dispute, entity, entityId, relation, source } from "./workspace.ts";

/** What some of them import: a few records, some of which they have under the same ids. */
const file = fileOf(fileDocument(entity("s:A", { label: "From the file" })));

const memberCount = 5;
const stepCount = 80;
const seedCount = 100;

const entities = ["s:A", "s:B", "s:C", "a:P", "d:one", "d:two"];
const relations = ["r:1", "r:2", "r:3", "r:4"];
const claims = ["clm:1", "clm:2", "clm:3", "clm:4", "clm:5"];
const everything = [...entities, ...relations, ...claims, "src:one", "dsp:1"].map((id) => id as RecordId);

type Make = (random: Random) => Command;
const some = (random: Random, list: readonly string[]) => entityId(random.pick(list));

const makers: readonly Make[] = [
  (random) => entity(random.pick(entities), { label: `L${random.below(4)}`, notes: `N${random.below(3)}` }),
  (random) => relation(random.pick(relations), random.pick(entities), random.pick(entities)),
  (random) => claim(random.pick(claims), random.pick([...relations, ...entities])),
  (random) =>
    claim(random.pick(claims), random.pick(entities), {
      stance: random.pick(["support", "oppose"]),
      actors: [some(random, entities)],
    }),
  () => source(),
  (random) => dispute("dsp:1", [random.pick(claims), random.pick(claims)]),
  (random) => ({ kind: "change", id: some(random, entities), fields: { notes: `N${random.below(9)}` } }),
  (random) => ({ kind: "change", id: some(random, claims), fields: { credibility: 1 + random.below(6) } }),
  (random) => ({ kind: "change", id: some(random, relations), fields: { to: some(random, entities) } }),
  (random) => ({ kind: "rename", id: some(random, entities), label: `R${random.below(5)}` }),
  (random) => ({ kind: "retract", ids: [random.pick(everything)] }),
  (random) => ({ kind: "restore", ids: [random.pick(everything)] }),
  (random) => ({ kind: "merge", id: some(random, entities), into: some(random, entities) }),
  (random) => ({ kind: "unmerge", id: some(random, entities) }),
  (random) => ({ kind: "set-meta", fields: { title: `T${random.below(3)}` } }),
  (random) => ({ kind: "all", commands: [pick(random)(random), pick(random)(random)] }),
];

function pick(random: Random): Make {
  return random.pick(makers.slice(0, -1));
}

/** Each is a promise of the model; what it counts must never happen. */
const counters = [
  "people who have everything and see different things",
  "documents that say something else after a reload",
  "keys that end with a value that somebody knowingly replaced",
  "changed fields that a later base hides",
  "pieces of evidence that are live in the document and missing in the graph",
  "records without a required field",
  "relations shown with an end missing",
  "relations hidden without a word",
  "values of others that an undo changed",
  "records of others that an undo took away",
  "records that did not come with an import and went with its undo",
] as const;
type Counter = (typeof counters)[number];
type Counts = Map<Counter, number>;

function count(counts: Counts, counter: Counter, faults: number): void {
  counts.set(counter, (counts.get(counter) ?? 0) + faults);
}

function run(seed: number): Counts {
  const random = new Random(seed);
  const team = new Team(memberCount, random);
  const counts: Counts = new Map(counters.map((counter) => [counter, 0]));
  for (let index = 0; index < stepCount; index += 1) {
    const member = random.pick(team.members);
    const chance = random.next();
    if (chance < 0.12) takeBack(member, counts);
    else if (chance < 0.16) member.history.redo(ann);
    else if (chance < 0.19) member.reload();
    else if (chance < 0.21)
      importSnapshot(member.doc, file, ann, { id: `batch${100 + index}`, name: "file" });
    else if (chance < 0.23) undoImport(random, member, counts);
    else attempt(member, random.pick(makers)(random));
    if (random.chance(0.3)) team.meet(member, random.pick(team.members));
  }
  team.gather();
  judge(team, counts);
  return counts;
}

function attempt(member: Member, command: Command): void {
  try {
    member.history.perform(command, "step", ann);
  } catch (error) {
    // Most random commands are refused, as they should be; anything but a refusal is a bug.
    if (!(error instanceof EntenteError)) throw error;
  }
}

/** Takes an import back, and looks whether anything went that did not come with it. */
function undoImport(random: Random, { doc }: Member, counts: Counts): void {
  const open = readImports(doc).filter(({ undone }) => !undone);
  if (open.length === 0) return;
  const { id } = random.pick(open);
  const own = new Set<string>(recordsOf(doc, id));
  const [before, seenBefore] = [standing(doc), idsOf(project(doc))];
  undo(doc, id, ann);
  const [after, seenAfter] = [standing(doc), idsOf(project(doc))];
  // What the import had changed is as it was before, and what hangs on that shows or hides with it.
  const rewritten = [...after].filter(([place, { write }]) => !isSameWrite(write, before.get(place)?.write));
  const touched = new Set(rewritten.map(([place]) => place.split(" ")[1]?.split("/")[0] ?? ""));
  const said = (record: string) => [...before].filter(([place]) => place.split(/[ /]/)[1] === record);
  const hangsOn = (record: string) =>
    [...touched, ...own].some((other) => JSON.stringify(said(record)).includes(`"${other}"`));
  const gone = [...seenBefore].filter(
    (record) => !seenAfter.has(record) && !own.has(record) && !touched.has(record) && !hangsOn(record),
  );
  count(counts, "records that did not come with an import and went with its undo", gone.length);
}

interface Standing {
  readonly value: unknown;
  readonly write: WriteId | undefined;
}

function standing(doc: Y.Doc): ReadonlyMap<string, Standing> {
  return new Map(
    graphRoots.flatMap((root) => {
      const map = doc.getMap(root);
      return [...map].map(
        ([key, value]) => [`${root} ${key}`, { value, write: writeIdOf(map, key) }] as const,
      );
    }),
  );
}

/** Undoes a step, and looks whether anything of somebody else's was touched. */
function takeBack(member: Member, counts: Counts): void {
  const { doc } = member;
  const before = standing(doc);
  const seenBefore = idsOf(project(doc));
  member.history.undo(ann);
  const after = standing(doc);
  const isForeign = ({ write }: Standing) => write?.client !== doc.clientID;
  const changed = [...before].filter(
    ([place, was]) => isForeign(was) && !isSameWrite(was.write, after.get(place)?.write),
  );
  count(counts, "values of others that an undo changed", changed.length);
  // Undoing one's own restoration puts a record back into the bin, which is what stood there before. Undoing an addition
  // must not take along what others have added to it.
  const written = [...after].filter(([place, { write }]) => !isSameWrite(write, before.get(place)?.write));
  const isAddition = written.every(([place]) => place.endsWith("/$del") && !before.has(place));
  const seenAfter = idsOf(project(doc));
  const gone = [...seenBefore].filter((id) => {
    const base = ["n", "e", "c", "s"].map((root) => before.get(`${root} ${id}`)).find((item) => item);
    return isAddition && !seenAfter.has(id) && base !== undefined && isForeign(base);
  });
  count(counts, "records of others that an undo took away", gone.length);
}

function idsOf({ entities: e, relations: r, claims: c, sources: s }: Graph): ReadonlySet<string> {
  return new Set<string>([...e.keys(), ...r.keys(), ...c.keys(), ...s.keys()]);
}

function judge(team: Team, counts: Counts): void {
  const [first] = team.members;
  if (!first) return;
  const said = contentOf(first.doc);
  const seen = plain(project(first.doc));
  for (const { doc, live } of team.members) {
    live.flush();
    const isSame = contentOf(doc) === said && plain(project(doc)) === seen && plain(live.graph) === seen;
    count(counts, "people who have everything and see different things", isSame ? 0 : 1);
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
    count(counts, "documents that say something else after a reload", contentOf(copy) === said ? 0 : 1);
  }
  for (const [place, allowed] of team.allowed()) {
    const value = canonicalJson(standing(first.doc).get(place)?.value);
    count(counts, "keys that end with a value that somebody knowingly replaced", allowed.has(value) ? 0 : 1);
  }
  judgeGraph(first.doc, project(first.doc), counts);
}

function judgeGraph(doc: Y.Doc, graph: Graph, counts: Counts): void {
  const values = standing(doc);
  for (const shown of graph.entities.values()) {
    const isWhole = typeof shown.label === "string" && typeof shown.kind === "string";
    count(counts, "records without a required field", isWhole ? 0 : 1);
    const hidden = (["notes", "label"] as const).filter((field) => {
      const patch = values.get(`n ${shown.id}/${field}`)?.value;
      return patch !== undefined && (patch ?? undefined) !== shown[field];
    });
    count(counts, "changed fields that a later base hides", hidden.length);
  }
  for (const { from, to } of graph.relations.values()) {
    const isWhole = graph.entities.has(from) && graph.entities.has(to);
    count(counts, "relations shown with an end missing", isWhole ? 0 : 1);
  }
  countHidden(values, graph, counts);
  countEvidence(values, graph, counts);
}

/** A relation that is in the document is shown, in the bin, or a problem says why not. */
function countHidden(values: ReadonlyMap<string, Standing>, graph: Graph, counts: Counts): void {
  const told = new Set([
    ...graph.bin.map(({ id }) => String(id)),
    ...graph.problems.map(({ target }) => target),
  ]);
  const hidden = relations.filter(
    (id) => values.has(`e ${id}`) && !graph.relations.has(id as never) && !told.has(id),
  );
  count(counts, "relations hidden without a word", hidden.length);
}

function countEvidence(values: ReadonlyMap<string, Standing>, graph: Graph, counts: Counts): void {
  for (const [place, { value }] of values) {
    if (!/^c evd:[^/]+$/.test(place)) continue;
    const { claim: owner, source: from } = value as { readonly claim: string; readonly source: string };
    const deleted = values.get(`${place}/$del`)?.value;
    const isLive = typeof deleted !== "object" && graph.sources.has(from as never);
    const shown = graph.claims.get(owner as never);
    const isMissing = isLive && shown && !shown.evidence.some(({ id }) => place === `c ${id}`);
    count(
      counts,
      "pieces of evidence that are live in the document and missing in the graph",
      isMissing ? 1 : 0,
    );
  }
}

function contentOf(doc: Y.Doc): string {
  return canonicalJson(Object.fromEntries(graphRoots.map((root) => [root, doc.getMap(root).toJSON()])));
}

/** A graph as text, whatever the order of its maps. */
function plain(graph: Graph): string {
  return JSON.stringify(graph, (_, value: unknown) => {
    if (value instanceof Map) return [...value].toSorted(([a], [b]) => (String(a) < String(b) ? -1 : 1));
    return value instanceof Set ? [...value].map(String).toSorted() : value;
  });
}

test(
  "PRJ-2, REC-1, UND-2, UND-3 five people, partitions, reloads, undo and merges: with imports and their undo: nothing is lost and nobody is overruled unknowingly",
  { timeout: 600_000 },
  () => {
    const nothing = Object.fromEntries(counters.map((counter) => [counter, 0]));
    runSeeds("nothing-lost", seedCount, (seed) => expect(Object.fromEntries(run(seed))).toEqual(nothing));
  },
);
