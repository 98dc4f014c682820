import { expect, test } from "vitest";
import * as Y from "yjs";
import { deepFreeze } from "../../schema/frozen.ts";
import { LiveProjection } from "../../schema/live-projection.ts";
import { project } from "../../schema/projection.ts";
import { claimId, entity, entityId, position, source, workspace } from "./workspace.ts";

function sample(): Y.Doc {
  return workspace(
    source(),
    entity("s:A", { aliases: [{ name: "Alpha" }], identifiers: { iso3: "JPN" } }),
    entity("d:one", { kind: "decision", electorate: [{ members: [entityId("s:A")] }] }),
    position("clm:1", "d:one", ["s:A"], { stance: "support", conditions: ["first"] }),
  );
}

/** Tries to change a value in place, as code without types could. */
function change(value: unknown, key: string | number = 0): void {
  (value as Record<string | number, unknown>)[key] = "changed";
}

test("PRJ-4 nothing that the projection gives can be changed, however deep", () => {
  for (const graph of [project(sample()), new LiveProjection(sample()).graph]) {
    const alpha = graph.entities.get(entityId("s:A"));
    const claim = graph.claims.get(claimId("clm:1"));
    const electorate = graph.entities.get(entityId("d:one"))?.electorate;
    for (const value of [
      alpha?.aliases,
      electorate,
      electorate?.[0]?.members,
      claim?.actors,
      claim?.conditions,
    ])
      expect(() => change(value)).toThrow(TypeError);
    expect(() => change(alpha?.aliases?.[0], "name")).toThrow(TypeError);
    expect(() => change(alpha?.identifiers, "iso3")).toThrow(TypeError);
    expect(() => change(claim?.evidence[0], "locator")).toThrow(TypeError);
  }
});

test("PRJ-4 the values in the document itself cannot be changed once they were projected", () => {
  const doc = sample();
  project(doc);
  const base = doc.getMap("n").get("s:A") as { aliases: { name: string }[] };
  expect(() => change(base.aliases[0], "name")).toThrow(TypeError);
  expect(() => change(base, "label")).toThrow(TypeError);
});

test("PRJ-4 what is no plain value is left alone: Yjs must go on with its own types", () => {
  const doc = new Y.Doc();
  doc.getMap("n").set("s:A", new Y.Map([["label", "nested"]]));
  doc.getMap("n").set("s:B", new Uint8Array([1, 2]));
  project(doc);
  (doc.getMap("n").get("s:A") as Y.Map<string>).set("label", "still works");
  expect(doc.getMap("n").toJSON()).toMatchObject({ "s:A": { label: "still works" } });
  let deep: unknown = "end";
  for (let depth = 0; depth < 50_000; depth += 1) deep = [deep];
  expect(() => deepFreeze(deep)).not.toThrow();
});
