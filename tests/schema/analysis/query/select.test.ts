// What a filter leaves, rule by rule. select-slowly.test.ts compares it with the plain slow way.
import { describe, expect, test } from "vitest";
import { everything, type QueryFilter } from "../../../../schema/analysis/query/filter.ts";
import { select } from "../../../../schema/analysis/query/select.ts";
import { wordsOf } from "../../../../schema/analysis/query/text.ts";
import type { Command } from "../../../../schema/edits.ts";
import { project } from "../../../../schema/projection.ts";
import { claim, dispute, entity, entityId, position, relation, source, workspace } from "../../workspace.ts";

function chosen(commands: readonly Command[], filter: Partial<QueryFilter>) {
  const { claims, relations, entities } = select(project(workspace(source(), ...commands)), {
    ...everything,
    ...filter,
  });
  return { claims: [...claims], relations: [...relations], entities: [...entities] };
}

const text = (words: string) => ({ words: wordsOf(words) });

describe("claims", () => {
  const commands = [
    entity("s:VNM", { label: "Việt Nam", aliases: [{ name: "Vietnam" }] }),
    entity("a:CPTPP", { kind: "agreement" }),
    entity("a:TPP", { kind: "agreement" }),
    entity("d:one", { kind: "decision", label: "Đà Nẵng" }),
    entity("p:ann", { kind: "person", label: "Ann Author" }),
    relation("r:in", "s:VNM", "a:CPTPP"),
    claim("clm:in", "r:in", { statement: "It is in.", certainty: "opinion", assertedBy: "p:ann" }),
    claim("clm:tpp", "a:TPP", { statement: "It was signed.", attribution: "quoted", teaser: true }),
    position("clm:for", "d:one", ["s:VNM"], { stance: "support", certainty: "opinion", background: true }),
    claim("clm:checked", "d:one", { reviewState: "checked", statement: "A matter of règles." }),
  ];

  test("QRY-1 have everything that is set, and one of each list", () => {
    expect(chosen(commands, { certainties: new Set(["opinion", "denied"]) }).claims).toEqual([
      "clm:for",
      "clm:in",
    ]);
    const both = { certainties: new Set(["opinion"] as const), relations: new Set(["member-of"]) };
    expect(chosen(commands, both).claims).toEqual(["clm:in"]);
    expect(chosen(commands, { stances: new Set(["support"]) }).claims).toEqual(["clm:for"]);
    expect(chosen(commands, { attributions: new Set(["quoted"]) }).claims).toEqual(["clm:tpp"]);
  });

  test("QRY-1 of background and of teasers are left out unless let in", () => {
    expect(chosen(commands, { background: false }).claims).toEqual(["clm:checked", "clm:in", "clm:tpp"]);
    expect(chosen(commands, { teaser: false }).claims).toEqual(["clm:checked", "clm:for", "clm:in"]);
  });

  test("QRY-1 that nobody has looked at are drafts, and those of an open dispute are disputed", () => {
    const disputed = [...commands, dispute("dsp:one", ["clm:in", "clm:checked"])];
    expect(chosen(commands, { reviews: new Set(["checked"]) }).claims).toEqual(["clm:checked"]);
    expect(chosen(commands, { reviews: new Set(["disputed"]) }).claims).toEqual([]);
    expect(chosen(disputed, { reviews: new Set(["disputed"]) }).claims).toEqual(["clm:checked", "clm:in"]);
    expect(chosen(disputed, { reviews: new Set(["draft"]) }).claims).toEqual([
      "clm:for",
      "clm:in",
      "clm:tpp",
    ]);
  });

  test("QRY-2 about somebody bear on it, name it as an end or an actor, or are asserted by it", () => {
    expect(chosen(commands, { about: entityId("s:VNM") }).claims).toEqual(["clm:for", "clm:in"]);
    expect(chosen(commands, { about: entityId("p:ann") }).claims).toEqual(["clm:in"]);
    expect(chosen(commands, { about: entityId("d:one") }).claims).toEqual(["clm:checked", "clm:for"]);
  });

  test("QRY-2 by somebody are found by an id or by words of a name", () => {
    for (const by of ["p:ann", "author", "ANN auth"])
      expect(chosen(commands, { by }).claims).toEqual(["clm:in"]);
    expect(chosen(commands, { by: "uthor" }).claims).toEqual([]);
  });

  test("QRY-3 are found by the beginnings of all words, without case and accents", () => {
    expect(chosen(commands, text("TPP")).claims).toEqual(["clm:tpp"]);
    expect(chosen(commands, text("cptpp VIET")).claims).toEqual(["clm:in"]);
    expect(chosen(commands, text("da nang regles")).claims).toEqual(["clm:checked"]);
    expect(chosen(commands, text("vietnam member")).claims).toEqual(["clm:in"]);
    expect(chosen(commands, text("vietnam signed")).claims).toEqual([]);
  });
});

describe("grades", () => {
  const graded = (id: string, reliability: "A" | "B" | "C" | "F", credibility: 1 | 2 | 3 | 6) => [
    {
      ...source(`src:${reliability}`),
      fields: { kind: "report", title: reliability, reliability },
    } as Command,
    claim(`clm:${id}`, "s:JPN", { credibility }),
    {
      kind: "add-evidence",
      id: `evd:${id}-2`,
      fields: { kind: "evidence", claim: `clm:${id}`, source: `src:${reliability}`, locator: "p1" },
    } as Command,
  ];
  const commands = [
    entity("s:JPN"),
    ...graded("A1", "A", 1),
    ...graded("B2", "B", 2),
    ...graded("F6", "F", 6),
    ...graded("C3", "C", 3),
  ];
  const bySource = (reliability: "B", id: string) =>
    ({
      kind: "add-evidence",
      id: `evd:more-${id}`,
      fields: { kind: "evidence", claim: `clm:${id}`, source: `src:${reliability}`, locator: "p2" },
    }) as Command;

  test("QRY-4 are exact, or that grade or better in both marks", () => {
    const grade = { reliability: "B", credibility: 2, orBetter: true } as const;
    expect(chosen(commands, { grade }).claims).toEqual(["clm:A1", "clm:B2"]);
    expect(chosen(commands, { grade: { ...grade, orBetter: false } }).claims).toEqual(["clm:B2"]);
    expect(chosen(commands, { grade: { ...grade, credibility: undefined } }).claims).toEqual([
      "clm:A1",
      "clm:B2",
    ]);
  });

  test("QRY-4 F and 6 are never better than anything, and nothing is worse", () => {
    const worst = { reliability: "E", credibility: 5, orBetter: true } as const;
    expect(chosen(commands, { grade: worst }).claims).toEqual(["clm:A1", "clm:B2", "clm:C3"]);
    const cannotBeJudged = { reliability: "F", credibility: 6, orBetter: false } as const;
    expect(chosen(commands, { grade: cannotBeJudged }).claims).toEqual(["clm:F6"]);
  });

  test("QRY-4 of several sources the one that is reliable enough will do", () => {
    const grade = { reliability: "B", credibility: 3, orBetter: true } as const;
    expect(chosen([...commands, bySource("B", "C3")], { grade }).claims).toEqual([
      "clm:A1",
      "clm:B2",
      "clm:C3",
    ]);
  });
});

describe("relations and entities", () => {
  const commands = [
    entity("s:JPN"),
    entity("s:PER"),
    entity("c:ONE", { kind: "company", notes: "Makes engines." }),
    relation("r:claimed", "s:JPN", "c:ONE", { kind: "invests-in" }),
    relation("r:draft", "s:JPN", "s:PER", { kind: "allied-with" }),
    claim("clm:one", "r:claimed", { certainty: "opinion" }),
  ];

  test("QRY-5 a relation passes when one of its claims has everything, a draft by what it has itself", () => {
    expect(chosen(commands, {}).relations).toEqual(["r:claimed", "r:draft"]);
    expect(chosen(commands, { certainties: new Set(["opinion"]) }).relations).toEqual(["r:claimed"]);
    expect(chosen(commands, { certainties: new Set(["denied"]) }).relations).toEqual([]);
    expect(chosen(commands, { relations: new Set(["allied-with"]) }).relations).toEqual(["r:draft"]);
    expect(chosen(commands, { about: entityId("s:JPN") }).relations).toEqual(["r:claimed", "r:draft"]);
    expect(chosen(commands, { kinds: new Set(["company"]) }).relations).toEqual(["r:claimed"]);
  });

  test("QRY-5 a decision is about its subject and object, without a claim that says so", () => {
    const decision = entity("d:one", { kind: "decision", subject: entityId("s:PER") });
    const about = { about: entityId("s:PER") };
    expect(chosen([...commands, decision], about).entities).toEqual(["d:one", "s:JPN", "s:PER"]);
    const claimed = { ...about, certainties: new Set(["opinion"] as const) };
    expect(chosen([...commands, decision], claimed).entities).toEqual([]);
  });

  test("QRY-5 an entity passes by its own kind and words, and by being named where claims are asked for", () => {
    expect(chosen(commands, { kinds: new Set(["state"]) }).entities).toEqual(["s:JPN", "s:PER"]);
    expect(chosen(commands, text("engin")).entities).toEqual(["c:ONE"]);
    expect(chosen(commands, { certainties: new Set(["opinion"]) }).entities).toEqual(["c:ONE", "s:JPN"]);
    const states = { kinds: new Set(["state"]), certainties: new Set(["opinion"] as const) };
    expect(chosen(commands, states).entities).toEqual(["s:JPN"]);
    expect(chosen(commands, { relations: new Set(["allied-with"]) }).entities).toEqual(["s:JPN", "s:PER"]);
  });
});
