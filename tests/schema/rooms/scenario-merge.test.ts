import { expect, test } from "vitest";
import * as Y from "yjs";

import { perform } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { History } from "../../../schema/history.ts";
import { project } from "../../../schema/projection.ts";
import { mergeCommand, mergeScenario } from "../../../schema/rooms/scenario-merge.ts";
import { applyScenario, diffScenario } from "../../../schema/rooms/scenario.ts";
import { bob, change, keysOf, map, suppose } from "../scenario-steps.ts";
import { ann, claim, entity, entityId, relation, relationId } from "../workspace.ts";

const everything = () => {
  const graph = map();
  const scenario = suppose(
    graph,
    { kind: "rename", id: entityId("s:A"), label: "Alpha" },
    entity("s:C"),
    change("s:C", { notes: "New." }),
    relation("r:2", "s:C", "s:B"),
    claim("clm:3", "r:2"),
    { kind: "retract", ids: [relationId("r:1")] },
    { kind: "merge", id: entityId("s:B"), into: entityId("s:C") },
  );
  return { graph, scenario };
};

test("SCN-4 what is chosen comes into the map in one transaction, and one undo takes it out again", () => {
  const { graph, scenario } = everything();
  const before = project(graph);
  const wanted = applyScenario(graph, scenario);
  const keys = keysOf(graph, scenario);
  const history = new History(graph);
  let updates = 0;
  graph.on("update", () => (updates += 1));
  history.perform(mergeCommand(graph, scenario, keys), "Merge the scenario", bob);
  expect(updates).toBe(1);
  const merged = project(graph);
  expect(merged.entities).toEqual(wanted.entities);
  expect(merged.relations).toEqual(wanted.relations);
  expect(merged.claims).toEqual(wanted.claims);
  expect(merged.bin).toMatchObject([{ id: "r:1", deletedBy: "Bob" }]);
  expect(
    diffScenario(graph, scenario)
      .filter(({ key }) => !key.endsWith("$del"))
      .every(({ isInMap }) => isInMap),
  ).toBe(true);
  expect(history.undo(bob)?.skipped).toEqual([]);
  expect(project(graph).entities).toEqual(before.entities);
  expect(project(graph).relations).toEqual(before.relations);
});

test("SCN-4 one field of many, and nothing else", () => {
  const { graph, scenario } = everything();
  const edit = mergeScenario(graph, scenario, ["s:A/label"], bob);
  expect(edit.writes.map(({ key, value }: { key: string; value?: unknown }) => [key, value])).toEqual([
    ["s:A/label", undefined],
  ]);
  expect(project(graph).entities.get(entityId("s:A"))?.label).toBe("Alpha");
});

test.each<[string, readonly string[], string]>([
  ["a key that is no change", ["s:A/kind"], "no change of this scenario"],
  ["a change without its record", ["s:C/notes"], "does not exist"],
])("SCN-4 %s is refused whole", (_, keys, words) => {
  const { graph, scenario } = everything();
  const before = [...Y.encodeStateVector(graph)];
  expect(() => mergeScenario(graph, scenario, ["s:A/label", ...keys], bob)).toThrow(words);
  expect([...Y.encodeStateVector(graph)]).toEqual(before);
});

test("SCN-4 a record that the map has got meanwhile, and a value of the wrong kind, are refused", () => {
  const { graph, scenario } = everything();
  perform(graph, entity("s:C", { label: "Theirs" }), bob);
  expect(() => mergeScenario(graph, scenario, ["s:C"], ann)).toThrow("exists already");
  expect(applyScenario(graph, scenario).entities.get(entityId("s:C"))?.label).toBe("Theirs");
  scenario.getMap("n").set("s:A/kind", { v: 7, was: "state" });
  expect(() => mergeScenario(graph, scenario, ["s:A/kind"], ann)).toThrow(EntenteError);
});
