// The promises of the data model, counted: over many random runs of five people with partitions, reloads, undo and merges,
// every counter must stay at zero. Truth is what the people knew when they wrote, counted beside the documents.
import { expect, test } from "vitest";

import { graphRoots } from "../../schema/document.ts";
import { type Command } from "../../schema/edits.ts";
import type { Graph } from "../../schema/graph.ts";
import { History } from "../../schema/history.ts";
import type { RecordId } from "../../schema/ids.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { project } from "../../schema/projection.ts";
import { runSeeds } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import { fileDocument, fileOf } from "./imported.ts";
import { idsOf, TeamImports, type ImportFaults } from "./team-imports.ts";
import { attempt, Team, type Member, type Standing, type TeamRoom } from "./team.ts";
import { ann, claim, dispute, entity, entityId, relation, source } from "./workspace.ts";

/** What some of them import: a few records, some of which they have under the same ids. */
const file = fileOf(fileDocument(entity("s:A", { label: "From the file" })));

const memberCount = 5;
const stepCount = 80;
const seedCount = 100;

/** The last three come with the file only. */
const entities = ["s:A", "s:B", "s:C", "a:P", "d:one", "d:two", "s:JPN", "a:TPP", "a:OLD"];
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
  "relations and claims hidden without a word",
  "values of others that an undo changed",
  "records of others that an undo took away",
  "records that did not come with an import and went with its undo",
  "imported records that went with the undo though somebody had worked on them",
  "values of others that the undo of an import changed",
  "imported records that stayed without a word",
] as const;
type Counter = (typeof counters)[number];
type Counts = Map<Counter, number>;

/** What somebody has open beside the map. */
interface Tools {
  readonly history: History;
  readonly live: LiveProjection;
}
type Person = Member<Tools>;

const room: TeamRoom<Tools> = {
  roots: graphRoots,
  open: (doc) => ({ history: new History(doc), live: new LiveProjection(doc) }),
};

function count(counts: Counts, counter: Counter, faults: number): void {
  counts.set(counter, (counts.get(counter) ?? 0) + faults);
}

function run(seed: number): Counts {
  const random = new Random(seed);
  const team = new Team(memberCount, random, room);
  const imports = new TeamImports(team, file);
  const counts: Counts = new Map(counters.map((counter) => [counter, 0]));
  for (let index = 0; index < stepCount; index += 1) {
    const member = random.pick(team.members);
    const chance = random.next();
    if (chance < 0.12) takeBack(team, member, counts, () => member.tools.history.undo(ann));
    else if (chance < 0.16) takeBack(team, member, counts, () => member.tools.history.redo(ann));
    else if (chance < 0.19) member.reload();
    else if (chance < 0.22) imports.import(member);
    else if (chance < 0.24) countImport(counts, imports.undo(member, random));
    else if (chance < 0.25) countImport(counts, imports.bringBack(member, random));
    else attempt(() => member.tools.history.perform(random.pick(makers)(random), "step", ann));
    if (random.chance(0.3)) team.meet(member, random.pick(team.members));
  }
  team.gather();
  judge(team, counts);
  return counts;
}

function countImport(counts: Counts, { gone, takenFromOthers, overwritten, untold }: ImportFaults): void {
  count(counts, "records that did not come with an import and went with its undo", gone.length);
  count(
    counts,
    "imported records that went with the undo though somebody had worked on them",
    takenFromOthers.length,
  );
  count(counts, "values of others that the undo of an import changed", overwritten.length);
  count(counts, "imported records that stayed without a word", untold.length);
}

function takeBack(team: Team<Tools>, member: Person, counts: Counts, undo: () => void): void {
  const { overruled, gone } = team.takeBack(member, undo, (doc) => idsOf(project(doc)));
  count(counts, "values of others that an undo changed", overruled.length);
  count(counts, "records of others that an undo took away", gone.length);
}

function judge(team: Team<Tools>, counts: Counts): void {
  const [first] = team.members;
  if (!first) return;
  const seen = plain(project(first.doc));
  const { apart, changedByReload, replaced } = team.faults();
  const different = team.members.filter(({ doc, tools: { live } }) => {
    live.flush();
    return plain(project(doc)) !== seen || plain(live.graph) !== seen;
  });
  count(counts, "people who have everything and see different things", apart.length + different.length);
  count(counts, "documents that say something else after a reload", changedByReload.length);
  count(counts, "keys that end with a value that somebody knowingly replaced", replaced.length);
  judgeGraph(team.standing(first.doc), project(first.doc), counts);
}

function judgeGraph(values: ReadonlyMap<string, Standing>, graph: Graph, counts: Counts): void {
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

/** A relation or claim that is in the document is shown, in the bin, in the bin with its relation, or a problem says why not. */
function countHidden(values: ReadonlyMap<string, Standing>, graph: Graph, counts: Counts): void {
  const binned = new Set<string>(graph.bin.map(({ id }) => id));
  const told = new Set<string>([...binned, ...graph.problems.map(({ target }) => target)]);
  const shown = idsOf(graph);
  const goesWithRelation = (id: string) => {
    const base = values.get(`c ${id}`)?.value as { readonly on?: string } | undefined;
    const on = (values.get(`c ${id}/on`)?.value as string | undefined) ?? base?.on;
    return on !== undefined && binned.has(on);
  };
  const hidden = [...relations, ...claims].filter(
    (id) =>
      (values.has(`e ${id}`) || values.has(`c ${id}`)) &&
      !shown.has(id) &&
      !told.has(id) &&
      !goesWithRelation(id),
  );
  count(counts, "relations and claims hidden without a word", hidden.length);
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
