// Going back to a version: whatever people did meanwhile, the map says again what it said then.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { memberName } from "../../../schema/assemble.ts";
import { canonicalJson } from "../../../schema/canonical.ts";
import { applyFindingConflicts } from "../../../schema/conflicts/conflicts.ts";
import { conflictId, toEntry, unsettledEntries } from "../../../schema/conflicts/conflict-entries.ts";
import { collectUpdates } from "../../../schema/collect-updates.ts";
import { conflictRoot } from "../../../schema/document.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import type { Graph } from "../../../schema/graph.ts";
import { History } from "../../../schema/history.ts";
import { importSnapshot } from "../../../schema/imports/import.ts";
import { readImports } from "../../../schema/imports/import-batch.ts";
import { carryOutReversal, planBringBack, planUndo } from "../../../schema/imports/undo-import.ts";
import { project } from "../../../schema/projection.ts";
import { carryOutRestore, planRestore } from "../../../schema/versions/restore.ts";
import { reportRestore } from "../../../schema/versions/restore-report.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { batch, bob, fileDocument, fileOf, imported, present, undo } from "../imported.ts";
import { ann, claim, dispute, entity, entityId, relation, source, workspace } from "../workspace.ts";

const some = (random: Random, ids: readonly string[]) => entityId(random.pick(ids));
const records = ["s:JPN", "s:KOR", "s:PER", "a:TPP", "r:1", "clm:1", "src:one", "d:one"];

/** What somebody may do; those that are refused are no edits. */
const edits: readonly ((random: Random, index: number) => Command)[] = [
  (random) => ({ kind: "change", id: some(random, records), fields: { notes: `N${random.below(3)}` } }),
  (random) => ({ kind: "change", id: some(random, ["s:JPN", "s:KOR"]), fields: { notes: null } }),
  (random) => {
    const name = `M${random.below(3)}`;
    const alias = random.chance(0.3) ? null : { name, use: random.pick(["common", "official"]) };
    return {
      kind: "change",
      id: some(random, ["s:JPN", "s:KOR"]),
      fields: { [`aliases.${memberName(name)}`]: alias },
    };
  },
  (random) => ({
    kind: "change",
    id: some(random, ["s:JPN", "s:PER"]),
    fields: { aliases: [{ name: "M1" }] },
  }),
  (random) => ({
    kind: "change",
    id: some(random, ["s:JPN", "s:PER"]),
    fields: { "identifiers.own": random.chance(0.3) ? null : `I${random.below(3)}` },
  }),
  (random) => ({ kind: "rename", id: some(random, ["s:JPN", "a:TPP"]), label: `L${random.below(3)}` }),
  (random, index) => entity(`s:X${index}`, { label: `X${random.below(2)}` }),
  (random, index) =>
    relation(`r:o${index}`, some(random, ["s:JPN", "s:KOR", "s:X1"]), some(random, ["a:TPP", "s:PER"])),
  (random, index) => claim(`clm:o${index}`, some(random, ["r:1", "d:one", "s:PER", "s:KOR"])),
  (_, index) => dispute(`dsp:${index}`, ["clm:1", `clm:o${index - 1}`]),
  () => source("src:two"),
  (random) => ({ kind: "retract", ids: [some(random, [...records, "s:X1", "r:o1"])] }),
  (random) => ({ kind: "restore", ids: [some(random, records)] }),
  (random) => ({
    kind: "merge",
    id: some(random, ["s:JPN", "s:PER"]),
    into: some(random, ["s:KOR", "s:JPN"]),
  }),
  (random) => ({
    kind: "merge",
    id: some(random, ["s:X1", "s:X11", "s:JPN"]),
    into: some(random, ["s:KOR", "s:X12"]),
  }),
  (random) => ({ kind: "unmerge", id: some(random, ["s:JPN", "s:PER"]) }),
  (random) => ({ kind: "set-meta", fields: { title: `T${random.below(3)}` } }),
  (random) => ({
    kind: "set-meta",
    fields: { "entityKinds.league": random.chance(0.4) ? null : { label: `League ${random.below(2)}` } },
  }),
];

/** What a map says, whatever the order of its keys. Conflicts, and what is in the bin, are no part of it. */
function saying(doc: Y.Doc): unknown {
  const graph = project(doc);
  const sorted = (part: ReadonlyMap<string, unknown>) =>
    [...part]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, value]) => [id, canonicalJson(unordered(value))]);
  const parts = ["entities", "relations", "claims", "sources", "disputes", "merged"] as const;
  return {
    ...Object.fromEntries(parts.map((part) => [part, sorted(graph[part])])),
    dangling: [...graph.dangling.keys()].toSorted(),
    meta: canonicalJson(graph.meta),
    problems: problemsOf(graph),
  };
}

/** Other names have no order. */
function unordered(value: unknown): unknown {
  const { aliases, ...others } = value as { readonly aliases?: readonly { readonly name: string }[] };
  return { ...others, ...(aliases && { aliases: aliases.map(canonicalJson).toSorted() }) };
}

function problemsOf({ problems }: Graph): readonly string[] {
  return problems
    .filter(({ code }) => code !== "conflict")
    .map(canonicalJson)
    .toSorted();
}

function attempt(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
  }
}

function copyOf(doc: Y.Doc): Y.Doc {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
}

function goBack(doc: Y.Doc, then: Y.Doc): void {
  for (const _ of carryOutRestore(doc, planRestore(then, doc, bob), bob));
}

/** Some edits of one person, with undo, and an import undone or brought back now and then. */
function workOn(doc: Y.Doc, random: Random, start: number): void {
  const history = new History(doc);
  for (let index = start; index < start + random.below(9); index += 1) {
    attempt(() => history.perform(random.pick(edits)(random, index), "edit", ann));
    if (random.chance(0.2)) history.undo(ann);
    if (random.chance(0.1)) attempt(() => undo(doc));
    if (random.chance(0.1)) attempt(() => [...carryOutReversal(doc, planBringBack(doc, batch.id), ann)]);
  }
}

test("RST-1 whatever people did since, going back makes the map say what it said then, and again the other way", () => {
  runSeeds("restore", 150, (seed) => {
    const random = new Random(seed);
    const doc = imported(present());
    workOn(doc, random, 0);
    const [then, said, imports] = [copyOf(doc), saying(doc), canonicalJson(readImports(doc))];
    workOn(doc, random, 10);
    const [later, saidLater] = [copyOf(doc), saying(doc)];
    goBack(doc, then);
    expect(saying(doc), `seed ${seed}`).toEqual(said);
    expect(canonicalJson(readImports(doc)), `seed ${seed}`).toBe(imports);
    expect(planRestore(then, doc, bob), `seed ${seed}`).toEqual([]);
    goBack(doc, later);
    expect(saying(doc), `seed ${seed}, back again`).toEqual(saidLater);
  });
});

test("RST-2 what somebody wrote off line meanwhile is there beside what came back, the same for everybody", () => {
  runSeeds("restore-offline", 100, (seed) => {
    const random = new Random(seed);
    const doc = imported(present());
    workOn(doc, random, 0);
    const then = copyOf(doc);
    workOn(doc, random, 10);
    const offline = copyOf(doc);
    perform(offline, entity("s:OFF", { label: "Off line" }), ann);
    attempt(() =>
      perform(offline, { kind: "change", id: entityId("s:KOR"), fields: { subtype: "off" } }, ann),
    );
    goBack(doc, then);
    const back = saying(doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(offline));
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(doc));
    expect(saying(offline)).toEqual(saying(doc));
    expect(project(doc).entities.get(entityId("s:OFF"))).toMatchObject({ label: "Off line" });
    // Nothing else came with it.
    attempt(() => perform(doc, { kind: "retract", ids: [entityId("s:OFF")] }, ann));
    attempt(() => perform(doc, { kind: "change", id: entityId("s:KOR"), fields: { subtype: null } }, ann));
    expect(saying(doc), `seed ${seed}`).toEqual(back);
  });
});

test("RST-3 records that were not there then go to the bin by the hand of whoever goes back", () => {
  const doc = workspace(entity("s:JPN"));
  const then = copyOf(doc);
  perform(doc, entity("s:KOR"), ann);
  perform(doc, entity("s:PER"), ann);
  perform(doc, { kind: "retract", ids: [entityId("s:PER")] }, ann);
  goBack(doc, then);
  expect(project(doc).bin.map(({ id, deletedBy }) => [id, deletedBy])).toEqual([
    ["s:KOR", "Bob"],
    ["s:PER", "Ann"],
  ]);
  expect(project(doc).bin.some(({ isChangedSince }) => isChangedSince)).toBe(false);
});

test("RST-5 going back makes no conflict with what was there, and settles those whose value it writes over", () => {
  const doc = workspace(entity("s:JPN", { label: "Japan" }));
  const then = copyOf(doc);
  const other = copyOf(doc);
  perform(doc, { kind: "change", id: entityId("s:JPN"), fields: { notes: "One" } }, ann);
  perform(other, { kind: "change", id: entityId("s:JPN"), fields: { notes: "Two" } }, bob);
  const [found] = applyFindingConflicts(doc, Y.encodeStateAsUpdate(other));
  if (!found) throw new Error("two notes written at once are a conflict");
  doc.getMap(conflictRoot).set(
    conflictId(found.values),
    toEntry(found, () => ({})),
  );
  expect([project(doc).conflicts.length, unsettledEntries(doc).size]).toEqual([1, 1]);
  const everybody = copyOf(doc);
  const updates = collectUpdates(doc, () => goBack(doc, then));
  expect([project(doc).conflicts, unsettledEntries(doc).size]).toEqual([[], 0]);
  expect(updates.flatMap((update) => applyFindingConflicts(everybody, update))).toEqual([]);
  expect(saying(everybody)).toEqual(saying(then));
});

test("RST-6 what only the server writes stays as it is", () => {
  const doc = workspace(entity("s:JPN"));
  const then = copyOf(doc);
  doc.getMap("m").set("schema", 1);
  goBack(doc, then);
  expect(doc.getMap("m").get("schema")).toBe(1);
});

test("an import that came since goes to the bin, stays in the list, and can be imported again", () => {
  const doc = present();
  const then = copyOf(doc);
  const full = saying(imported(doc));
  goBack(doc, then);
  expect(saying(doc)).toEqual(saying(then));
  expect(readImports(doc)).toMatchObject([{ id: batch.id }]);
  expect(planUndo(doc, batch.id).records).toEqual([]);
  importSnapshot(doc, fileOf(fileDocument()), ann, { ...batch, id: "aaaa0002" });
  expect(saying(doc)).toEqual(full);
});

test("what a restore changes is counted, and named in the order of what matters", () => {
  const doc = workspace(
    entity("s:JPN", { label: "Japan" }),
    entity("a:TPP", { kind: "agreement" }),
    source(),
  );
  perform(doc, { kind: "all", commands: [relation("r:1", "s:JPN", "a:TPP"), claim("clm:1", "r:1")] }, ann);
  const then = copyOf(doc);
  perform(doc, { kind: "retract", ids: [entityId("s:JPN"), entityId("clm:1")] }, ann);
  perform(doc, entity("d:one", { kind: "decision", label: "Shall they?" }), ann);
  perform(doc, { kind: "change", id: entityId("r:1"), fields: { note: "Note" } }, ann);
  perform(doc, { kind: "set-meta", fields: { title: "Title" } }, ann);
  const plan = planRestore(then, doc, bob);
  const { counts, first } = reportRestore(then, doc, plan, 2, 3);
  const none = { added: 0, changed: 0, removed: 0 };
  expect(counts).toEqual({
    entities: { ...none, added: 1 },
    decisions: { ...none, removed: 1 },
    relations: { ...none, changed: 1 },
    claims: { ...none, added: 1 },
    others: { ...none, changed: 1 },
    texts: { changed: 2 },
  });
  expect(first).toEqual([
    { id: "s:JPN", label: "Japan", what: "added" },
    { id: "d:one", label: "Shall they?", what: "removed" },
    { id: "r:1", label: "Japan is a member of a:TPP", what: "changed" },
  ]);
});
