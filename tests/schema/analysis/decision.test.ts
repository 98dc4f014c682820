import { expect, test } from "vitest";
import { evaluate } from "../../../schema/analysis/decision.ts";
import type { Evaluation } from "../../../schema/analysis/evaluation.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { project } from "../../../schema/projection.ts";
import { stances, stanceStates } from "../../../schema/vocabulary.ts";
import { Random } from "../../support/random.ts";
import { claim, entity, entityId, source, workspace } from "../workspace.ts";
import { decision, judge, list, members, stand } from "./judged.ts";

const stanceOf = ({ positions }: Evaluation, actor: string) => positions.find((item) => item.actor === actor);

test("POS-1 the latest position at the date counts, in whatever order claims were entered", () => {
  const commands = [
    decision(),
    stand("b", ["s:AUS"], "oppose", "2024-06"),
    stand("a", ["s:AUS"], "support", "2022-01~"),
  ];
  expect(stanceOf(judge(commands, { asOf: "2023" }), "s:AUS")).toMatchObject({
    stance: "support",
    asOf: "2022-01~",
    claims: ["clm:a"],
  });
  expect(stanceOf(judge(commands), "s:AUS")?.stance).toBe("oppose");
  expect(judge(commands, { asOf: "2021" }).positions).toEqual([]);
});

test("POS-2 what is denied, imagined, predicted or recommended carries no weight", () => {
  for (const certainty of ["denied", "hypothetical", "prediction", "recommendation"] as const) {
    expect(judge([decision(), stand("a", ["s:AUS"], "oppose", "2024", { certainty })]).unknown).toContain(
      "s:AUS",
    );
  }
  expect(
    judge([decision(), stand("a", ["s:AUS"], "oppose", "2024", { certainty: "reported" })]).unknown,
  ).not.toContain("s:AUS");
});

test("POS-2 what only a teaser says carries no weight", () => {
  expect(judge([decision(), stand("a", ["s:AUS"], "oppose", "2024", { teaser: true })]).positions).toEqual(
    [],
  );
});

test("POS-3 equal dates that disagree are contested, and the less favourable one counts", () => {
  const result = judge([decision(), stand("a", ["s:AUS"], "support"), stand("b", ["s:AUS"], "undecided")]);
  expect(stanceOf(result, "s:AUS")).toMatchObject({
    stance: "undecided",
    contested: true,
    claims: ["clm:a", "clm:b"],
  });
});

test("POS-4 a position older than the review period is stale and still counts", () => {
  const commands = (staleAfterMonths?: number) => [
    decision(staleAfterMonths ? { staleAfterMonths } : {}),
    stand("a", ["s:AUS"], "support", "2022-12-16"),
  ];
  expect(stanceOf(judge(commands()), "s:AUS")?.stale).toBe(false);
  expect(stanceOf(judge(commands(), { asOf: "2024-12-16" }), "s:AUS")?.stale).toBe(true);
  const strict = judge(commands(6));
  expect(stanceOf(strict, "s:AUS")?.stale).toBe(true);
  expect(strict.counts.support).toBe(1);
});

test("POS-5 an interval that has ended gives no position", () => {
  const commands = [decision(), stand("a", ["s:AUS"], "support", "2022/2023")];
  expect(judge(commands, { asOf: "2023-06" }).counts.support).toBe(1);
  expect(judge(commands).unknown).toContain("s:AUS");
});

test("POS-6 a statement about several actors gives each a position, marked collective", () => {
  const result = judge([
    decision(),
    stand("a", ["s:BRN", "s:AUS"], "undecided", "2024", { collective: true }),
  ]);
  expect(result.positions.map(({ actor, collective }) => [actor, collective])).toEqual([
    ["s:AUS", true],
    ["s:BRN", true],
  ]);
});

test("DEC-1 no evidence is unknown, hesitation is undecided, and neither is a no", () => {
  const result = judge([decision(), stand("a", ["s:AUS"], "undecided"), stand("b", ["s:CAN"], "support")]);
  expect(result.result).toBe("open");
  expect(result.counts).toMatchObject({ support: 1, undecided: 1, unknown: 1, oppose: 0 });
  expect(result.unknown).toEqual(["s:BRN"]);
  expect(result.reason).toBe(
    "Open. Unanimity of 3: 1 support, 1 undecided, 1 unknown. Any one refusal stops it.",
  );
});

test("DEC-2 a recorded outcome settles it from its date on", () => {
  const commands = [
    decision({ outcome: { result: "carried", date: "2024-11-29" } }),
    claim("clm:o", "d:one", { field: "outcome" }),
  ];
  expect(judge(commands)).toMatchObject({
    result: "carried",
    minimalMoves: [],
    claims: { outcome: ["clm:o"] },
  });
  expect(judge(commands).reason).toBe("Carried, 29 November 2024.");
  const atLatest = judge([decision({ outcome: { result: "carried", date: "../2020-08" } })]);
  expect(atLatest.reason).toBe("Carried, by August 2020 at the latest.");
  expect(judge(commands, { asOf: "2024-11-28" }).result).toBe("open");
  expect(judge([decision({ outcome: { result: "rejected", date: "2024" } })]).result).toBe("blocked");
});

test("DEC-3 unanimity: all consent, one refusal, or open", () => {
  expect(judge([decision(), stand("a", members, "lean-support")])).toMatchObject({
    result: "carried",
    minimalMoves: [],
  });
  const blocked = judge([
    decision(),
    stand("a", ["s:AUS", "s:CAN"], "champion"),
    stand("b", ["s:BRN"], "block"),
  ]);
  expect(blocked).toMatchObject({
    result: "blocked",
    declaredBlockers: ["s:BRN"],
    minimalMoves: [["s:BRN"]],
  });
  expect(judge([decision(), stand("a", members, "abstain")]).result).toBe("open");
});

test("DEC-4 under consensus standing aside is no objection", () => {
  const commands = [
    decision({ rule: "consensus" }),
    stand("a", ["s:AUS", "s:CAN"], "abstain"),
    stand("b", ["s:BRN"], "support"),
  ];
  expect(judge(commands).result).toBe("carried");
  expect(judge([decision({ rule: "consensus" })]).result).toBe("open");
  expect(judge([decision({ rule: "consensus" }), stand("a", ["s:AUS"], "oppose")]).result).toBe("blocked");
});

test("DEC-5 hesitation and leaning against are potential, refusal is declared", () => {
  const commands = [
    stand("a", ["s:AUS"], "undecided"),
    stand("b", ["s:BRN"], "lean-oppose"),
    stand("c", ["s:CAN"], "oppose"),
  ];
  expect(judge([decision(), ...commands])).toMatchObject({
    declaredBlockers: ["s:CAN"],
    potentialBlockers: ["s:AUS", "s:BRN"],
  });
});

test("DEC-6 what cannot be evaluated says why, and what is no decision is an error", () => {
  const { rule: _rule, ...unruled } = { rule: "unanimity", electorate: list(members) } as const;
  expect(judge([entity("d:one", { kind: "decision", ...unruled })])).toMatchObject({
    rule: "unspecified",
    result: "not-evaluable",
  });
  expect(judge([decision({ rule: "simple-majority" })]).reason).toMatch(/Simple majority is recorded/);
  const graph = project(workspace(entity("s:AUS")));
  expect(() => evaluate(graph, entityId("s:AUS"), { today: "2024" })).toThrow(EntenteError);
  expect(() => judge([decision()], { asOf: "soon" })).toThrow(/EDTF/);
});

test("DEC-9 both parties must agree to a bilateral matter, and the one authority to an executive one", () => {
  const parties = { electorate: list(["s:AUS", "s:BRN"]), rule: "bilateral" } as const;
  const both = [stand("a", ["s:AUS"], "support"), stand("b", ["s:BRN"], "lean-support")];
  expect(judge([decision(parties), ...both]).result).toBe("carried");
  expect(judge([decision(parties), both[0] ?? source()]).result).toBe("open");
  expect(judge([decision(parties), stand("a", ["s:AUS"], "oppose")])).toMatchObject({
    result: "blocked",
    declaredBlockers: ["s:AUS"],
  });
  const authority = { electorate: list(["s:USA"]), rule: "executive" } as const;
  expect(judge([decision(authority), stand("a", ["s:USA"], "support")]).result).toBe("carried");
});

test("DEC-11 what was published later is not known by then: rule, electorate, outcome", () => {
  const backing = (field: string) => claim(`clm:${field}`, "d:one", { field, published: "2024" });
  const commands = [decision({ outcome: { result: "carried", date: "2020" } })];
  const by2022 = { knownBy: "2022" };
  expect(judge([...commands, backing("outcome")], by2022).result).toBe("open");
  expect(judge([...commands, backing("outcome")]).result).toBe("carried");
  expect(judge([decision(), backing("rule")], by2022)).toMatchObject({
    rule: "unspecified",
    reason: "By then nothing was published on the rule by which it is decided.",
  });
  expect(judge([decision(), backing("electorate")], by2022)).toMatchObject({
    electors: [],
    reason: "By then nothing was published on who decides.",
  });
  expect(judge([decision(), backing("rule"), backing("electorate")], { knownBy: "2024" }).result).toBe(
    "open",
  );
});

test("DEC-10, ELE-4 a background period counts only with the layer on, and may bring its own rule", () => {
  const electorate = [
    ...list(["s:AUS"]),
    {
      members: ["s:AUS", "s:USA"].map(entityId),
      validFrom: "2024-12-15",
      rule: "consensus",
      background: true,
    },
  ] as const;
  const commands = [decision({ electorate: [...electorate] })];
  expect(judge(commands)).toMatchObject({ rule: "unanimity", electors: ["s:AUS"] });
  expect(judge(commands, { background: true })).toMatchObject({
    rule: "consensus",
    electors: ["s:AUS", "s:USA"],
  });
  expect(judge(commands, { background: true, asOf: "2024-12-14" }).rule).toBe("unanimity");
});

test("DEC-7 on random profiles the counts add up, lists are sorted, and the result equals the plain rule", () => {
  for (let seed = 1; seed <= 200; seed += 1) {
    const random = new Random(seed);
    const rule = random.pick(["unanimity", "consensus"] as const);
    const profile = members.map((id) => ({
      id,
      stance: random.pick([...stances, undefined].map((item) => [item] as const))[0],
    }));
    const held = profile.flatMap(({ id, stance }) => (stance ? [stand(id.slice(2), [id], stance)] : []));
    const result = judge([decision({ rule }), ...held]);
    const yes = ["champion", "support", "lean-support", ...(rule === "consensus" ? ["abstain"] : [])];
    const isNo = profile.some(({ stance }) => stance === "oppose" || stance === "block");
    const isYes = profile.every(({ stance }) => stance !== undefined && yes.includes(stance));
    expect(result.result, `seed ${seed}`).toBe(isNo ? "blocked" : isYes ? "carried" : "open");
    expect(Object.keys(result.counts)).toEqual([...stanceStates]);
    expect(Object.values(result.counts).reduce((sum, count) => sum + count, 0)).toBe(members.length);
    for (const position of result.positions) expect(position.claims.length).toBeGreaterThan(0);
    const moved = result.minimalMoves[0] ?? [];
    expect(moved).toEqual(
      profile.filter(({ stance }) => !stance || !yes.includes(stance)).map(({ id }) => id),
    );
  }
});

test("DEC-8 claims behind rule and electorate are those of the date, as far as known", () => {
  const commands = [
    decision(),
    claim("clm:old", "d:one", { field: "rule", valid: "2020", published: "2021" }),
    claim("clm:new", "d:one", { field: "rule", valid: "2024" }),
  ];
  expect(judge(commands, { asOf: "2022" }).claims.rule).toEqual(["clm:old"]);
  expect(judge(commands).claims.rule).toEqual(["clm:new", "clm:old"]);
  expect(judge(commands, { knownBy: "2020-06" }).claims.rule).toEqual([]);
});
