import { describe, expect, test } from "vitest";
import { noFilter } from "../../../client/app/events.ts";
import type { StanceLine } from "../../../client/app/stance-lines.ts";
import { gradeOf } from "../../../client/canvas/grade.ts";
import { nodeLook, sizeFactor, stateCode } from "../../../client/canvas/node-look.ts";
import { buildScene } from "../../../client/canvas/scene.ts";
import { filterScene, showsSame } from "../../../client/canvas/scene-filter.ts";
import { idsAt } from "../../../schema/id-index.ts";
import type { ClaimId, EntityId, RelationId } from "../../../schema/ids.ts";
import type { Entity, Relation } from "../../../schema/records.ts";
import { graphOf } from "../panels/graph-of.ts";
import { evaluationOf, sample } from "../panels/fixture.ts";
import { mapOf, sceneOf, shownOf, withEntity, withRelation } from "./places.ts";

const id = (text: string) => text as EntityId;
const graph = mapOf(
  ["s:a", "s:b", "a:X"],
  [
    ["s:a", "a:X"],
    ["s:b", "a:X"],
    ["a:X", "s:a"],
  ],
);

describe("finding edits by identity", () => {
  test("what did not change is the same object", () => {
    const before = sceneOf(graph);
    const changed = { ...(graph.entities.get(id("s:b")) as Entity), label: "Another name" };
    const after = sceneOf(withEntity(graph, changed), before);
    expect(after.nodes.get(id("s:a"))).toBe(before.nodes.get(id("s:a")));
    expect(after.nodes.get(id("s:b"))).not.toBe(before.nodes.get(id("s:b")));
    expect(after.lines.every((line, index) => line === before.lines[index])).toBe(true);
  });

  test("a node whose degree changes is another, its neighbours' neighbours are not", () => {
    const before = sceneOf(graph);
    const more = mapOf(
      ["s:a", "s:b", "a:X"],
      [
        ["s:a", "a:X"],
        ["s:b", "a:X"],
        ["a:X", "s:a"],
        ["s:a", "s:a"],
      ],
    );
    const after = sceneOf({ ...more, entities: graph.entities }, before);
    expect(after.nodes.get(id("s:a"))).not.toBe(before.nodes.get(id("s:a")));
    expect(after.nodes.get(id("s:b"))).toBe(before.nodes.get(id("s:b")));
  });

  test("a record of which nothing is drawn differently leaves its node or line as it is", () => {
    const before = sceneOf(graph);
    const entity = graph.entities.get(id("s:b")) as Entity;
    const relation = graph.relations.get("r:0" as RelationId) as Relation;
    const noted = withRelation(withEntity(graph, { ...entity, notes: "Hm." }), {
      ...relation,
      note: "Hm.",
      validFrom: "2020",
    });
    expect(showsSame(filterScene(before, noFilter), filterScene(sceneOf(noted, before), noFilter))).toBe(
      true,
    );
  });

  test.each([
    { label: "Another name" },
    { kind: "company" },
    { background: true },
    { identifiers: { iso3: "XYZ" } },
    { subject: id("s:a") },
  ])("a node with %o is another", (change) => {
    const before = sceneOf(graph);
    const entity = graph.entities.get(id("s:b")) as Entity;
    const after = sceneOf(withEntity(graph, { ...entity, ...change }), before);
    expect(after.nodes.get(id("s:b"))).not.toBe(before.nodes.get(id("s:b")));
    expect(after.lines.every((line, index) => line === before.lines[index])).toBe(true);
  });

  test.each([{ kind: "member-of" }, { background: true }, { strength: "weak" as const }, { to: id("s:b") }])(
    "a line with %o is another",
    (change) => {
      const before = sceneOf(graph);
      const relation = graph.relations.get("r:0" as RelationId) as Relation;
      const after = sceneOf(withRelation(graph, { ...relation, ...change }), before);
      expect(after.lines[0]).not.toBe(before.lines[0]);
      expect(after.lines[1]).toBe(before.lines[1]);
    },
  );

  test("nodes and lines of a kind that is called something else are others", () => {
    const plain = {
      entities: { "s:a": { kind: "rumour", label: "A" }, "s:b": { kind: "state", label: "B" } },
    };
    const own = graphOf({ ...plain, relations: { "r:0": { kind: "gossips", from: "s:a", to: "s:b" } } });
    const relation = { inverse: "is told by", from: "any", to: "any" } as const;
    const called = (label: string) => ({
      ...own,
      meta: {
        entityKinds: { rumour: { label, plural: `${label}s` } },
        relationKinds: { gossips: { ...relation, label: `tells a ${label}` } },
      },
    });
    const before = sceneOf(called("rumour"));
    const after = sceneOf(called("story"), before);
    expect(after.nodes.get(id("s:a"))?.kind).toBe("story");
    expect(after.lines[0]).toMatchObject({ words: "tells a story" });
    expect(after.nodes.get(id("s:b"))).toBe(before.nodes.get(id("s:b")));
  });

  test("an edit of what is not drawn shows the same", () => {
    const before = filterScene(sceneOf(graph), noFilter);
    const again = filterScene(sceneOf({ ...graph, claims: new Map() }, sceneOf(graph)), noFilter);
    expect(showsSame(before, before)).toBe(true);
    expect(showsSame(before, again)).toBe(false);
    expect(showsSame(before, filterScene(sceneOf(graph, before), noFilter))).toBe(true);
  });
});

describe("filters", () => {
  test("hidden kinds take their lines with them", () => {
    const { nodes, lines } = shownOf(graph, { ...noFilter, hiddenEntityKinds: new Set(["agreement"]) });
    expect([...nodes.keys()]).toEqual(["s:a", "s:b"]);
    expect(lines).toEqual([]);
  });

  test("hidden relation kinds leave the nodes", () => {
    const { nodes, lines } = shownOf(graph, { ...noFilter, hiddenRelationKinds: new Set(["trades-with"]) });
    expect(nodes.size).toBe(3);
    expect(lines).toEqual([]);
  });

  test("a text hides nothing, but says what fits it", () => {
    const scene = shownOf(graph, { ...noFilter, text: " THE S:B " });
    expect(scene.nodes.size).toBe(3);
    expect([...(scene.matches ?? [])]).toEqual(["s:b"]);
    expect(shownOf(graph).matches).toBeUndefined();
  });

  test("lines between the same two part, evenly to both sides", () => {
    const { fans } = shownOf(graph);
    expect(fans.get("r:0")).toBe(-0.5);
    expect(fans.get("r:2")).toBe(0.5);
    expect(fans.get("r:1")).toBeUndefined();
  });
});

describe("the decision being looked at", () => {
  const scene = buildScene({ graph: sample, stanceLines: [], evaluation: evaluationOf() });

  test("electors wear their stance, those of whom nothing is known a question mark", () => {
    expect(scene.nodes.get(id("s:JPN"))?.stance).toMatchObject({ state: "support", isElector: true });
    expect(scene.nodes.get(id("s:AUS"))?.stance).toMatchObject({ state: "unknown", isElector: true });
  });

  test("it stands out, with its result as its glyph", () => {
    const focus = [...scene.nodes.values()].find((node) => node.isFocus);
    expect(focus?.id).toBe(evaluationOf().decision);
    expect(focus?.look.icon).toBe("ellipsis");
  });

  test("hiding unknown hides those electors and nobody else", () => {
    const shown = filterScene(scene, { ...noFilter, hiddenStances: new Set(["unknown"]) });
    expect(shown.nodes.has(id("s:AUS"))).toBe(false);
    expect(shown.nodes.size).toBe(scene.nodes.size - evaluationOf().unknown.length);
  });

  test("stances on other decisions step back", () => {
    const line = (decision: string): StanceLine => ({
      actor: id("s:JPN"),
      decision: id(decision),
      stance: "support",
      contested: false,
      stale: false,
      claims: [],
    });
    const decisions = [...sample.entities.values()].filter(({ kind }) => kind === "decision");
    const stanceLines = decisions.map((decision) => line(decision.id));
    const drawn = buildScene({ graph: sample, stanceLines, evaluation: evaluationOf() }).lines.flatMap(
      (each) => (each.kind === "stance" ? [[each.to, each.isAside]] : []),
    );
    expect(drawn).toContainEqual([evaluationOf().decision, false]);
    expect(drawn.filter(([, isAside]) => isAside)).toHaveLength(decisions.length - 1);
  });
});

describe("looks", () => {
  test("size grows with degree from 1 to 1.8 and depends on nothing else", () => {
    expect(sizeFactor(0)).toBe(1);
    expect(sizeFactor(31)).toBeCloseTo(1.8);
    expect(sizeFactor(10_000)).toBeCloseTo(1.8);
  });

  test("a state shows its ISO code, from its id or its identifiers", () => {
    const entity = (change: Partial<Entity>) => ({
      id: id("s:JPN"),
      kind: "state",
      label: "Japan",
      ...change,
    });
    expect(stateCode(entity({}))).toBe("JPN");
    expect(stateCode(entity({ id: id("s:k3j"), identifiers: { iso3: "KOR" } }))).toBe("KOR");
    expect(stateCode(entity({ id: id("s:k3j"), label: "Älandia" }))).toBe("ÄLA");
  });

  test("an agreement's name is inside; a long one gives way to its acronym and stands below", () => {
    const short = nodeLook({ id: id("a:CPTPP"), kind: "agreement", label: "CPTPP" }, 3, "", false);
    expect([short.inside, short.name]).toEqual([["CPTPP"], ""]);
    const label = "Comprehensive and Progressive Agreement for Trans-Pacific Partnership";
    const long = nodeLook({ id: id("a:CPTPP"), kind: "agreement", label }, 3, "", false);
    expect([long.inside, long.name]).toEqual([["CPTPP"], label]);
  });

  test("a kind of a team's own is a small square with an icon", () => {
    expect(nodeLook({ id: id("x:1"), kind: "pipeline", label: "P" }, 0, "puzzle", false)).toMatchObject({
      role: "other",
      outline: "rounded",
      icon: "puzzle",
    });
  });
});

describe("grades", () => {
  const backed = (credibility: number | undefined, ...reliabilities: readonly (string | undefined)[]) => {
    const sources = Object.fromEntries(
      reliabilities.map((reliability, index) => [`src:${index}`, { reliability }]),
    );
    const evidence = reliabilities.map((_, index) => [`src:${index}`, "p1"] as const);
    const made = graphOf({ claims: { "clm:1": { on: "r:1", credibility, evidence } }, sources });
    return gradeOf(made, idsAt(made.claimsOn, "r:1" as RelationId));
  };

  test("a pair is as good as its weaker mark", () => {
    expect(backed(2, "B")).toBe("solid");
    expect(backed(1, "C")).toBe("dashed");
    expect(backed(3, "A")).toBe("dashed");
    expect(backed(4, "A")).toBe("dotted");
    expect(backed(1, "D")).toBe("dotted");
  });

  test("the best source of a claim counts", () => {
    expect(backed(2, "E", "A")).toBe("solid");
  });

  test("cannot be judged, ungraded and not backed at all are the weakest", () => {
    expect(backed(6, "A")).toBe("dotted");
    expect(backed(1, "F")).toBe("dotted");
    expect(backed(undefined, "A")).toBe("dotted");
    expect(backed(1)).toBe("dotted");
    expect(gradeOf(sample, ["clm:gone" as ClaimId])).toBe("dotted");
  });
});
