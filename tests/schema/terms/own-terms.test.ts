// A team's own kinds and fields: kept side by side, resolved in order, checked but never dropped, carried by snapshots.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { perform, type Command } from "../../../schema/edits.ts";
import { toCsv, toCsvFiles } from "../../../schema/formats/csv.ts";
import { importSnapshot, planImport } from "../../../schema/imports/import.ts";
import { LiveProjection } from "../../../schema/live-projection.ts";
import { allFields, fieldsOf, toOwnValue, valueFault } from "../../../schema/terms/own-values.ts";
import { readOwnTerms, type OwnField } from "../../../schema/terms/own-terms.ts";
import { parseSnapshot } from "../../../schema/parse-snapshot.ts";
import { project } from "../../../schema/projection.ts";
import { snapshotText, toSnapshot } from "../../../schema/snapshot.ts";
import { termName } from "../../../schema/terms/term-name.ts";
import {
  entityTermOf,
  markedLabel,
  offeredEntityKinds,
  ownRelationKinds,
  relationTermOf,
} from "../../../schema/terms/terms.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { ann, entity, entityId, relation, relationId, sync, workspace } from "../workspace.ts";

const set = (fields: Readonly<Record<string, unknown>>): Command => ({ kind: "set-meta", fields });
const rumour = { label: "Rumour", plural: "Rumours", icon: "megaphone" };
const lobbies = { label: "lobbies", inverse: "lobbied by", from: ["company"], to: "any" } as const;
const tonnage: OwnField = { label: "Tonnage", type: "number", entities: ["company"], relations: "any" };
const origin = { workspace: "test", id: "one", createdAt: "", generation: "", head: 0 };
const snapshotOf = (doc: Y.Doc) => toSnapshot(project(doc), origin);
const textOf = (doc: Y.Doc) => snapshotText(snapshotOf(doc));

function sample(): Y.Doc {
  return workspace(
    set({ "entityKinds.rumour": rumour, "relationKinds.lobbies": lobbies, "fields.tonnage": tonnage }),
    entity("x:one", { kind: "rumour", label: "A rumour" }),
    entity("c:TSMC", { kind: "company", label: "TSMC", properties: { tonnage: 12 } }),
    relation("r:1", "c:TSMC", "x:one", { kind: "lobbies", properties: { tonnage: 3 } }),
  );
}

test("OWN-1 two people who add two kinds both keep theirs", () => {
  const [a, b] = [workspace(), new Y.Doc()];
  perform(a, set({ "entityKinds.rumour": rumour }), ann);
  perform(b, set({ "entityKinds.leak": { label: "Leak", plural: "Leaks" } }), ann);
  sync(a, b);
  for (const doc of [a, b])
    expect(project(doc).meta.entityKinds).toEqual({ leak: { label: "Leak", plural: "Leaks" }, rumour });
});

test("OWN-1 what does not fit, or redefines the vocabulary, is left out", () => {
  const doc = new Y.Doc();
  const settings = doc.getMap("m");
  settings.set("entityKinds.state", rumour);
  settings.set("entityKinds.empty", { label: "" });
  settings.set("relationKinds.signed", lobbies);
  settings.set("fields.odd", { label: "Odd", type: "colour" });
  settings.set("fields.gone", null);
  expect(readOwnTerms(settings)).toEqual({});
});

test("OWN-2 a definition that does not fit is refused with what is wrong", () => {
  const doc = workspace();
  const attempt = (fields: Readonly<Record<string, unknown>>) => () => perform(doc, set(fields), ann);
  expect(attempt({ "entityKinds.state": rumour })).toThrow(/word of the vocabulary already/);
  expect(attempt({ "entityKinds.rumour": { label: " ", plural: "x" } })).toThrow(/label must not be empty/);
  expect(attempt({ "fields.odd": { label: "Odd", type: "colour" } })).toThrow(/fields.odd type/);
  expect(attempt({ "title.part": "x" })).toThrow(/is not a setting/);
  expect([...doc.getMap("m").keys()]).toEqual([]);
});

test("OWN-3 the vocabulary comes first, then the team, then the raw word", () => {
  const { meta } = project(sample());
  expect(entityTermOf("state", meta)).toMatchObject({ label: "State or economy", origin: "vocabulary" });
  expect(entityTermOf("rumour", meta)).toMatchObject({ label: "Rumour", icon: "megaphone", origin: "team" });
  expect(markedLabel(entityTermOf("gossip", meta))).toBe("gossip (unknown kind)");
  expect(relationTermOf("lobbies", meta)).toMatchObject({
    label: "lobbies",
    from: ["company"],
    origin: "team",
  });
  expect(relationTermOf("dis-likes", meta)).toMatchObject({
    label: "dis likes",
    from: "any",
    origin: "unknown",
  });
  expect(entityTermOf("constructor", meta).origin).toBe("unknown");
  expect(relationTermOf("to-string", meta).origin).toBe("unknown");
  const symmetric = {
    label: "rumoured with",
    inverse: "x",
    from: "any",
    to: "any",
    symmetric: true,
  } as const;
  expect(relationTermOf("r", { relationKinds: { r: symmetric } })).toMatchObject({
    inverse: "rumoured with",
    isSymmetric: true,
  });
});

test("OWN-3 a kind that is declared is no problem; its ends are looked at like any other's", () => {
  const doc = sample();
  const codes = () =>
    project(doc)
      .problems.filter(({ severity }) => severity === "hint")
      .map(({ code, target }) => `${code} ${target}`);
  expect(codes()).toEqual([]);
  perform(doc, { kind: "change", id: relationId("r:1"), fields: { from: "x:one", to: "c:TSMC" } }, ann);
  expect(codes()).toEqual(["unusual-ends r:1"]);
  perform(doc, set({ "entityKinds.rumour": null }), ann);
  expect(codes()).toContain("unknown-kind x:one");
});

test("OWN-4 a retired kind keeps what uses it, is marked, and is offered no longer", () => {
  const doc = sample();
  perform(
    doc,
    set({
      "entityKinds.rumour": { ...rumour, retired: true },
      "relationKinds.lobbies": { ...lobbies, retired: true },
      "fields.tonnage": { ...tonnage, retired: true },
    }),
    ann,
  );
  const { meta, entities, relations, problems } = project(doc);
  expect(markedLabel(entityTermOf("rumour", meta))).toBe("Rumour (retired kind)");
  expect(markedLabel(relationTermOf("lobbies", meta))).toBe("lobbies (retired kind)");
  expect(entities.get(entityId("x:one"))?.kind).toBe("rumour");
  expect(relations.get(relationId("r:1"))?.properties).toEqual({ tonnage: 3 });
  expect(problems.map(({ code }) => code)).toEqual(["no-claim"]);
  expect(offeredEntityKinds(meta)).not.toContain("rumour");
  expect(ownRelationKinds(meta)).toEqual([]);
  expect([fieldsOf(meta, "entities", "company"), allFields(meta).length]).toEqual([[], 1]);
});

test("OWN-5 values of own fields are patches of their own, checked and never dropped", () => {
  const doc = sample();
  const other = new Y.Doc();
  sync(doc, other);
  const write = (on: Y.Doc, fields: Readonly<Record<string, unknown>>) =>
    perform(on, { kind: "change", id: entityId("c:TSMC"), fields }, ann);
  write(doc, { "properties.tonnage": "much" });
  write(other, { "properties.port": "Kaohsiung" });
  sync(doc, other);
  const { entities, problems } = project(doc);
  expect(entities.get(entityId("c:TSMC"))?.properties).toEqual({ tonnage: "much", port: "Kaohsiung" });
  expect(
    problems.filter(({ target }) => target === "c:TSMC").map(({ code, message }) => [code, message]),
  ).toEqual([
    ["bad-value", "“Tonnage” must be a number, not “much”."],
    ["unknown-field", "“port” is not a field of this workspace."],
  ]);
  expect(() => write(doc, { "properties.tonnage": { many: 1 } })).toThrow(/value of the wrong kind/);
  write(doc, { "properties.tonnage": null });
  expect(project(doc).entities.get(entityId("c:TSMC"))?.properties).toEqual({ port: "Kaohsiung" });
});

test("OWN-5 each type knows what fits and what people type", () => {
  const field = (type: OwnField["type"], options?: string[]): OwnField => ({
    label: "F",
    type,
    ...(options && { options }),
  });
  const typed = (of: OwnField, text: string) => {
    const value = toOwnValue(of, text);
    return valueFault(of, value) === undefined ? value : "fault";
  };
  expect(["1,250", "1 250.5", "-3", "many", "1,5"].map((text) => typed(field("number"), text))).toEqual([
    1250,
    1250.5,
    -3,
    "fault",
    "fault",
  ]);
  expect(["Yes", "no", "maybe"].map((text) => typed(field("yes-no"), text))).toEqual([true, false, "fault"]);
  expect(["2024-12~", "autumn"].map((text) => typed(field("date"), text))).toEqual(["2024-12~", "fault"]);
  expect(["red", "blue"].map((text) => typed(field("choice", ["red"]), text))).toEqual(["red", "fault"]);
  expect(typed(field("text"), " a text ")).toBe("a text");
});

test("OWN-6 a snapshot carries the team's words, and without any it says what it always said", () => {
  const doc = sample();
  const copy = new Y.Doc();
  importSnapshot(copy, parseSnapshot(textOf(doc)), ann);
  expect(textOf(copy)).toBe(textOf(doc));
  expect(planImport(copy, parseSnapshot(textOf(doc)))).toMatchObject({ added: 0, changed: 0, commands: [] });
  perform(copy, set({ "entityKinds.rumour": { ...rumour, label: "Whisper" } }), ann);
  expect(planImport(copy, parseSnapshot(textOf(doc)))).toMatchObject({ added: 0, changed: 1 });
  expect(textOf(workspace(entity("s:JPN")))).not.toContain("vocabulary");
});

test("OWN-7 undeclared kinds are declared under their raw word when told to", () => {
  const text = textOf(
    workspace(entity("x:1", { kind: "gossip" }), relation("r:1", "x:1", "x:1", { kind: "dis-likes" })),
  );
  expect(() => parseSnapshot(text)).toThrow(/is not in the vocabulary/);
  const doc = new Y.Doc();
  importSnapshot(doc, parseSnapshot(text, { allowOwnKinds: true }), ann);
  const { meta } = project(doc);
  expect([meta.entityKinds?.["gossip"]?.label, meta.relationKinds?.["dis-likes"]?.label]).toEqual([
    "gossip",
    "dis-likes",
  ]);
  expect(parseSnapshot(textOf(doc)).entities[0]?.kind).toBe("gossip");
});

test("OWN-1 a new word is made of its label, in whatever script, and is never one in use", () => {
  const taken = new Set<string>();
  for (const [label, name] of [
    ["Think tank", "think-tank"],
    ["Think  Tank!", "think-tank-2"],
    ["22 provisions", "k-22-provisions"],
  ] as const) {
    expect(termName(label, (word) => taken.has(word))).toBe(name);
    taken.add(name);
  }
  expect(termName("智庫", () => false)).toMatch(/^[a-z][a-z0-9-]*$/);
  expect(termName("x".repeat(80), (word) => word.length === 32 && !word.endsWith("2")).length).toBeLessThan(
    33,
  );
});

test("CSV-5 own fields have columns, retired ones too", () => {
  const doc = sample();
  perform(doc, set({ "fields.tonnage": { ...tonnage, retired: true } }), ann);
  const [entities, relations] = toCsvFiles(snapshotOf(doc)).map(({ text }) => text.trim().split("\r\n"));
  expect(entities?.[0]).toMatch(/,own_tonnage$/);
  expect(entities?.find((row) => row.startsWith("c:TSMC"))).toMatch(/,12$/);
  expect(relations?.[1]).toMatch(/TSMC,lobbies,A rumour,.*,3$/);
  expect(toCsv(snapshotOf(doc)).trim().split("\r\n")[0]).toMatch(/,own_tonnage$/);
});

test.each(fuzzSeeds(40, []))(
  "OWN-1 words and what uses them project alike in small steps and at once, seed %i",
  (seed) => {
    const random = new Random(seed);
    const doc = workspace(entity("c:A", { kind: "company" }), entity("x:B", { kind: "rumour" }));
    perform(doc, relation("r:1", "c:A", "x:B", { kind: "lobbies" }), ann);
    using live = new LiveProjection(doc);
    const steps: readonly (() => Command)[] = [
      () =>
        set({ "entityKinds.rumour": random.chance(0.4) ? null : { ...rumour, retired: random.chance(0.5) } }),
      () =>
        set({
          "relationKinds.lobbies": random.chance(0.4)
            ? null
            : { ...lobbies, from: random.pick([["company"], ["rumour"]]) },
        }),
      () =>
        set({
          "fields.tonnage": random.chance(0.4) ? null : { ...tonnage, type: random.pick(["number", "text"]) },
        }),
      () => ({
        kind: "change",
        id: random.pick([entityId("c:A"), entityId("x:B")]),
        fields: {
          "properties.tonnage": random.pick([null, 1, "one"]),
          kind: random.pick(["company", "rumour"]),
        },
      }),
      () => ({
        kind: random.pick(["retract", "restore"]),
        ids: [random.pick([entityId("c:A"), relationId("r:1")])],
      }),
    ];
    for (let count = 0; count < 30; count += 1) {
      perform(doc, random.pick(steps)(), ann);
      if (random.chance(0.3)) continue;
      live.flush();
      const full = project(doc);
      expect([seed, live.graph.problems, live.graph.meta]).toEqual([seed, full.problems, full.meta]);
      expect([seed, [...live.graph.relations]]).toEqual([seed, [...full.relations]]);
    }
  },
);
