import { expect, test } from "vitest";
import * as Y from "yjs";
import { perform } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { readImports, recordsOf } from "../../../schema/imports/import-batch.ts";
import { chunkRecordsMax, importSnapshot, planImport } from "../../../schema/imports/import.ts";
import { project } from "../../../schema/projection.ts";
import { planBringBack, planUndo } from "../../../schema/imports/undo-import.ts";
import { batch, bob, bringBack, fileDocument, fileOf, imported, present, textOf, undo } from "../imported.ts";
import {
  ann,
  claim,
  claimId,
  entity,
  entityId,
  position,
  relation,
  relationId,
  source,
  sync,
  workspace,
} from "../workspace.ts";

function refusalOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof EntenteError) return error.code;
  }
  return "";
}

test("IMP-4 what an import adds carries the import's id, which no form sets and no snapshot shows", () => {
  const doc = imported(new Y.Doc());
  expect([...recordsOf(doc, batch.id)].toSorted()).toContain("evd:1");
  expect(doc.getMap("n").get("s:JPN")).toMatchObject({ imp: batch.id });
  expect(textOf(doc)).toBe(textOf(fileDocument()));
  expect(textOf(doc)).not.toContain(batch.id);
  expect(() => perform(doc, { kind: "change", id: entityId("s:JPN"), fields: { imp: "x" } }, ann)).toThrow(
    /has no field/,
  );
});

test("IMP-4 imports are listed with who, when, what and how many, newest first", () => {
  const doc = imported(present());
  importSnapshot(doc, fileOf(workspace(entity("s:CHL"))), bob, { id: "aaaa0002", name: "chile.json" });
  expect(readImports(doc)).toEqual([
    { id: "aaaa0002", by: "Bob", at: bob.at, name: "chile.json", added: 1, changed: 0 },
    { id: batch.id, by: "Ann", at: ann.at, name: batch.name, added: 9, changed: 2 },
  ]);
  const copy = new Y.Doc();
  sync(doc, copy);
  expect(readImports(copy)).toEqual(readImports(doc));
});

test("IMP-4 an import that changes nothing is not listed", () => {
  const doc = fileDocument();
  importSnapshot(doc, fileOf(fileDocument()), ann, batch);
  expect(readImports(doc)).toEqual([]);
});

test("IMP-5 undo gives back the state before the import, by anybody and after a reload", () => {
  const doc = present();
  const before = textOf(doc);
  imported(doc);
  const reloaded = new Y.Doc();
  Y.applyUpdate(reloaded, Y.encodeStateAsUpdate(doc));
  const plan = undo(reloaded);
  expect(textOf(reloaded)).toBe(before);
  expect([plan.left, plan.records.length]).toEqual([[], 9]);
  // Title, home, two fields of Japan, the merge, and three keys of Korea, which came out of the bin.
  expect(readImports(reloaded)[0]?.undone).toEqual({
    by: "Bob",
    at: bob.at,
    removed: 9,
    restored: 8,
    left: 0,
  });
  const binned = project(reloaded).bin.find(({ id }) => id === "d:one");
  expect(binned).toMatchObject({ deletedBy: "Bob" });
  expect(project(reloaded).bin.filter(({ isChangedSince }) => isChangedSince)).toEqual([]);
});

test("IMP-6 what somebody has changed since stays, with what it needs", () => {
  const doc = imported(present());
  perform(doc, { kind: "change", id: relationId("r:1"), fields: { note: "Checked" } }, bob);
  const { left } = undo(doc);
  expect(left).toEqual([
    { id: "r:1", why: "changed" },
    { id: "a:TPP", why: "needed" },
  ]);
  const graph = project(doc);
  expect(graph.relations.get(relationId("r:1"))?.note).toBe("Checked");
  expect([...graph.claims.keys()]).toEqual([]);
});

test("IMP-6 what something outside the import names stays, evidence with its claim", () => {
  const doc = imported(present());
  perform(doc, claim("clm:9", "clm:1"), bob);
  perform(doc, { kind: "retract", ids: [entityId("clm:9")] }, bob);
  perform(doc, position("clm:3", "d:one", ["s:PER"], { stance: "block" }), bob);
  perform(doc, { kind: "change", id: entityId("clm:1"), fields: { statement: "Better said." } }, bob);
  const { left } = undo(doc);
  expect(left.map(({ id, why }) => `${id} ${why}`).toSorted()).toEqual([
    "a:TPP needed",
    "clm:1 changed",
    "d:one built-upon",
    "evd:1 needed",
    "r:1 needed",
    "src:one built-upon",
  ]);
  expect(project(doc).problems.filter(({ code }) => code.startsWith("dangling"))).toEqual([]);
});

test("IMP-6 a changed field that was written again since is left alone, and named", () => {
  const doc = imported(present());
  perform(doc, { kind: "change", id: entityId("s:JPN"), fields: { label: "Japan" } }, bob);
  const { left } = undo(doc);
  expect(left).toEqual([{ id: "s:JPN", field: "label", why: "changed" }]);
  const japan = project(doc).entities.get(entityId("s:JPN"));
  expect([japan?.label, japan?.notes]).toEqual(["Japan", undefined]);
});

test("IMP-6 what the import took out of the bin stays out when something names it", () => {
  const doc = imported(present());
  perform(doc, relation("r:9", "s:KOR", "s:PER"), bob);
  expect(undo(doc).left).toEqual([{ id: "s:KOR", field: "$del", why: "built-upon" }]);
  expect(project(doc).relations.has(relationId("r:9"))).toBe(true);
});

test("IMP-6 what the import took out of the bin stays out when somebody has changed it since, and else goes back", () => {
  const doc = imported(present());
  perform(doc, { kind: "change", id: entityId("s:KOR"), fields: { notes: "Ours" } }, bob);
  expect(undo(doc).left).toEqual([{ id: "s:KOR", field: "$del", why: "changed" }]);
  expect(project(doc).entities.get(entityId("s:KOR"))?.notes).toBe("Ours");
  const untouched = imported(present());
  expect(undo(untouched).left).toEqual([]);
  expect(project(untouched).entities.has(entityId("s:KOR"))).toBe(false);
});

test("IMP-6 what stays out of the bin stays as the import made it, with what was built on that", () => {
  const doc = workspace(source(), entity("s:PER"), entity("s:CHL"), relation("r:1", "s:PER", "s:CHL"), {
    kind: "retract",
    ids: [relationId("r:1"), entityId("s:CHL")],
  });
  imported(doc);
  perform(doc, claim("clm:9", "r:1"), bob);
  expect(undo(doc).left).toContainEqual({ id: "r:1", field: "$del", why: "built-upon" });
  const graph = project(doc);
  expect(graph.relations.get(relationId("r:1"))).toMatchObject({ from: "s:JPN", to: "a:TPP" });
  expect(graph.claims.has(claimId("clm:9"))).toBe(true);
});

test("IMP-6 what lies in the bin and is seen as what it was merged into stays merged while something names it", () => {
  const doc = imported(present());
  perform(doc, relation("r:9", "s:PER", "a:OLD"), bob);
  perform(doc, { kind: "retract", ids: [entityId("a:OLD")] }, bob);
  expect(undo(doc).left).toEqual([
    { id: "a:OLD", field: "$into", why: "built-upon" },
    { id: "a:TPP", why: "built-upon" },
  ]);
  expect(project(doc).relations.get(relationId("r:9"))?.to).toBe("a:TPP");
});

test("IMP-6 what somebody's record in the bin was merged into stays while something names that record", () => {
  const doc = imported(present());
  perform(doc, entity("s:PRU"), bob);
  perform(doc, relation("r:9", "s:PER", "s:PRU"), bob);
  perform(doc, { kind: "merge", id: entityId("s:PRU"), into: entityId("a:TPP") }, bob);
  perform(doc, { kind: "retract", ids: [entityId("s:PRU")] }, bob);
  expect(undo(doc).left).toEqual([{ id: "a:TPP", why: "built-upon" }]);
  expect(project(doc).relations.get(relationId("r:9"))?.to).toBe("a:TPP");
});

test("IMP-6 when everything stays, nothing is undone and it can be tried again", () => {
  const doc = imported(new Y.Doc(), fileOf(workspace(entity("s:CHL"))));
  perform(doc, { kind: "change", id: entityId("s:CHL"), fields: { notes: "Ours" } }, bob);
  undo(doc);
  expect(readImports(doc)[0]?.undone).toBeUndefined();
});

test("IMP-7 bringing back gives back the state before the undo, again and again", () => {
  const doc = imported(present());
  const before = textOf(doc);
  for (let round = 0; round < 3; round += 1) {
    undo(doc);
    expect(textOf(doc)).not.toBe(before);
    expect(bringBack(doc).left).toEqual([]);
    expect(textOf(doc)).toBe(before);
    expect(readImports(doc)[0]?.undone).toBeUndefined();
  }
});

test("IMP-7 what others put in the bin or changed meanwhile is not touched by bringing back", () => {
  const doc = imported(present());
  perform(doc, { kind: "retract", ids: [relationId("r:1")] }, ann);
  undo(doc);
  perform(doc, { kind: "change", id: entityId("s:JPN"), fields: { label: "Nihon" } }, ann);
  const { left } = bringBack(doc);
  expect(left).toEqual([{ id: "s:JPN", field: "label", why: "changed" }]);
  expect(project(doc).entities.get(entityId("s:JPN"))?.label).toBe("Nihon");
  expect(project(doc).bin.map(({ id }) => id)).toEqual(["r:1"]);
});

test("IMP-5, IMP-7 what is not there, undone already or not undone is refused with words", () => {
  const doc = imported(present());
  expect(refusalOf(() => planUndo(doc, "zzzz9999"))).toBe("import-unknown");
  expect(refusalOf(() => planBringBack(doc, batch.id))).toBe("import-not-undone");
  undo(doc);
  expect(refusalOf(() => planUndo(doc, batch.id))).toBe("import-undone");
});

test("IMP-7 two people who undo at once, apart, agree, and it can be brought back", () => {
  const [doc, other] = [imported(present()), new Y.Doc()];
  sync(doc, other);
  const before = textOf(doc);
  undo(doc, batch.id, ann);
  undo(other);
  sync(doc, other);
  expect(textOf(other)).toBe(textOf(doc));
  bringBack(doc);
  expect(textOf(doc)).toBe(before);
});

test("IMP-8 an import and its undo are written in transactions of at most 500 records", () => {
  const count = 2 * chunkRecordsMax + 1;
  const ids = Array.from({ length: count }, (_, index) => `c:${index}`);
  const file = fileOf(workspace(...ids.map((id) => entity(id))));
  const doc = new Y.Doc();
  expect(importSnapshot(doc, file, ann, batch)).toHaveLength(3);
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  undo(doc);
  // The last one says that it is undone.
  expect(updates).toHaveLength(4);
  expect(Math.max(...updates.map(({ byteLength }) => byteLength))).toBeLessThan(300_000);
});

test("IMP-8 an import of long texts is written in transactions of at most 0.3 MB", () => {
  const notes = "A long note. ".repeat(1000);
  const ids = Array.from({ length: 100 }, (_, index) => `c:${index}`);
  const file = fileOf(workspace(...ids.map((id) => entity(id, { notes }))));
  const sizes = importSnapshot(new Y.Doc(), file, ann, batch).map(({ byteLength }) => byteLength);
  expect(sizes.length).toBeGreaterThan(4);
  expect(Math.max(...sizes)).toBeLessThan(300_000);
});

test("IMP-9 an added entity that seems to be there already is named", () => {
  const doc = workspace(
    entity("c:acme", { kind: "company", label: "Acme  Corp", identifiers: { team: "5493" } }),
    entity("s:PER", { label: "Peru" }),
    entity("s:gone", { label: "Atlantis" }),
    { kind: "retract", ids: [entityId("s:gone")] },
  );
  const file = fileOf(
    workspace(
      entity("c:a1", { kind: "company", label: "ACME corp" }),
      entity("c:a2", { kind: "company", label: "Other", identifiers: { team: "5493" } }),
      entity("c:peru", { kind: "company", label: "Peru" }),
      entity("s:PER", { label: "Peru" }),
      entity("s:new", { label: "Atlantis" }),
    ),
  );
  expect(planImport(doc, file).duplicates).toEqual([
    { id: "c:a1", label: "ACME corp", of: "c:acme", ofLabel: "Acme  Corp" },
    { id: "c:a2", label: "Other", of: "c:acme", ofLabel: "Acme  Corp" },
  ]);
});
