// Which conflicts are open, how they are settled, and what undo makes of that.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { conflictId, toEntry } from "../../../schema/conflicts/conflict-entries.ts";
import { applyFindingConflicts } from "../../../schema/conflicts/conflicts.ts";
import { conflictRoot, type WriteId } from "../../../schema/document.ts";
import { perform, type Command } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import type { Conflict } from "../../../schema/graph.ts";
import { History } from "../../../schema/history.ts";
import { project } from "../../../schema/projection.ts";
import { toSnapshot } from "../../../schema/snapshot.ts";
import { ann, entity, entityId, sync, workspace } from "../workspace.ts";

const id = entityId("s:A");
const change = (fields: Readonly<Record<string, unknown>>): Command => ({ kind: "change", id, fields });

/** A document in which these commands were given at the same time, each in ignorance of the others. */
function racing(...commands: readonly Command[]): Y.Doc {
  return racingOn(workspace(entity("s:A", { notes: "old" })), ...commands);
}

function racingOn(start: Y.Doc, ...commands: readonly Command[]): Y.Doc {
  const server = new Y.Doc();
  const known = Y.encodeStateAsUpdate(start);
  Y.applyUpdate(server, known);
  commands.forEach((command, index) => {
    const doc = new Y.Doc();
    doc.clientID = 1 + index;
    Y.applyUpdate(doc, known);
    perform(doc, command, ann);
    note(server, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(start)), `Person ${index + 1}`);
  });
  return server;
}

/** What the server does with an update. */
function note(server: Y.Doc, update: Uint8Array, by: string): void {
  for (const found of applyFindingConflicts(server, update)) {
    const entry = toEntry(found, ({ client }) => (client < 100 ? { by: `Person ${client}`, at: by } : {}));
    server.getMap(conflictRoot).set(conflictId(found.values), entry);
  }
}

const conflictsOf = (doc: Y.Doc) => project(doc).conflicts;
const valuesOf = ({ current, others }: Conflict) => [current, ...others].map(({ value }) => value);
const only = (doc: Y.Doc): Conflict => {
  const [conflict, ...more] = conflictsOf(doc);
  if (!conflict || more.length > 0) throw new Error(`${more.length + 1} conflicts`);
  return conflict;
};

function settle(doc: Y.Doc, take?: WriteId): void {
  const { root, key } = only(doc);
  perform(doc, { kind: "settle-conflict", root, key, ...(take && { take }) }, ann);
}

test("CON-4 a conflict tells field, values, and who wrote them; it is a problem of the record", () => {
  const conflict = only(racing(change({ label: "One" }), change({ label: "Two" })));
  expect(conflict).toMatchObject({ root: "n", key: "s:A/label", id: "s:A", field: "label" });
  expect(valuesOf(conflict)).toEqual(["Two", "One"]);
  expect([conflict.current.by, conflict.others[0]?.by]).toEqual(["Person 2", "Person 1"]);
  const doc = racing(change({ label: "One" }), change({ label: "Two" }), change({ label: "Three" }));
  expect(valuesOf(only(doc))).toEqual(["Three", "One", "Two"]);
  expect(project(doc).problems.map(({ code, target, severity }) => [code, target, severity])).toContainEqual([
    "conflict",
    "s:A",
    "warning",
  ]);
});

test("CON-4 whatever stands in the root of entries, the projection answers", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  const entries = doc.getMap(conflictRoot);
  entries.set("cfl:a", 7);
  entries.set("cfl:b", { kind: "conflict", root: "n", key: "no key", values: [] });
  entries.set("no id", { kind: "conflict" });
  const value = { value: 1, client: 900, clock: 3 };
  entries.set("cfl:c", { kind: "conflict", root: "n", key: "s:A/notes", values: [value, value] });
  entries.set("cfl:d", { kind: "conflict", root: "n", key: "s:Z/notes", values: [value, value] });
  entries.set("cfl:e/settled", { by: "Ann", at: "" });
  expect(valuesOf(only(doc))).toEqual(["Two", "One"]);
});

test("CON-6 keeping what stands there settles it; undo opens it again", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  const history = new History(doc);
  history.perform({ kind: "settle-conflict", root: "n", key: "s:A/label" }, "Keep", ann);
  expect(conflictsOf(doc)).toEqual([]);
  expect(project(doc).entities.get(id)?.label).toBe("Two");
  history.undo(ann);
  expect(valuesOf(only(doc))).toEqual(["Two", "One"]);
  history.redo(ann);
  expect(conflictsOf(doc)).toEqual([]);
});

test("CON-6 taking the other value writes it and settles in one transaction; undo restores both", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  const history = new History(doc);
  const take = only(doc).others[0]?.write;
  if (!take) throw new Error("there is another value");
  let transactions = 0;
  doc.on("afterTransaction", () => (transactions += 1));
  history.perform({ kind: "settle-conflict", root: "n", key: "s:A/label", take }, "Take", ann);
  expect(transactions).toBe(1);
  expect(project(doc).entities.get(id)?.label).toBe("One");
  expect(conflictsOf(doc)).toEqual([]);
  history.undo(ann);
  expect(project(doc).entities.get(id)?.label).toBe("Two");
  expect(valuesOf(only(doc))).toEqual(["Two", "One"]);
});

test("CON-6 whoever changes the value with the conflict before them settles it by that", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  perform(doc, { kind: "rename", id, label: "Three" }, ann);
  expect(conflictsOf(doc)).toEqual([]);
});

test("CON-6 a change by somebody who has not heard of the conflict does not settle it", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  // Written over the winning value by a program that marks nothing.
  doc.getMap("n").set("s:A/label", "Three");
  expect(valuesOf(only(doc))).toEqual(["Three", "One"]);
});

test("CON-6 the same value written again leaves nothing to choose", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  doc.getMap("n").set("s:A/label", "One");
  expect(conflictsOf(doc)).toEqual([]);
});

test("CON-6 what is settled already, or no longer fits, is refused with the reason", () => {
  const doc = racing(change({ label: "One" }), change({ label: "Two" }));
  expect(() => settle(doc, { client: 77, clock: 1 })).toThrow("no such value");
  settle(doc);
  const again: Command = { kind: "settle-conflict", root: "n", key: "s:A/label" };
  expect(() => perform(doc, again, ann)).toThrow("has settled it");
  const odd = racing(change({ validFrom: "2024" }), change({ validFrom: "2025" }));
  const entries = odd.getMap<{ values: object[] }>(conflictRoot);
  for (const [key, entry] of entries)
    entries.set(key, { ...entry, values: entry.values.map((side) => ({ ...side, value: "soon" })) });
  const take = only(odd).others[0]?.write;
  const before = Y.encodeStateAsUpdate(odd);
  expect(() => settle(odd, take)).toThrow(EntenteError);
  expect(() => settle(odd, take)).toThrow("EDTF");
  expect(Y.encodeStateAsUpdate(odd)).toEqual(before);
});

test("CON-7 a record added twice at once: the fields that differ are in question until they are changed", () => {
  const [one, two] = [
    entity("s:B", { label: "B one", notes: "n" }),
    entity("s:B", { label: "B two", notes: "n" }),
  ];
  const doc = racing(one, two);
  expect(only(doc)).toMatchObject({ root: "n", key: "s:B", id: "s:B" });
  expect(only(doc).field).toBeUndefined();
  settle(doc, only(doc).others[0]?.write);
  expect(project(doc).entities.get(entityId("s:B"))?.label).toBe("B one");
  expect(conflictsOf(doc)).toEqual([]);
  const stamped = (imp: string) => ({ kind: "state", label: "B", imp });
  const marks = racing();
  for (const imp of ["1", "2"]) {
    const doc = new Y.Doc();
    doc.getMap("n").set("s:B", stamped(imp));
    note(marks, Y.encodeStateAsUpdate(doc), "");
  }
  expect(conflictsOf(marks)).toEqual([]);
  const changed = racing(one, two);
  perform(changed, { kind: "change", id: entityId("s:B"), fields: { label: "B" } }, ann);
  expect(conflictsOf(changed)).toEqual([]);
});

test("CON-7 deletion against restoration, merges, members and settings are settled by their own commands", () => {
  const gone = workspace(entity("s:A"), entity("s:B"), entity("s:C"), { kind: "retract", ids: [id] });
  const takeOther = (doc: Y.Doc) => {
    settle(doc, only(doc).others[0]?.write);
    expect(conflictsOf(doc)).toEqual([]);
    return project(doc);
  };
  const [restore, retract]: Command[] = [
    { kind: "restore", ids: [id] },
    {
      kind: "all",
      commands: [
        { kind: "restore", ids: [id] },
        { kind: "retract", ids: [id] },
      ],
    },
  ];
  if (!restore || !retract) throw new Error("two commands");
  expect(takeOther(racingOn(gone, restore, retract)).entities.has(id)).toBe(true);
  expect(takeOther(racingOn(gone, retract, restore)).entities.has(id)).toBe(false);
  const into = (target: string): Command => ({ kind: "merge", id: entityId("s:A"), into: entityId(target) });
  const live = workspace(entity("s:A"), entity("s:B"), entity("s:C"));
  expect(takeOther(racingOn(live, into("s:B"), into("s:C"))).merged.get(id)?.into).toBe("s:B");
  const titled = (title: string): Command => ({ kind: "set-meta", fields: { title } });
  expect(takeOther(racingOn(live, titled("One"), titled("Two"))).meta.title).toBe("One");
  const iso = (value: string) => change({ "identifiers.iso": value });
  expect(takeOther(racingOn(live, iso("A1"), iso("A2"))).entities.get(id)?.identifiers).toEqual({
    iso: "A1",
  });
});

test("CON-8 the bin says which records are not what whoever deleted them saw", () => {
  const start = workspace(entity("s:A", { notes: "old" }));
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  for (const doc of [a, b]) sync(start, doc);
  perform(a, { kind: "retract", ids: [id] }, ann);
  const changed = (doc: Y.Doc) => project(doc).bin.map(({ isChangedSince }) => isChangedSince);
  expect(changed(a)).toEqual([undefined]);
  perform(b, change({ notes: "new" }), ann);
  sync(a, b);
  expect(changed(a)).toEqual([true]);
  expect(changed(b)).toEqual([true]);
  perform(b, change({ notes: "old" }), ann);
  expect(changed(b)).toEqual([undefined]);
});

test("CON-8 a step that changes and deletes, undone and redone, deletes what was seen then", () => {
  const doc = workspace(entity("s:A", { notes: "old" }));
  const history = new History(doc);
  const both: Command = {
    kind: "all",
    commands: [change({ notes: "last" }), { kind: "retract", ids: [id] }],
  };
  history.perform(both, "Both", ann);
  expect(project(doc).bin[0]?.isChangedSince).toBeUndefined();
  history.perform({ kind: "restore", ids: [id] }, "Restore", ann);
  history.perform({ kind: "retract", ids: [id] }, "Retract", ann);
  history.undo(ann);
  const other = new Y.Doc();
  sync(doc, other);
  perform(other, change({ subtype: "new" }), ann);
  sync(doc, other);
  history.redo(ann);
  expect(project(doc).bin[0]?.isChangedSince).toBeUndefined();
});

test("CON-9 an export lists open conflicts among its problems", () => {
  const context = { workspace: "w", id: "1", createdAt: "", generation: "g", head: 1 };
  const snapshot = toSnapshot(project(racing(change({ label: "One" }), change({ label: "Two" }))), context);
  expect(snapshot.problems.filter(({ code }) => code === "conflict")).toEqual([
    {
      code: "conflict",
      target: "s:A",
      severity: "warning",
      message: "Two values of “label” were written at the same time; one is shown.",
    },
  ]);
});
