import { describe, expect, test } from "vitest";
import { readAsked } from "../../../client/app/asked.ts";
import { noFilter, type Filter } from "../../../client/app/events.ts";
import { isFiltering, matches } from "../../../client/views/filter-graph.ts";
import type { Graph } from "../../../schema/graph.ts";
import type { EntityId } from "../../../schema/ids.ts";
import type { StanceState } from "../../../schema/vocabulary.ts";
import { sample } from "../panels/fixture.ts";
import { graphOf } from "../panels/graph-of.ts";

const seenIn = (graph: Graph, filter: Filter, stanceOf?: ReadonlyMap<EntityId, StanceState>) =>
  matches(graph, filter, readAsked(graph, filter).query, stanceOf);

function seen(filter: Partial<Filter>, stances: Readonly<Record<string, StanceState>> = {}) {
  const stanceOf = new Map(Object.entries(stances).map(([id, stance]) => [id as EntityId, stance]));
  const visible = seenIn(sample, { ...noFilter, ...filter }, stanceOf);
  const sorted = (ids: ReadonlySet<string>) => [...ids].toSorted();
  return {
    entities: sorted(visible.entities),
    relations: sorted(visible.relations),
    claims: sorted(visible.claims),
    context: sorted(visible.context),
  };
}

describe("the shared filter", () => {
  test("without anything to hide shows everything", () => {
    const visible = matches(sample, noFilter);
    expect(visible.entities.size).toBe(sample.entities.size);
    expect(visible.relations.size).toBe(sample.relations.size);
    expect(visible.claims.size).toBe(sample.claims.size);
    expect(visible.context.size).toBe(0);
    expect(isFiltering(noFilter)).toBe(false);
  });

  test("hides a kind of entity with its relations and what is claimed of both", () => {
    const { entities, relations, claims } = seen({ hiddenEntityKinds: new Set(["company", "agreement"]) });
    expect(entities).not.toContain("c:TSMC");
    expect(entities).not.toContain("a:CPTPP");
    expect(relations).toEqual(["r:persuade", "r:surplus"]);
    expect(claims).not.toContain("clm:apply");
    expect(claims).toContain("clm:surplus");
  });

  test("hides a kind of relation with its claims and leaves the ends", () => {
    const { entities, relations, claims } = seen({ hiddenRelationKinds: new Set(["member-of"]) });
    expect(entities).toContain("s:JPN");
    expect(relations).not.toContain("r:member-jpn");
    expect(claims).not.toContain("clm:member");
  });

  test("hides actors of a stance, what they are joined by, and the claims that take it", () => {
    const stances = { "s:PER": "undecided", "s:JPN": "support", "s:AUS": "unknown" } as const;
    const { entities, relations, claims } = seen({ hiddenStances: new Set(["undecided"]) }, stances);
    expect(entities).not.toContain("s:PER");
    expect(entities).toContain("s:AUS");
    expect(relations).not.toContain("r:persuade");
    expect(claims).not.toContain("clm:hesitate");
    expect(claims).toContain("clm:support");
  });

  test("unknown is a state of its own, not the absence of a filter", () => {
    const stances = { "s:AUS": "unknown" } as const;
    const { entities } = seen({ hiddenStances: new Set(["unknown"]) }, stances);
    expect(entities).not.toContain("s:AUS");
    expect(entities).toContain("s:TWN");
  });

  test("finds words in any order, without case or accents, in names and aliases", () => {
    expect(seen({ text: "taipei CHINESE" }).entities).toEqual(["s:TWN"]);
    expect(seen({ text: "viétnam" }).entities).toEqual(["s:VNM"]);
    expect(seen({ text: "ＪＡＰＡＮ" }).entities).toEqual(["s:JPN"]);
  });

  test("finds a relation by its sentence and names its other end as context", () => {
    const { entities, relations, context } = seen({ text: "japan" });
    expect(entities).toEqual(["s:JPN"]);
    expect(relations).toEqual(["r:member-jpn"]);
    expect(context).toEqual(["a:CPTPP"]);
  });

  test("finds a claim by what it says, whom it is of and who says it", () => {
    expect(seen({ text: "nudge" }).claims).toEqual(["clm:persuade"]);
    expect(seen({ text: "ottawa canada" }).claims).toEqual(["clm:support"]);
    expect(seen({ text: "hold fang" }).claims).toEqual(["clm:hesitate"]);
  });

  test("takes words by their beginnings: TPP is not CPTPP", () => {
    expect(seen({ text: "TPP" }).entities).not.toContain("a:CPTPP");
    expect(seen({ text: "cpt" }).entities).toContain("a:CPTPP");
  });

  test("keeps claims that have all that is asked for, with what they back and whom they name", () => {
    const { entities, relations, claims } = seen({ claims: { place: "p4", stance: "undecided" } });
    expect(claims).toEqual(["clm:hesitate"]);
    expect(relations).toEqual([]);
    expect(entities).toContain("s:PER");
    expect(entities).not.toContain("s:JPN");
  });

  test("a word that stands nowhere finds nothing, and counts as filtering", () => {
    expect(seen({ text: "zzz" })).toEqual({ entities: [], relations: [], claims: [], context: [] });
    expect(isFiltering({ ...noFilter, text: "zzz" })).toBe(true);
    expect(isFiltering({ ...noFilter, text: "  " })).toBe(false);
  });

  test("a renamed record is found by its new name", () => {
    const before = graphOf({ entities: { "s:A": { kind: "state", label: "Old" } } });
    const after = graphOf({ entities: { "s:A": { kind: "state", label: "New" } } });
    const found = (graph: typeof before) => seenIn(graph, { ...noFilter, text: "new" }).entities.size;
    expect([found(before), found(after)]).toEqual([0, 1]);
  });
});
