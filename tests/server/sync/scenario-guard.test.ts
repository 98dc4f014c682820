// What may stand in a scenario's room, and that nothing else comes through.
import { beforeEach, expect, test } from "vitest";
import * as Y from "yjs";

import { isKeyOf } from "../../../schema/document.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { performScenario } from "../../../schema/rooms/scenario-edits.ts";
import { applyScenario, readScenario } from "../../../schema/rooms/scenario.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { entity, workspace } from "../../schema/workspace.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { commit, copyOf, honestUpdate, mutate, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";
import { any, byte, bytes, firstWrite, update } from "../../support/update-bytes.ts";

const ann = { user: "Ann", at: "2026-01-02T03:04:05.000Z" };
let room: RoomDocument;
beforeEach(() => {
  room = openRoom("scenario");
});

const writing = (root: string, key: string, value: unknown) =>
  update(99, 0, [firstWrite(root, key, any(value))]);

test.each<[string, string, unknown]>([
  ["n", "s:JPN", { kind: "state", label: "Japan" }],
  ["n", "s:JPN", null],
  ["n", "s:JPN/label", { v: "Nippon", was: "Japan" }],
  ["n", "s:JPN/label", null],
  ["e", "r:1/$del", { v: { by: "Ann", at: ann.at }, was: null }],
  ["c", "clm:1/stance", { v: "support", was: "oppose" }],
  ["m", "title", "Early yes"],
  ["m", "asOf", "2027-06"],
  ["m", "assumptions.a1", { text: "So be it.", by: "Ann", at: ann.at }],
  ["m", "later", { anything: true }],
])("ROM-2 a scenario takes %s %s %j, and no talk or view does", (root, key, value) => {
  expect(verdictOn(room, writing(root, key, value))).toBe("new");
  expect(verdictOn(openRoom("talk"), writing(root, key, value))).toBe("update-invalid");
  expect(verdictOn(openRoom("view"), writing(root, key, value))).toBe("update-invalid");
});

test.each<[string, string, unknown]>([
  ["s", "src:one", { kind: "report", title: "A report" }],
  ["x", "cf:1", { kind: "conflict" }],
  ["t", "thr:1", { kind: "thread" }],
  ["p", "s:JPN", [1, 2]],
  ["n", "r:1", { kind: "member-of" }],
  ["n", "__proto__", {}],
  ["n", "s:JPN", "Japan"],
  ["n", "s:JPN", ["Japan"]],
  ["n", "s:JPN/label", "Nippon"],
  ["n", "s:JPN/label", { v: "Nippon" }],
  ["n", "s:JPN/label", { v: "Nippon", was: "Japan", by: "Ann" }],
  ["n", "s:JPN/$del", 0],
  ["n", "s:JPN/notes", { v: "x".repeat(16_001), was: null }],
  ["m", "title", 7],
  ["m", "minWrite", 99],
  ["m", "title", "x".repeat(401)],
  ["m", "asOf", "soon"],
  ["m", "assumptions.a1", "words"],
])("ROM-2 a scenario refuses %s %s %j", (root, key, value) => {
  expect(verdictOn(room, writing(root, key, value))).toBe("update-invalid");
});

test("ROM-2 a scenario refuses texts and the removal of a change", () => {
  const letters = update(99, 0, [bytes(byte(0x04), 1, "t:s:JPN", "hello")]);
  expect(verdictOn(room, letters)).toBe("update-invalid");
  commit(room, writing("n", "s:JPN/label", { v: "Nippon", was: "Japan" }));
  const removal = honestUpdate(room, (doc) => doc.getMap("n").delete("s:JPN/label"));
  expect(verdictOn(room, removal)).toBe("update-invalid");
});

test.each(fuzzSeeds(40))("changed bytes of honest commands leave a readable scenario, seed %i", (seed) => {
  const random = new Random(seed);
  const graph = workspace(entity("s:JPN"), entity("s:PER"));
  let honest = copyOf(room);
  for (let step = 0; step < 150; step += 1) {
    const vector = room.read((doc) => Y.encodeStateVector(doc));
    const id = random.pick(["s:JPN", "s:PER"]) as EntityId;
    const label = `Label ${random.below(1000)}`;
    const command = { kind: "change", id, fields: { label, notes: label } } as const;
    performScenario(graph, honest, { kind: "suppose", command }, ann);
    performScenario(
      graph,
      honest,
      { kind: "assume", key: `assumptions.a${random.below(5)}`, text: label },
      ann,
    );
    const sent = mutate(Y.encodeStateAsUpdate(honest, vector), random);
    if (verdictOn(room, sent) === "new") commit(room, sent);
    else if (random.chance(0.3)) honest = copyOf(room);
  }
  const roots = room.read((doc) => [...doc.share.keys()]);
  expect(roots.filter((root) => !"mnec".includes(root))).toEqual([]);
  const strange = roots.flatMap((root) =>
    room.read((doc) => [...doc.getMap(root).keys()].filter((key) => !isKeyOf(root, key))),
  );
  expect(strange).toEqual([]);
  const { changes, problems } = room.read((doc) => readScenario(graph, doc));
  expect(changes.length).toBeGreaterThan(0);
  expect(problems.filter(({ code }) => code === "bad-id" || code === "bad-base")).toEqual([]);
  expect(room.read((doc) => applyScenario(graph, doc)).entities.size).toBeGreaterThan(0);
});
