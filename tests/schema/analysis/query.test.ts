import { describe, expect, test } from "vitest";
import { ask } from "../../../schema/analysis/query.ts";
import { partingOf } from "../../../schema/analysis/query/positions-answer.ts";
import { questionNames } from "../../../schema/analysis/query/question-terms.ts";
import type { Words } from "../../../schema/analysis/query/read-words.ts";
import type { Command } from "../../../schema/edits.ts";
import { EntenteError, type Fault } from "../../../schema/errors.ts";
import { project } from "../../../schema/projection.ts";
import { stances } from "../../../schema/vocabulary.ts";
import { generateDocument } from "../../support/generate-graph.ts";
import { claim, dispute, entity, position, relation, source, workspace } from "../workspace.ts";

const bounds = { pageMax: 50, hopsMax: 8, pathsMax: 20, wordsMax: 16, lengthMax: 400 };
const asking = { today: "2025-06-01", bounds };
const map = (...commands: readonly Command[]) => project(workspace(source(), ...commands));

function faultsOf(question: () => unknown): readonly Fault[] {
  try {
    question();
  } catch (error) {
    if (error instanceof EntenteError && error.code === "query-invalid") return error.faults;
    throw error;
  }
  return [];
}

const states = ["s:AAA", "s:BBB", "s:CCC"].map((id) => entity(id, { label: `State ${id.slice(2)}` }));
const decisions = ["d:one", "d:two"].map((id) =>
  entity(id, { kind: "decision", label: `Matter ${id.slice(2)}` }),
);
const commands = [
  ...states,
  ...decisions,
  relation("r:ally", "s:AAA", "s:BBB", { kind: "allied-with" }),
  relation("r:own", "s:AAA", "s:CCC", { kind: "shares-a-river-with" }),
  claim("clm:ally", "r:ally", { assertedBy: "Ann", credibility: 2 }),
  position("clm:old", "d:one", ["s:AAA"], { stance: "oppose", valid: "2020" }),
  position("clm:new", "d:one", ["s:AAA"], { stance: "support", valid: "2024", certainty: "asserted" }),
  position("clm:two", "d:two", ["s:AAA"], { stance: "lean-oppose", valid: "2024", certainty: "opinion" }),
  position("clm:three", "d:one", ["s:BBB"], { stance: "undecided", valid: "2024" }),
  position("clm:four", "d:two", ["s:BBB"], { stance: "champion", valid: "2024" }),
];

describe("words that are not understood", () => {
  const refused = (words: Words) => faultsOf(() => ask(map(...commands), "claims", words, asking));

  test("QRY-6 are refused all together, each with what comes nearest and what may stand there", () => {
    const faults = refused({
      stance: "suport,oppose",
      certanty: "opinion",
      about: "State AAB",
      source: "src:two",
    });
    expect(faults.map(({ at }) => at).toSorted()).toEqual(["about", "certanty", "source", "stance"]);
    const messageAt = (at: string) => faults.find((fault) => fault.at === at)?.message;
    expect(messageAt("stance")).toMatch(/“suport”.*Nearest: support\b.*Allowed: champion, support/u);
    expect(messageAt("certanty")).toMatch(/Nearest: certainty\b/u);
    expect(messageAt("about")).toMatch(/Nearest: s:AAA \(State AAA\)/u);
    expect(messageAt("source")).toMatch(/Nearest: src:one\..*Allowed: src:one\./u);
  });

  test.each<[string, Words]>([
    ["grade", { grade: "G7" }],
    ["grade", { grade: "F or better" }],
    ["grade", { grade: "B6-or-better" }],
    ["background", { background: "maybe" }],
    ["limit", { limit: "51" }],
    ["limit", { limit: "-1" }],
    ["offset", { offset: "1e3" }],
    ["by", { by: "p:nobody" }],
    ["text", { text: Array.from({ length: 17 }, (_, index) => `w${index}`).join(" ") }],
    ["text", { text: "a".repeat(401) }],
    ["kind", { kind: Array.from({ length: 17 }, () => "state").join(",") }],
    ["from", { from: "s:AAA" }],
    ["__proto__x", { __proto__x: "1" }],
    ["kind", { kind: "constructor" }],
  ])("QRY-6, QRY-12 at %s are refused: %j", (at, words) => {
    expect(refused(words).map((fault) => fault.at)).toEqual([at]);
  });

  test("QRY-6 no date is refused as a date, and empty parameters ask for nothing", () => {
    expect(() => ask(map(...commands), "claims", { asOf: "yesterday" }, asking)).toThrow(
      expect.objectContaining({ code: "date-invalid" }),
    );
    expect(refused({ asOf: "", kind: "", text: "  ", limit: "" })).toEqual([]);
  });

  test("QRY-7 a team's own kinds are understood, and entities by id or by a whole name that only one has", () => {
    const graph = map(...commands, entity("s:DDD", { label: "State AAA", kind: "bloc" }));
    expect(ask(graph, "relations", { relation: "shares-a-river-with" }, asking).items).toMatchObject([
      { id: "r:own" },
    ]);
    const total = (of: string) => ask(graph, "neighbours", { of }, asking).total;
    expect(total("state bbb")).toBe(total("s:BBB"));
    expect(faultsOf(() => total("State AAA"))[0]?.message).toMatch(/name of 2: s:AAA, s:DDD/u);
    expect(faultsOf(() => total("State A"))[0]?.message).toMatch(/not on this map/u);
  });
});

describe("positions", () => {
  const graph = map(...commands);

  test("QRY-8 are those of the board: a filter shows or hides them and never brings an older one back", () => {
    const on = (words: Words) => ask(graph, "opposite", { a: "d:one", b: "d:two", ...words }, asking).items;
    expect(on({}).map(({ actor, a, b }) => [actor, a.stance, b.stance])).toEqual([
      ["s:AAA", "support", "lean-oppose"],
      ["s:BBB", "undecided", "champion"],
    ]);
    expect(on({ stance: "oppose" })).toEqual([]);
    expect(on({ stance: "undecided,champion" }).map(({ actor }) => actor)).toEqual(["s:BBB"]);
  });

  test("QRY-10 part as opposed when one is for and one against, as diverging when one is for and one neither", () => {
    const [forIt, neither, against] = [
      ["champion", "support", "lean-support"],
      ["undecided", "abstain"],
      ["lean-oppose", "oppose", "block"],
    ] as const;
    const sideOf = (stance: string) =>
      [forIt, neither, against].findIndex((side) => side.some((s) => s === stance));
    const expected = [
      [undefined, "diverging", "opposed"],
      ["diverging", undefined, undefined],
      ["opposed", undefined, undefined],
    ];
    for (const a of stances) {
      for (const b of stances) expect(partingOf(a, b)).toBe(expected[sideOf(a)]?.[sideOf(b)]);
    }
  });

  test("QRY-10 come with both stances, dates, certainties and claims, the opposed first", () => {
    const { items, cited } = ask(graph, "opposite", { a: "d:one", b: "d:two" }, asking);
    expect(items.map(({ parting }) => parting)).toEqual(["opposed", "diverging"]);
    expect(items[0]).toMatchObject({
      label: "State AAA",
      a: { asOf: "2024", certainties: ["asserted"], claims: ["clm:new"] },
      b: { asOf: "2024", certainties: ["opinion"], claims: ["clm:two"] },
      claims: ["clm:new", "clm:two"],
    });
    expect(cited.map(({ id }) => id)).toEqual(["clm:four", "clm:new", "clm:three", "clm:two"]);
  });

  test("QRY-8 of one actor come by date, with the latest of each decision marked", () => {
    const { items } = ask(graph, "stances", { actor: "s:AAA" }, asking);
    expect(items.map(({ claims, latest }) => [claims[0], latest])).toEqual([
      ["clm:old", false],
      ["clm:new", true],
      ["clm:two", true],
    ]);
    const early = ask(graph, "stances", { actor: "s:AAA", asOf: "2021" }, asking).items;
    expect(early.map(({ claims, latest }) => [claims[0], latest])).toEqual([["clm:old", true]]);
  });
});

describe("answers", () => {
  const graph = map(
    ...commands,
    position("clm:again", "d:one", ["s:AAA"], { stance: "oppose", valid: "2024" }),
    claim("clm:marked", "s:CCC", { reviewState: "disputed", published: "2025-01" }),
    dispute("dsp:one", ["clm:old", "clm:new"]),
  );

  test("QRY-9 a path's steps read in the direction of each link, with their claims", () => {
    const [path] = ask(graph, "paths", { from: "s:BBB", to: "s:CCC" }, asking).items;
    expect(path?.entities.map(({ id }) => id)).toEqual(["s:BBB", "s:AAA", "s:CCC"]);
    expect(path?.steps.map(({ links, claims }) => [links[0]?.reading, claims])).toEqual([
      ["State AAA is an ally of State BBB", ["clm:ally"]],
      ["State AAA shares a river with State CCC", []],
    ]);
    const over = ask(graph, "paths", { from: "s:BBB", to: "s:AAA", kind: "decision" }, asking).items;
    expect(over.map(({ entities }) => entities.map(({ id }) => id).join(" "))).toEqual([
      "s:BBB s:AAA",
      "s:BBB d:one s:AAA",
      "s:BBB d:two s:AAA",
    ]);
    expect(over[1]?.steps[0]?.links[0]?.reading).toBe("State BBB is undecided on “Matter one”");
    expect(ask(graph, "paths", { from: "s:BBB", to: "s:CCC", certainty: "opinion" }, asking).items).toEqual(
      [],
    );
  });

  test("QRY-9 a step says how sure those are who assert it", () => {
    const denied = claim("clm:denied", "r:own", { certainty: "denied" });
    const [path] = ask(map(...commands, denied), "paths", { from: "s:AAA", to: "s:CCC" }, asking).items;
    expect(path?.steps[0]?.links[0]).toMatchObject({ certainties: ["denied"], claims: ["clm:denied"] });
  });

  test("QRY-9 no path leads over a statement that two things are not the same", () => {
    const different = relation("r:not", "s:BBB", "s:CCC", { kind: "different-from" });
    const [path] = ask(map(...commands, different), "paths", { from: "s:BBB", to: "s:CCC" }, asking).items;
    expect(path?.entities.map(({ id }) => id)).toEqual(["s:BBB", "s:AAA", "s:CCC"]);
  });

  test("QRY-11 what is contested is positions of one date, open disputes, and claims marked so", () => {
    const { items } = ask(graph, "contested", {}, asking);
    expect(items.map(({ kind, claims }) => [kind, claims])).toEqual([
      ["position", ["clm:again", "clm:new"]],
      ["dispute", ["clm:new", "clm:old"]],
      ["claim", ["clm:marked"]],
    ]);
  });

  test("QRY-11 what has no source is drafts and claims without evidence", () => {
    expect(ask(graph, "unsourced", {}, asking).items).toMatchObject([
      { kind: "relation", id: "r:own", claims: [] },
    ]);
  });

  test("QRY-11 changes are claims published, or come true, since a day", () => {
    const { items } = ask(graph, "changes", { since: "2025" }, asking);
    expect(items.map(({ id, changed }) => [id, changed])).toEqual([["clm:marked", "published"]]);
    expect(faultsOf(() => ask(graph, "changes", {}, asking))).toMatchObject([{ at: "since" }]);
  });

  test("QRY-11 come in pages that together are the whole, in the same order each time", () => {
    const whole = ask(graph, "claims", {}, asking);
    const ids = whole.items.map(({ id }) => id);
    expect([whole.total, whole.next, ids]).toEqual([ids.length, null, ids.toSorted()]);
    const first = ask(graph, "claims", { limit: "3" }, asking);
    expect([first.total, first.next]).toEqual([ids.length, 3]);
    const rest = ask(graph, "claims", { limit: "50", offset: "3" }, asking);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(ids);
    const beyond = ask(graph, "claims", { offset: "1000" }, asking);
    expect([beyond.items, beyond.next, beyond.total]).toEqual([[], null, ids.length]);
    expect(ask(graph, "claims", { limit: "0" }, asking)).toMatchObject({
      items: [],
      total: ids.length,
      next: null,
    });
  });

  test("QRY-11 every item of every question lists its claims or is one", () => {
    const own: Words = {
      from: "s:AAA",
      to: "s:BBB",
      a: "d:one",
      b: "d:two",
      of: "s:AAA",
      actor: "s:AAA",
      since: "2000",
    };
    const namesOf = {
      paths: ["from", "to"],
      opposite: ["a", "b"],
      neighbours: ["of"],
      stances: ["actor"],
      changes: ["since"],
    };
    for (const question of questionNames) {
      const names: readonly string[] = question in namesOf ? namesOf[question as keyof typeof namesOf] : [];
      const { items } = ask(
        graph,
        question,
        Object.fromEntries(names.map((name) => [name, own[name]])),
        asking,
      );
      expect(items.length, question).toBeGreaterThan(0);
      for (const item of items) expect("claims" in item || item.kind === "claim", question).toBe(true);
    }
  });
});

test("QRY-12 the worst that can be asked of a map of 300 with 3,000 relations is answered", () => {
  const graph = project(generateDocument({ entities: 300, relations: 3000 }));
  const text = Array.from({ length: 16 }, (_, index) => `a${index}`).join(" ");
  expect(ask(graph, "claims", { text }, asking).total).toBe(0);
  const paths = ask(graph, "paths", { from: "s:g0", to: "s:g10", hops: "8", limit: "20" }, asking);
  expect(paths.items).toHaveLength(20);
  expect(faultsOf(() => ask(graph, "paths", { from: "s:g0", to: "s:g10", hops: "9" }, asking))).toMatchObject(
    [{ at: "hops" }],
  );
});
