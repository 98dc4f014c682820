// What an epoch would do: the whole workspace written anew, so that nothing of its history is left.
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Assembled } from "../../schema/assemble.ts";
import { deletionMark, readPatches } from "../../schema/deletion.ts";
import { deletedField, importRoot, intoField, rootOf } from "../../schema/document.ts";
import { perform, type Command } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { RecordId } from "../../schema/ids.ts";
import { project } from "../../schema/projection.ts";
import { readParts } from "../../schema/read-parts.ts";
import { snapshotText, toSnapshot } from "../../schema/snapshot.ts";
import { fuzzSeeds } from "../support/fuzz.ts";
import { Random } from "../support/random.ts";
import {
  ann,
  claim,
  entity,
  entityId,
  position,
  relation,
  relationId,
  source,
  workspace,
} from "./workspace.ts";

const origin = { workspace: "w", id: "snap-1", createdAt: "2026-01-01T00:00:00Z", generation: "g", head: 7 };
const snapshotOf = (doc: Y.Doc) => toSnapshot(project(doc), origin);

/** The same workspace in a fresh document: base = current record, marks and settings as they are, no patches. */
function writtenAnew(doc: Y.Doc): Y.Doc {
  const fresh = new Y.Doc();
  const assembled = Object.values(readParts(doc)) as readonly ReadonlyMap<string, Assembled>[];
  const records = new Map(assembled.flatMap((part) => [...part]));
  for (const root of ["m", importRoot])
    doc.getMap(root).forEach((value, key) => fresh.getMap(root).set(key, value));
  for (const { id, fields, into } of records.values()) {
    const [from, to] = [doc.getMap(rootOf(id)), fresh.getMap(rootOf(id))];
    const { id: _, ...values } = fields ?? {};
    to.set(id, { ...(from.get(id) as object), ...values });
    if (into) to.set(`${id}/${intoField}`, into);
  }
  for (const { id, deleted } of records.values()) if (deleted) deleteAnew(doc, fresh, id, deleted);
  return fresh;
}

/** A mark says what the record was like, patches and all, so it is made anew where it still holds. */
function deleteAnew(doc: Y.Doc, fresh: Y.Doc, id: RecordId, deleted: NonNullable<Assembled["deleted"]>) {
  const map = fresh.getMap(rootOf(id));
  const key = `${id}/${deletedField}`;
  const patches = readPatches(map, new Set([id])).get(id) ?? new Map<string, unknown>();
  const anew = deletionMark(map.get(id), patches, { user: deleted.by, at: deleted.at });
  map.set(key, deleted.isChangedSince ? doc.getMap(rootOf(id)).get(key) : anew);
}

const edits: readonly ((random: Random, index: number) => Command)[] = [
  (random) => ({ kind: "rename", id: some(random), label: `N${random.below(5)}` }),
  (random) => ({ kind: "change", id: some(random), fields: { notes: `About ${random.below(9)}.` } }),
  (random) => ({ kind: "retract", ids: [some(random)] }),
  (random) => ({ kind: "restore", ids: [some(random)] }),
  (random) => ({ kind: "merge", id: some(random), into: some(random) }),
  (random, index) => relation(`r:n${index}`, some(random), some(random)),
  (random, index) => claim(`clm:n${index}`, random.pick(["r:1", "d:one"])),
];
const some = (random: Random) => entityId(random.pick(["s:A", "s:B", "s:C", "a:T"]));

function sample(): Y.Doc {
  return workspace(
    { kind: "set-meta", fields: { title: "A map", home: { decision: "d:one" } } },
    source(),
    entity("s:A"),
    entity("s:B", { aliases: [{ name: "Beta" }] }),
    entity("s:C"),
    entity("a:T", { kind: "agreement" }),
    entity("d:one", { kind: "decision", electorate: [{ membersOf: entityId("a:T") }] }),
    relation("r:1", "s:A", "a:T"),
    claim("clm:1", "r:1"),
    position("clm:2", "d:one", ["s:A"], { stance: "support" }),
  );
}

function attempt(doc: Y.Doc, command: Command): void {
  try {
    perform(doc, command, ann);
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
  }
}

test("VER-5 a workspace written anew says the same: ids, links, bin and snapshot, and is no larger", () => {
  for (const seed of fuzzSeeds(30, [])) {
    const random = new Random(seed);
    const doc = sample();
    for (let index = 0; index < 30; index += 1) attempt(doc, random.pick(edits)(random, index));
    const fresh = writtenAnew(doc);
    expect(snapshotText(snapshotOf(fresh)), `seed ${seed}`).toBe(snapshotText(snapshotOf(doc)));
    expect(project(fresh).bin, `seed ${seed}`).toEqual(project(doc).bin);
    const sizes = [fresh, doc].map((each) => Y.encodeStateAsUpdate(each).byteLength);
    expect(sizes[0], `seed ${seed}`).toBeLessThanOrEqual(sizes[1] ?? 0);
  }
});

test("VER-5 edits kept by key, as a scenario or an offline device keeps them, mean the same in both", () => {
  const kept: readonly Command[] = [
    { kind: "change", id: relationId("r:1"), fields: { status: "suspended" } },
    { kind: "rename", id: entityId("s:A"), label: "Alpha" },
    { kind: "retract", ids: [entityId("clm:2")] },
    { kind: "merge", id: entityId("s:C"), into: entityId("s:B") },
    relation("r:2", "s:B", "a:T"),
  ];
  const doc = sample();
  perform(doc, { kind: "rename", id: entityId("s:B"), label: "Gamma" }, ann);
  const fresh = writtenAnew(doc);
  for (const command of kept) for (const each of [doc, fresh]) perform(each, command, ann);
  expect(snapshotOf(fresh).hash).toBe(snapshotOf(doc).hash);
});
