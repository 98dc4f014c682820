// Under which names a map is read: one setting, no renaming, nothing lost.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { perform } from "../../../schema/edits.ts";
import { toCsv } from "../../../schema/formats/csv.ts";
import { namedSnapshot } from "../../../schema/formats/named-snapshot.ts";
import { importSnapshot } from "../../../schema/imports/import.ts";
import { readNaming, type Naming } from "../../../schema/terms/naming-choice.ts";
import { allNamesOf, forumsIn, nameOf, originalOf, underNames } from "../../../schema/terms/naming.ts";
import { parseSnapshot } from "../../../schema/parse-snapshot.ts";
import { project } from "../../../schema/projection.ts";
import type { Alias } from "../../../schema/records.ts";
import { hashOf, snapshotText, toSnapshot } from "../../../schema/snapshot.ts";
import { Random } from "../../support/random.ts";
import { ann, claim, entity, entityId, relation, source, workspace } from "../workspace.ts";

const taiwan: Alias[] = [
  { name: "Separate Customs Territory of Taiwan, Penghu, Kinmen and Matsu", use: "official" },
  { name: "Chinese Taipei", use: "forum", forum: "WTO, APEC" },
  { name: "Taipei,China", use: "forum", forum: "ADB" },
  { name: "臺灣", use: "common", language: "zh-Hant" },
  { name: "Taiwna", use: "typo" },
];
const origin = { workspace: "test", id: "one", createdAt: "", generation: "", head: 0 };

function sample(): Y.Doc {
  return workspace(
    source(),
    entity("s:TWN", { label: "Taiwan", aliases: taiwan }),
    entity("a:CPTPP", { kind: "agreement", label: "CPTPP", aliases: [{ name: "CTPP", use: "typo" }] }),
    relation("r:1", "s:TWN", "a:CPTPP", { kind: "applied-to-join" }),
    claim("clm:1", "r:1"),
  );
}

test("NAM-1 a name is the team's, the official one or a forum's, and the team's where there is no other", () => {
  const named = { label: "Taiwan", aliases: taiwan };
  const names = (namings: readonly Naming[]) => namings.map((naming) => nameOf(named, naming));
  expect(names(["ours", "official", "forum:wto", "forum:APEC", "forum:ADB", "forum:UN"])).toEqual([
    "Taiwan",
    "Separate Customs Territory of Taiwan, Penghu, Kinmen and Matsu",
    "Chinese Taipei",
    "Chinese Taipei",
    "Taipei,China",
    "Taiwan",
  ]);
  expect(nameOf({ label: "CPTPP", aliases: [{ name: "CTPP", use: "typo" }] }, "official")).toBe("CPTPP");
});

test("NAM-1 of several names that fit, the one in English comes first, in whatever order they stand", () => {
  const random = new Random(7);
  const aliases: Alias[] = [
    { name: "République de Corée", use: "official", language: "fr" },
    { name: "Republic of Korea", use: "official", language: "en" },
    { name: "Republic of Korea (South)", use: "official" },
  ];
  for (let round = 0; round < 20; round += 1) {
    const mixed = aliases.toSorted(() => random.next() - 0.5);
    expect(nameOf({ label: "South Korea", aliases: mixed }, "official")).toBe("Republic of Korea");
  }
});

test("NAM-2 the setting renames nothing: only what is shown differs", () => {
  const doc = sample();
  perform(doc, { kind: "set-meta", fields: { naming: "forum:WTO" } }, ann);
  const graph = project(doc);
  expect(graph.meta.naming).toBe("forum:WTO");
  const shown = underNames(graph, "forum:WTO");
  expect(shown.entities.get(entityId("s:TWN"))?.label).toBe("Chinese Taipei");
  expect(graph.entities.get(entityId("s:TWN"))?.label).toBe("Taiwan");
  expect(shown.entities.get(entityId("a:CPTPP"))).toBe(graph.entities.get(entityId("a:CPTPP")));
  expect(underNames(graph, "forum:WTO")).toBe(shown);
  expect(underNames(graph, "ours")).toBe(graph);
  const renamed = shown.entities.get(entityId("s:TWN"));
  expect(renamed && originalOf(renamed)).toBe(graph.entities.get(entityId("s:TWN")));
  expect([shown.relations, shown.claims]).toEqual([graph.relations, graph.claims]);
});

test("NAM-2 a setting that says nothing is refused, and left out where it stands", () => {
  const doc = sample();
  const set = (naming: unknown) => () => perform(doc, { kind: "set-meta", fields: { naming } }, ann);
  expect(set("theirs")).toThrow(/must be ours, official, or forum:/);
  expect(set("forum: ")).toThrow(/must be ours/);
  doc.getMap("m").set("naming", 7);
  expect(project(doc).meta).not.toHaveProperty("naming");
  expect(readNaming("forum: WTO ")).toBe("forum:WTO");
});

test("NAM-2 a snapshot keeps every name, and the same bytes after a round trip", () => {
  const doc = sample();
  const before = toSnapshot(project(doc), origin);
  expect(before).not.toHaveProperty("naming");
  perform(doc, { kind: "set-meta", fields: { naming: "official" } }, ann);
  const after = toSnapshot(project(doc), origin);
  expect([after.entities, after.naming]).toEqual([before.entities, "official"]);
  const copy = new Y.Doc();
  importSnapshot(copy, parseSnapshot(snapshotText(after)), ann);
  expect(snapshotText(toSnapshot(project(copy), origin))).toBe(snapshotText(after));
  expect(hashOf(after)).not.toBe(hashOf(before));
});

test("NAM-3 all names of an entity, whatever it is shown as, each once", () => {
  const shown = underNames(project(sample()), "forum:WTO").entities.get(entityId("s:TWN"));
  expect(shown && allNamesOf(shown)).toEqual(["Taiwan", ...taiwan.map(({ name }) => name)]);
});

test("NAM-4 tables are written under the names asked for, and lose none", () => {
  const snapshot = toSnapshot(project(sample()), origin);
  expect(toCsv(namedSnapshot(snapshot, "ours"))).toContain(",Taiwan,applied to join,CPTPP,");
  const named = namedSnapshot(snapshot, "forum:WTO");
  expect(toCsv(named)).toContain(",Chinese Taipei,applied to join,CPTPP,");
  const [, record] = named.entities;
  expect(record?.aliases?.map(({ name }) => name)).toEqual([
    "Taiwan",
    ...taiwan.map(({ name }) => name).filter((name) => name !== "Chinese Taipei"),
  ]);
});

test("NAM-1 the forums of a map, each with how many names it has", () => {
  expect(forumsIn(project(sample()))).toEqual([
    ["ADB", 1],
    ["APEC", 1],
    ["WTO", 1],
  ]);
});
