import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Json } from "../../schema/document.ts";
import { perform } from "../../schema/edits.ts";
import { project } from "../../schema/projection.ts";
import {
  ann,
  claim,
  claimId,
  dispute,
  entity,
  entityId,
  relation,
  relationId,
  source,
  sync,
  workspace,
} from "./workspace.ts";

const codesOf = (doc: Y.Doc, target: string) =>
  project(doc)
    .problems.filter((problem) => problem.target === target)
    .map((problem) => problem.code);
const retract = (...ids: string[]) => ({ kind: "retract", ids: ids.map(entityId) }) as const;

test("PRJ-1 whatever stands in a document, the projection answers and writes nothing", () => {
  const doc = new Y.Doc();
  const n = doc.getMap("n");
  n.set("s:JPN", "not a record");
  n.set("s:KOR", { kind: 7, label: "" });
  n.set("not an id", { kind: "state", label: "X" });
  n.set("s:PER/label", "an orphan");
  n.set("r:misplaced", { kind: "state", label: "X" });
  n.set("s:TWN", { kind: "state", label: "Taiwan", validFrom: "soon", __extra: 1 });
  doc.getMap("e").set("r:1", { kind: "member-of", from: "s:TWN", to: "nowhere" });
  doc.getMap("c").set("clm:1", new Y.Map());
  doc.getMap("m").set("home", { decision: 5, asOf: {} });
  const before = Y.encodeStateAsUpdate(doc);
  const graph = project(doc);
  expect([...graph.entities.keys()]).toEqual(["s:TWN"]);
  expect(new Set(graph.problems.map(({ code }) => code))).toEqual(
    new Set(["bad-base", "bad-id", "invalid", "orphan-patches"]),
  );
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test("REC-1 a patch beats the base in whatever order they arrive, and null clears a field", () => {
  const author = workspace(entity("s:TWN", { notes: "old" }));
  const base = Y.encodeStateAsUpdate(author);
  const vector = Y.encodeStateVector(author);
  perform(author, { kind: "change", id: entityId("s:TWN"), fields: { label: "Taiwan", notes: null } }, ann);
  const patch = Y.encodeStateAsUpdate(author, vector);
  const reader = new Y.Doc();
  for (const update of [patch, base]) Y.applyUpdate(reader, update);
  expect(project(reader).entities.get(entityId("s:TWN"))).toEqual({
    id: "s:TWN",
    kind: "state",
    label: "Taiwan",
  });
});

test("REC-2 members taken away leave those that stay as they are, also where the record began without any", () => {
  const change = (fields: Record<string, Json>) =>
    ({ kind: "change", id: entityId("s:TWN"), fields }) as const;
  const doc = workspace(entity("s:TWN"), change({ "aliases.a": null, "identifiers.a": null }));
  perform(doc, change({ "aliases.b": { name: "B" }, "identifiers.b": "1" }), ann);
  const read = () => project(doc).entities.get(entityId("s:TWN"));
  expect(read()).toMatchObject({ aliases: [{ name: "B" }], identifiers: { b: "1" } });
  perform(doc, change({ "aliases.b": null, "identifiers.b": null }), ann);
  expect([read()?.aliases, project(doc).problems]).toEqual([undefined, []]);
});

test("REC-2 two people adding an alias each keep both", () => {
  const [a, b] = [workspace(entity("s:TWN", { aliases: [{ name: "Formosa" }] })), new Y.Doc()];
  sync(a, b);
  perform(
    a,
    {
      kind: "change",
      id: entityId("s:TWN"),
      fields: { "aliases.chinese-taipei": { name: "Chinese Taipei" } },
    },
    ann,
  );
  perform(b, { kind: "change", id: entityId("s:TWN"), fields: { "aliases.u1": { name: "台灣" } } }, ann);
  perform(b, { kind: "change", id: entityId("s:TWN"), fields: { "aliases.formosa": null } }, ann);
  sync(a, b);
  const names = project(a)
    .entities.get(entityId("s:TWN"))
    ?.aliases?.map(({ name }) => name);
  expect(names?.toSorted()).toEqual(["Chinese Taipei", "台灣"]);
});

test("REC-3 a field that does not fit is left out with a problem, a required one takes the record with it", () => {
  const doc = new Y.Doc();
  doc.getMap("n").set("s:TWN", { kind: "state", label: "Taiwan", validFrom: "soon" });
  doc.getMap("n").set("s:JPN", { kind: "state" });
  expect(project(doc).entities.get(entityId("s:TWN"))).toEqual({
    id: "s:TWN",
    kind: "state",
    label: "Taiwan",
  });
  expect(project(doc).entities.has(entityId("s:JPN"))).toBe(false);
  expect(project(doc).problems).toMatchObject([
    { code: "invalid", target: "s:JPN", severity: "error" },
    { code: "invalid", target: "s:TWN", severity: "warning" },
  ]);
});

test("REC-4 unknown fields stay in the document and do not reach the graph", () => {
  const doc = new Y.Doc();
  doc.getMap("n").set("s:TWN", { kind: "state", label: "Taiwan", mood: "hopeful" });
  expect(project(doc).entities.get(entityId("s:TWN"))).not.toHaveProperty("mood");
  expect(doc.getMap("n").get("s:TWN")).toHaveProperty("mood", "hopeful");
});

test("RED-1 what names a merged entity counts for the survivor", () => {
  const doc = workspace(
    source(),
    entity("s:TWN"),
    entity("x:taipei"),
    entity("a:CPTPP", { kind: "agreement" }),
  );
  perform(doc, relation("r:1", "x:taipei", "a:CPTPP"), ann);
  perform(doc, claim("clm:1", "x:taipei"), ann);
  perform(doc, { kind: "merge", id: entityId("x:taipei"), into: entityId("s:TWN") }, ann);
  const graph = project(doc);
  expect(graph.relations.get(relationId("r:1"))?.from).toBe("s:TWN");
  expect(graph.claims.get(claimId("clm:1"))?.on).toBe("s:TWN");
  expect(graph.merged.get(entityId("x:taipei"))).toMatchObject({ into: "s:TWN", survivor: "s:TWN" });
  perform(doc, { kind: "unmerge", id: entityId("x:taipei") }, ann);
  expect(project(doc).relations.get(relationId("r:1"))?.from).toBe("x:taipei");
});

test("RED-2 merging in a circle keeps the smallest id and says so", () => {
  const doc = workspace(entity("s:B"), entity("s:A"), entity("s:C"));
  for (const [id, into] of [
    ["s:A", "s:B"],
    ["s:B", "s:C"],
    ["s:C", "s:A"],
  ] as const) {
    perform(doc, { kind: "merge", id: entityId(id), into: entityId(into) }, ann);
  }
  expect([...project(doc).entities.keys()]).toEqual(["s:A"]);
  expect(codesOf(doc, "s:A")).toEqual(["redirect-cycle"]);
});

test("RED-3 a merge into nothing is ignored and reported", () => {
  const doc = workspace(entity("s:A"));
  doc.getMap("n").set("s:A/$into", "s:GONE");
  expect(project(doc).entities.has(entityId("s:A"))).toBe(true);
  expect(codesOf(doc, "s:A")).toEqual(["redirect-lost"]);
});

test("REL-1 a relation hides with its end and returns with it", () => {
  const doc = workspace(
    entity("s:JPN"),
    entity("a:CPTPP", { kind: "agreement" }),
    relation("r:1", "s:JPN", "a:CPTPP"),
  );
  perform(doc, retract("a:CPTPP"), ann);
  expect(project(doc).relations.size).toBe(0);
  expect(codesOf(doc, "r:1")).toEqual(["dangling"]);
  perform(doc, { kind: "restore", ids: [entityId("a:CPTPP")] }, ann);
  expect(project(doc).relations.size).toBe(1);
});

test("REL-2 a relation without a claim is a draft", () => {
  const doc = workspace(
    source(),
    entity("s:JPN"),
    entity("a:CPTPP", { kind: "agreement" }),
    relation("r:1", "s:JPN", "a:CPTPP"),
  );
  expect(codesOf(doc, "r:1")).toEqual(["no-claim"]);
  perform(doc, claim("clm:1", "r:1"), ann);
  expect(codesOf(doc, "r:1")).toEqual([]);
});

test("CLM-1 a claim needs something visible to bear on, and a position somebody visible to hold it", () => {
  const doc = workspace(source(), entity("s:JPN"), entity("s:PER"), entity("d:one", { kind: "decision" }));
  perform(
    doc,
    claim("clm:1", "d:one", { stance: "support", actors: [entityId("s:JPN"), entityId("s:PER")] }),
    ann,
  );
  perform(doc, retract("s:JPN"), ann);
  expect(project(doc).claims.get(claimId("clm:1"))?.actors).toEqual(["s:PER"]);
  perform(doc, retract("s:PER"), ann);
  expect(project(doc).claims.has(claimId("clm:1"))).toBe(false);
  expect(codesOf(doc, "clm:1")).toEqual(["dangling-claim"]);
});

test("CLM-1 a claim whose relation is in the bin is no problem, and comes back with it", () => {
  const doc = workspace(source(), entity("s:JPN"), entity("a:CPTPP", { kind: "agreement" }));
  perform(doc, relation("r:1", "s:JPN", "a:CPTPP"), ann);
  perform(doc, claim("clm:1", "r:1"), ann);
  perform(doc, retract("r:1"), ann);
  expect(project(doc).problems).toEqual([]);
  expect(project(doc).claims.size).toBe(0);
  perform(doc, { kind: "restore", ids: [relationId("r:1")] }, ann);
  expect(project(doc).claims.size).toBe(1);
});

test("CLM-2 evidence from a deleted source does not count", () => {
  const doc = workspace(source(), entity("s:JPN"), claim("clm:1", "s:JPN"));
  expect(project(doc).claims.get(claimId("clm:1"))?.evidence).toMatchObject([
    { source: "src:one", locator: "p1" },
  ]);
  perform(doc, { kind: "retract", ids: [relationId("src:one")] }, ann);
  expect(project(doc).claims.get(claimId("clm:1"))?.evidence).toEqual([]);
  expect(codesOf(doc, "clm:1")).toEqual(["no-evidence"]);
});

test("DSP-1 a dispute is shown while two of its claims are", () => {
  const claims = ["clm:1", "clm:2", "clm:3"];
  const doc = workspace(
    source(),
    entity("s:A"),
    ...claims.map((id) => claim(id, "s:A")),
    dispute("dsp:1", claims),
  );
  const shown = () => [...project(doc).disputes.values()].map((item) => item.claims);
  expect(shown()).toEqual([claims]);
  perform(doc, retract("clm:1"), ann);
  expect(shown()).toEqual([["clm:2", "clm:3"]]);
  perform(doc, retract("clm:2"), ann);
  expect(shown()).toEqual([]);
  expect(codesOf(doc, "dsp:1")).toEqual(["dangling-dispute"]);
  perform(doc, { kind: "restore", ids: [claimId("clm:1")] }, ann);
  expect(shown()).toEqual([["clm:1", "clm:3"]]);
});

test("DUP-1 the same name in one kind, or the same identifier, is a likely duplicate", () => {
  const doc = workspace(
    entity("s:VNM", { label: "Viet Nam", identifiers: { qid: "Q881" } }),
    entity("s:x1", { label: "viet  nam" }),
    entity("s:x2", { label: "Vietnam", identifiers: { qid: "Q881" } }),
    entity("b:x3", { kind: "body", label: "Viet Nam" }),
  );
  const targets = project(doc)
    .problems.filter(({ code }) => code === "duplicate")
    .map(({ target }) => target);
  expect(targets).toEqual(["s:x1", "s:x2"]);
});

test("KND-1 an unknown kind is kept and hinted at", () => {
  const doc = workspace(entity("x:1", { kind: "rumour" }));
  expect(project(doc).entities.get(entityId("x:1"))?.kind).toBe("rumour");
  expect(codesOf(doc, "x:1")).toEqual(["unknown-kind"]);
});
