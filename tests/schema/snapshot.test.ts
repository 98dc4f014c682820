import { expect, test } from "vitest";
import * as Y from "yjs";
import { perform } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import { importSnapshot, planImport } from "../../schema/imports/import.ts";
import { parseSnapshot } from "../../schema/parse-snapshot.ts";
import { importPins, readPins, writePins } from "../../schema/rooms/pins.ts";
import { project } from "../../schema/projection.ts";
import { hashOf, snapshotText, toSnapshot } from "../../schema/snapshot.ts";
import {
  ann,
  claim,
  dispute,
  entity,
  entityId,
  position,
  relation,
  source,
  sync,
  workspace,
} from "./workspace.ts";

const origin = { workspace: "w", id: "snap-1", createdAt: "2026-01-01T00:00:00Z", generation: "g", head: 7 };

function sample(): Y.Doc {
  return workspace(
    { kind: "set-meta", fields: { title: "A map", home: { decision: "d:one", asOf: "2024" } } },
    source(),
    entity("s:TWN", { aliases: [{ name: "Chinese Taipei", use: "forum" }] }),
    entity("s:JPN"),
    entity("x:nippon"),
    entity("a:CPTPP", { kind: "agreement" }),
    entity("d:one", {
      kind: "decision",
      rule: "unanimity",
      electorate: [{ membersOf: entityId("a:CPTPP") }],
    }),
    { kind: "merge", id: entityId("x:nippon"), into: entityId("s:JPN") },
    relation("r:1", "x:nippon", "a:CPTPP", { validFrom: "2018-12", qualifiers: { basis: "in force" } }),
    claim("clm:1", "r:1"),
    position("clm:2", "d:one", ["x:nippon"], { stance: "support", valid: "2024-12~" }),
    dispute("dsp:1", ["clm:1", "clm:2"]),
    { kind: "rename", id: entityId("s:TWN"), label: "Taiwan" },
  );
}

const exported = (doc: Y.Doc, more = {}) => toSnapshot(project(doc), { ...origin, ...more });
const textOf = (doc: Y.Doc, more = {}) => snapshotText(exported(doc, more));

/** A snapshot file whose records may be spoilt. */
type LooseFile = Record<"entities" | "relations", object[]> & {
  claims: { evidence?: { locator?: string }[] }[];
};

/** The text of the sample with one thing changed. */
function broken(change: (file: LooseFile) => void): string {
  const file = JSON.parse(textOf(sample())) as LooseFile;
  change(file);
  return JSON.stringify(file);
}

function faultsOf(text: string): string[] {
  try {
    parseSnapshot(text);
  } catch (error) {
    if (error instanceof EntenteError) return error.faults.map(({ at, message }) => `${at} ${message}`);
  }
  return [];
}

test("SNP-1 equal states give equal bytes, whatever the order of edits and wherever they are taken", () => {
  const [a, b] = [sample(), new Y.Doc()];
  sync(a, b);
  expect(textOf(b)).toBe(textOf(a));
  const elsewhere = exported(b, {
    workspace: "other",
    id: "snap-2",
    createdAt: "2027-01-01T00:00:00Z",
    head: 9,
  });
  expect(elsewhere.hash).toBe(exported(a).hash);
  perform(b, { kind: "rename", id: entityId("s:JPN"), label: "Japan" }, ann);
  expect(exported(b).hash).not.toBe(exported(a).hash);
  expect(exported(a).hash).toBe(hashOf(JSON.parse(textOf(a)) as never));
});

test("SNP-2 export, import into an empty workspace and export again give the same bytes", () => {
  const text = textOf(sample());
  const copy = new Y.Doc();
  importSnapshot(copy, parseSnapshot(text), ann);
  expect(textOf(copy)).toBe(text);
  const snapshot = exported(copy);
  expect(snapshot.counts).toEqual({
    sources: 1,
    entities: 4,
    relations: 1,
    decisions: 1,
    claims: 2,
    disputes: 1,
  });
  expect(snapshot.relations).toMatchObject([{ id: "r:1", from: "s:JPN", claims: ["clm:1"] }]);
  expect(snapshot.decisions).toMatchObject([
    { id: "d:one", positions: [{ actor: "s:JPN", claims: ["clm:2"] }] },
  ]);
  expect(snapshot.claims[0]).toMatchObject({ evidence: [{ source: "src:one", locator: "p1" }] });
});

test("SNP-2 the updates of an import bring another copy to the same state", () => {
  const [copy, follower] = [new Y.Doc(), new Y.Doc()];
  for (const update of importSnapshot(copy, parseSnapshot(textOf(sample())), ann))
    Y.applyUpdate(follower, update);
  expect(textOf(follower)).toBe(textOf(copy));
});

test("SNP-2 pins of the main view travel too", () => {
  const view = new Y.Doc();
  writePins(view, new Map([[entityId("s:JPN"), [10.4, -3]]]), ann);
  const text = textOf(sample(), { pins: readPins(view) });
  const copy = new Y.Doc();
  expect(importPins(copy, parseSnapshot(text), ann)).toHaveLength(1);
  expect([...readPins(copy)]).toEqual([["s:JPN", [10, -3]]]);
  expect(importPins(copy, parseSnapshot(text), ann)).toHaveLength(0);
  writePins(copy, new Map([[entityId("s:JPN"), null]]), ann);
  expect(readPins(copy).size).toBe(0);
});

test("SNP-3 what is no snapshot is refused whole", () => {
  expect(() => parseSnapshot("PK\u0003\u0004")).toThrow(/not JSON/);
  expect(faultsOf("[]")[0]).toBe("format is missing: this is not a snapshot of Entente");
  expect(faultsOf(JSON.stringify({ format: "kumu" })).join()).toMatch(/this is not a snapshot of Entente/);
  expect(faultsOf(broken((file) => Object.assign(file, { version: 99 }))).join()).toMatch(
    /update Entente first/,
  );
});

test("SNP-4 a claim without evidence and evidence without locator are refused with their path", () => {
  const withClaim = (change: (claim: LooseFile["claims"][number]) => void) =>
    faultsOf(broken(({ claims: [first] }) => first && change(first)));
  expect(withClaim((item) => delete item.evidence)).toEqual([
    "claims[0].evidence is missing: a claim needs a source and a locator",
  ]);
  expect(withClaim((item) => delete item.evidence?.[0]?.locator)).toEqual([
    "claims[0].evidence[0].locator is missing: say where in the source it stands",
  ]);
  expect(withClaim((item) => (item.evidence = []))[0]).toMatch(/claims\[0\].evidence is empty/);
});

test("SNP-5 lost references, repeated ids and merges in a circle are refused with their path", () => {
  const change = (path: "claims" | "entities" | "relations", index: number, fields: object) =>
    broken((file) => Object.assign(file[path][index] ?? {}, fields));
  expect(faultsOf(change("relations", 0, { to: "a:NOWHERE" }))[0]).toMatch(
    /^relations\[0\].to “a:NOWHERE” is not in this file/,
  );
  expect(faultsOf(change("claims", 1, { actors: ["s:NOBODY"] }))[0]).toMatch(/^claims\[1\].actors\[0\]/);
  expect(faultsOf(change("entities", 0, { id: "s:JPN" })).join()).toMatch(/“s:JPN” is used twice/);
  expect(faultsOf(change("entities", 1, { into: "x:nippon" }))[0]).toMatch(
    /^entities\[1\].into merges “s:JPN” in a circle/,
  );
});

test("SNP-6 kinds outside the vocabulary are refused unless own kinds are allowed", () => {
  const text = broken((file) => Object.assign(file.relations[0] ?? {}, { kind: "dislikes" }));
  expect(faultsOf(text)).toEqual([
    "relations[0].kind “dislikes” is not in the vocabulary: correct it, or import with your own kinds allowed",
  ]);
  expect(parseSnapshot(text, { allowOwnKinds: true }).relations[0]?.kind).toBe("dislikes");
});

test("SNP-7 a snapshot filtered by a date is refused for import", () => {
  expect(() => parseSnapshot(textOf(sample(), { asOf: "2024" }))).toThrow(/only part of the map/);
});

test("IMP-1 importing an export of the same workspace changes nothing", () => {
  const doc = sample();
  const before = Y.encodeStateAsUpdate(doc);
  const file = parseSnapshot(textOf(doc));
  expect(planImport(doc, file)).toMatchObject({ added: 0, changed: 0, commands: [] });
  expect(importSnapshot(doc, file, ann)).toEqual([]);
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});

test("IMP-2 an import adds what is missing, changes what differs and leaves the rest", () => {
  const file = parseSnapshot(textOf(sample()));
  const doc = workspace(
    entity("s:TWN", { label: "Formosa", notes: "Ours" }),
    entity("s:KOR", { label: "South Korea" }),
  );
  const plan = planImport(doc, file);
  expect(plan).toMatchObject({ added: 11, changed: 1, unchanged: 0 });
  importSnapshot(doc, file, ann);
  const { entities } = project(doc);
  expect(entities.get(entityId("s:TWN"))).toMatchObject({ label: "Taiwan" });
  expect(entities.get(entityId("s:TWN"))).not.toHaveProperty("notes");
  expect(entities.get(entityId("s:KOR"))?.label).toBe("South Korea");
});

test("IMP-3 an import restores what is in the bin", () => {
  const doc = sample();
  const text = textOf(doc);
  perform(doc, { kind: "retract", ids: [entityId("s:JPN"), entityId("r:1")] }, ann);
  importSnapshot(doc, parseSnapshot(text), ann);
  expect(textOf(doc)).toBe(text);
});
