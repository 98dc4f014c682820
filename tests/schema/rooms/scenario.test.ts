import { describe, expect, test } from "vitest";
import * as Y from "yjs";

import { perform, type Command } from "../../../schema/edits.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { History } from "../../../schema/history.ts";
import { project } from "../../../schema/projection.ts";
import {
  performScenario,
  withdrawFirstWrite,
  type ScenarioCommand,
} from "../../../schema/rooms/scenario-edits.ts";
import { applyScenario, diffScenario, readScenario, staleChanges } from "../../../schema/rooms/scenario.ts";
import {
  ann,
  claimId,
  entity,
  entityId,
  position,
  relation,
  relationId,
  source,
  sync,
} from "../workspace.ts";
import { bob, change, keysOf, map, suppose } from "../scenario-steps.ts";

function refusalOf(graph: Y.Doc, scenario: Y.Doc, command: ScenarioCommand): string {
  const before = JSON.stringify(scenario.toJSON());
  let message = "not refused";
  try {
    performScenario(graph, scenario, command, ann);
  } catch (error) {
    if (!(error instanceof EntenteError)) throw error;
    ({ message } = error);
  }
  expect(JSON.stringify(scenario.toJSON())).toBe(before);
  return message;
}

describe("overlay", () => {
  test("SCN-1 the map is seen as the scenario has it, and neither document is written", () => {
    const graph = map();
    const scenario = suppose(
      graph,
      change("s:A", { label: "Alpha" }),
      entity("s:C"),
      relation("r:2", "s:C", "s:B"),
      { kind: "retract", ids: [relationId("r:1")] },
      { kind: "change", id: claimId("clm:2"), fields: { stance: "support" } },
    );
    const vectors = () => [graph, scenario].map((doc) => [...Y.encodeStateVector(doc)]);
    const before = vectors();
    const seen = applyScenario(graph, scenario);
    expect(seen.entities.get(entityId("s:A"))?.label).toBe("Alpha");
    expect([...seen.relations.keys()]).toEqual(["r:2"]);
    expect(seen.claims.get(claimId("clm:2"))?.stance).toBe("support");
    expect(seen.bin.map(({ id }) => id)).toEqual(["r:1"]);
    expect(vectors()).toEqual(before);
    expect(project(graph).entities.get(entityId("s:A"))?.label).toBe("s:A");
  });

  test("SCN-1 it lies over the map as it is now", () => {
    const graph = map();
    const scenario = suppose(graph, change("s:A", { label: "Alpha" }));
    perform(graph, change("s:A", { notes: "New." }), bob);
    perform(graph, entity("s:D"), bob);
    const { entities } = applyScenario(graph, scenario);
    expect(entities.get(entityId("s:A"))).toMatchObject({ label: "Alpha", notes: "New." });
    expect(entities.has(entityId("s:D"))).toBe(true);
  });

  test("SCN-2 a change keeps what the map said; set back to that, it is no change", () => {
    const graph = map();
    const scenario = suppose(graph, change("s:A", { label: "Alpha", notes: "Supposed." }));
    expect(scenario.getMap("n").toJSON()).toEqual({
      "s:A/label": { v: "Alpha", was: "s:A" },
      "s:A/notes": { v: "Supposed.", was: null },
    });
    performScenario(graph, scenario, { kind: "suppose", command: change("s:A", { label: "s:A" }) }, ann);
    expect(keysOf(graph, scenario)).toEqual(["s:A/notes"]);
    performScenario(graph, scenario, { kind: "suppose", command: change("s:B", { label: "s:B" }) }, ann);
    performScenario(
      graph,
      scenario,
      { kind: "suppose", command: { kind: "restore", ids: [entityId("s:B")] } },
      ann,
    );
    expect(keysOf(graph, scenario)).toEqual(["s:A/notes"]);
  });

  test("SCN-2 a rename keeps the old name as an alias, as on the map", () => {
    const graph = map();
    const scenario = suppose(graph, { kind: "rename", id: entityId("s:A"), label: "Alpha" });
    expect(keysOf(graph, scenario)).toEqual(["s:A/aliases.s-a", "s:A/label"]);
    const { aliases } = applyScenario(graph, scenario).entities.get(entityId("s:A")) ?? {};
    expect(aliases?.map(({ name }) => name)).toEqual(["Ay", "s:A"]);
  });

  test("SCN-7 what does not fit is left out with a problem, and all else is read", () => {
    const graph = map();
    const scenario = suppose(graph, change("s:A", { label: "Alpha" }));
    const entities = scenario.getMap("n");
    entities.set("nonsense", 1);
    entities.set("r:9", { kind: "x" });
    entities.set("s:B/label", "bare");
    entities.set("s:B/notes", { v: 1, was: 2, more: 3 });
    entities.set("s:X/label", { v: "Nobody", was: null });
    entities.set("s:Y", "words");
    entities.set("s:B/kind", { v: 7, was: "state" });
    scenario.getMap("m").set("title", 7);
    scenario.getMap("m").set("assumptions.a1", "words");
    const read = readScenario(graph, scenario);
    expect(read.changes.map(({ key }) => key)).toEqual(["s:A/label", "s:B/kind"]);
    expect(read.problems.map(({ code, target }) => `${code} ${target}`)).toEqual([
      "bad-id nonsense",
      "bad-id r:9",
      "bad-base s:B",
      "orphan-patches s:X",
      "bad-base s:Y",
    ]);
    expect([read.title, read.assumptions]).toEqual([undefined, []]);
    // A value of the wrong kind is laid over the map and found out there, as everywhere.
    expect(applyScenario(graph, scenario).problems.map(({ target }) => target)).toContain("s:B");
  });
});

describe("stale changes", () => {
  test("SCN-3 those and only those whose value in the map has changed since", () => {
    const graph = map();
    const scenario = suppose(
      graph,
      change("s:A", { label: "Alpha", notes: "A." }),
      change("s:B", { label: "Beta", "aliases.boo": { name: "Boo" } }),
      entity("s:C"),
      entity("s:D"),
      { kind: "retract", ids: [relationId("r:1"), claimId("clm:1")] },
    );
    expect(staleChanges(graph, scenario)).toEqual([]);
    perform(graph, change("s:A", { label: "Aleph" }), bob);
    perform(graph, { kind: "change", id: entityId("s:B"), fields: { "aliases.bee": { name: "Bee" } } }, bob);
    perform(graph, entity("s:C"), bob);
    perform(graph, { kind: "retract", ids: [relationId("r:1")] }, bob);
    perform(graph, { kind: "retract", ids: [claimId("clm:1")] }, bob);
    perform(graph, { kind: "restore", ids: [claimId("clm:1")] }, bob);
    expect(staleChanges(graph, scenario).map(({ key, was, base }) => [key, was, base])).toEqual([
      ["r:1/$del", null, ["Bob", expect.any(Number), expect.any(Number)]],
      ["s:A/label", "s:A", "Aleph"],
      ["s:C", null, { kind: "state", label: "s:C" }],
    ]);
    perform(graph, change("s:A", { label: "s:A" }), bob);
    expect(staleChanges(graph, scenario).map(({ key }) => key)).toEqual(["r:1/$del", "s:C"]);
  });

  test("SCN-3 a field whose members change is another field", () => {
    const graph = map();
    const scenario = suppose(graph, change("s:A", { aliases: [{ name: "First" }] }));
    perform(graph, { kind: "change", id: entityId("s:A"), fields: { "aliases.ay": null } }, bob);
    expect(staleChanges(graph, scenario)).toMatchObject([
      { key: "s:A/aliases", was: [{ name: "Ay" }], base: [] },
    ]);
  });

  test("SCN-3 a member is what its own patch says, whatever name that holds", () => {
    const graph = map();
    const named = (name: string) => change("s:A", { "aliases.bee": { name } });
    perform(graph, named("Different"), bob);
    const scenario = suppose(graph, named("Other"));
    expect(diffScenario(graph, scenario)).toMatchObject([{ was: { name: "Different" }, isStale: false }]);
    perform(graph, named("Third"), bob);
    expect(staleChanges(graph, scenario)).toMatchObject([{ base: { name: "Third" } }]);
  });

  test("SCN-3 another change of a stale one leaves it stale until somebody confirms it", () => {
    const graph = map();
    const scenario = suppose(graph, change("s:A", { label: "Alpha" }));
    perform(graph, change("s:A", { label: "Aleph" }), bob);
    performScenario(graph, scenario, { kind: "suppose", command: change("s:A", { label: "Alfa" }) }, ann);
    expect(staleChanges(graph, scenario)).toMatchObject([{ was: "s:A", base: "Aleph", overlay: "Alfa" }]);
    performScenario(graph, scenario, { kind: "confirm", keys: ["s:A/label"] }, ann);
    expect(diffScenario(graph, scenario)).toMatchObject([{ was: "Aleph", overlay: "Alfa", isStale: false }]);
  });
});

describe("commands", () => {
  test("SCN-5 what is refused on the map is refused in a scenario, and so are sources and settings", () => {
    const graph = map();
    const scenario = suppose(graph, entity("s:C"));
    const refused = (command: Command) => refusalOf(graph, scenario, { kind: "suppose", command });
    expect(refused(entity("s:A"))).toContain("exists already");
    expect(refused(entity("s:C"))).toContain("exists already");
    expect(refused(change("s:A", { colour: "red" }))).toContain("has no field");
    expect(refused(change("s:Z", { label: "Z" }))).toContain("does not exist");
    expect(refused({ kind: "merge", id: entityId("s:A"), into: entityId("s:Z") })).toContain(
      "does not exist",
    );
    expect(refused(source("src:two"))).toContain("cannot be changed in a scenario");
    expect(refused({ kind: "set-meta", fields: { title: "x" } })).toContain(
      "cannot be changed in a scenario",
    );
    expect(refused({ kind: "all", commands: [entity("s:D"), entity("s:A")] })).toContain("exists already");
  });

  test("SCN-5 deleting what only the scenario has withdraws it with all that was changed of it", () => {
    const graph = map();
    const scenario = suppose(
      graph,
      entity("s:C"),
      change("s:C", { notes: "New." }),
      change("s:A", { label: "Alpha" }),
    );
    performScenario(
      graph,
      scenario,
      { kind: "suppose", command: { kind: "retract", ids: [entityId("s:C")] } },
      ann,
    );
    expect(keysOf(graph, scenario)).toEqual(["s:A/label"]);
    expect(readScenario(graph, scenario).problems).toEqual([]);
    expect(applyScenario(graph, scenario).bin).toEqual([]);
    performScenario(graph, scenario, { kind: "withdraw", keys: ["s:A/label"] }, ann);
    expect(keysOf(graph, scenario)).toEqual([]);
    expect(refusalOf(graph, scenario, { kind: "withdraw", keys: ["s:A/label"] })).toContain("no change");
    expect(refusalOf(graph, scenario, { kind: "confirm", keys: ["s:A/label"] })).toContain("no change");
    performScenario(graph, scenario, { kind: "suppose", command: entity("s:C") }, ann);
    expect(keysOf(graph, scenario)).toEqual(["s:C"]);
  });

  test("SCN-6 undo withdraws, redo supposes again, and what another has built upon stays", () => {
    const graph = map();
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const history = new History(mine, undefined, withdrawFirstWrite);
    const supposing = (command: Command) =>
      history.remember(performScenario(graph, mine, { kind: "suppose", command }, ann), "suppose");
    supposing(entity("s:C"));
    supposing(change("s:A", { label: "Alpha" }));
    supposing(change("s:A", { label: "Alfa" }));
    supposing({ kind: "retract", ids: [relationId("r:1")] });
    const all = diffScenario(graph, mine);
    expect(all.map(({ key }) => key)).toEqual(["r:1/$del", "s:A/label", "s:C"]);
    const seen = [];
    for (let count = 0; count < 4; count += 1) {
      history.undo(ann);
      seen.push(diffScenario(graph, mine).map(({ key, overlay }) => (key === "s:C" ? key : overlay)));
    }
    expect(seen).toEqual([["Alfa", "s:C"], ["Alpha", "s:C"], ["s:C"], []]);
    for (let count = 0; count < 4; count += 1) history.redo(ann);
    expect(diffScenario(graph, mine)).toEqual(all);
    sync(mine, theirs);
    performScenario(graph, theirs, { kind: "suppose", command: change("s:C", { notes: "Theirs." }) }, bob);
    sync(mine, theirs);
    for (let count = 0; count < 3; count += 1) history.undo(ann);
    expect(history.undo(ann)?.isRefused).toBe(true);
    expect(keysOf(graph, mine)).toEqual(["s:C", "s:C/notes"]);
  });

  test.each([
    ["an addition", []],
    ["an addition of what was withdrawn before", ["s:C"]],
  ])("SCN-6 %s that another has led a relation to is not undone", (_, keys) => {
    const graph = map();
    const [mine, theirs] = [new Y.Doc(), new Y.Doc()];
    const history = new History(mine, undefined, withdrawFirstWrite);
    const add = { kind: "suppose", command: entity("s:C") } as const;
    if (keys.length > 0) performScenario(graph, mine, add, ann);
    performScenario(graph, mine, { kind: "withdraw", keys }, ann);
    history.remember(performScenario(graph, mine, add, ann), "add");
    sync(mine, theirs);
    const led = { kind: "change", id: relationId("r:1"), fields: { to: entityId("s:C") } } as const;
    performScenario(graph, theirs, { kind: "suppose", command: led }, bob);
    sync(mine, theirs);
    expect(history.undo(ann)?.isRefused).toBe(true);
    expect(applyScenario(graph, mine).relations.get(relationId("r:1"))?.to).toBe("s:C");
  });

  test("SCN-9 two people who each assume something keep both, and the first to describe it is its author", () => {
    const graph = map();
    const [a, b] = [new Y.Doc(), new Y.Doc()];
    performScenario(graph, a, { kind: "describe", title: " Early yes ", asOf: "2027-06" }, ann);
    performScenario(graph, a, { kind: "assume", key: "assumptions.a1a", text: "Nothing else changes." }, ann);
    performScenario(graph, b, { kind: "assume", key: "assumptions.a1b", text: "The court agrees." }, bob);
    sync(a, b);
    performScenario(graph, b, { kind: "describe", title: "An early yes" }, bob);
    expect(readScenario(graph, b)).toMatchObject({
      title: "An early yes",
      author: "Ann",
      asOf: "2027-06",
      assumptions: [
        { key: "assumptions.a1a", by: "Ann" },
        { key: "assumptions.a1b", by: "Bob" },
      ],
    });
    performScenario(graph, b, { kind: "drop-assumption", key: "assumptions.a1a" }, bob);
    performScenario(graph, b, { kind: "describe", asOf: null }, bob);
    const { asOf, assumptions } = readScenario(graph, b);
    expect([asOf, assumptions.length]).toEqual([undefined, 1]);
    expect(refusalOf(graph, b, { kind: "drop-assumption", key: "assumptions.a1a" })).toContain(
      "no assumption",
    );
    expect(refusalOf(graph, b, { kind: "drop-assumption", key: "title" })).toContain("no assumption");
    expect(refusalOf(graph, b, { kind: "assume", key: "title", text: "x" })).toContain("cannot be the key");
    expect(refusalOf(graph, b, { kind: "assume", key: "assumptions.a2", text: " " })).toContain(
      "must not be empty",
    );
    expect(refusalOf(graph, b, { kind: "describe", asOf: "soon" })).toContain("EDTF");
  });
});

test("SCN-10 fifty changes take at most 4 kB", () => {
  const ids = Array.from({ length: 50 }, (_, index) => `clm:${String(index).padStart(12, "k3x9")}`);
  const graph = map();
  for (const id of ids) perform(graph, position(id, "d:one", ["s:A"], { stance: "lean-oppose" }), ann);
  const scenario = suppose(
    graph,
    ...ids.map((id): Command => ({ kind: "change", id: claimId(id), fields: { stance: "lean-support" } })),
  );
  expect(diffScenario(graph, scenario)).toHaveLength(50);
  expect(Y.encodeStateAsUpdate(scenario).byteLength).toBeLessThanOrEqual(4000);
});
