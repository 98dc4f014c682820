import * as Y from "yjs";
import { describe, expect, test } from "vitest";
import { countAt } from "../../schema/id-index.ts";
import { project } from "../../schema/projection.ts";
import { generateDocument } from "./generate-graph.ts";

describe("generated workspaces", () => {
  const size = { entities: 120, relations: 400 };

  test("have the size asked for, drafts among them, and no other problem", () => {
    const graph = project(generateDocument(size));
    expect([graph.entities.size, graph.relations.size]).toEqual([120, 400]);
    expect(new Set(graph.problems.map(({ code }) => code))).toEqual(new Set(["no-claim"]));
    expect(graph.claims.size).toBeGreaterThan(400);
  });

  test("are the same bytes for the same seed, and others for another", () => {
    const bytes = (seed: number) => Y.encodeStateAsUpdate(generateDocument({ ...size, seed }));
    expect(bytes(3)).toEqual(bytes(3));
    expect(bytes(3)).not.toEqual(bytes(4));
  });

  test("hold decisions with electors and positions", () => {
    const graph = project(generateDocument(size));
    const decisions = [...graph.entities.values()].filter(({ kind }) => kind === "decision");
    expect(decisions.length).toBeGreaterThan(0);
    for (const { id, electorate } of decisions) {
      expect(electorate?.[0]?.members).toHaveLength(11);
      expect(countAt(graph.claimsOn, id)).toBeGreaterThan(0);
    }
  });
});
