import { expect, test } from "vitest";
import { claim, entity, entityId, relation } from "../workspace.ts";
import { decision, judge, list, members, stand } from "./judged.ts";

test("ELE-1 the electorate in force that began last decides, and without one nothing is evaluated", () => {
  const electorate = [
    { members: [entityId("s:AUS")], validFrom: "2018", validTo: "2020" },
    { members: members.map(entityId), validFrom: "2020-06" },
  ];
  expect(judge([decision({ electorate })], { asOf: "2019" }).electors).toEqual(["s:AUS"]);
  expect(judge([decision({ electorate })], { asOf: "2020-07" }).electors).toEqual(members);
  const twins = electorate.map((period) => ({ ...period, validFrom: "2018", validTo: "2020" }));
  expect(judge([decision({ electorate: twins })], { asOf: "2019" }).electors).toEqual(members);
  const gap = judge([decision({ electorate })], { asOf: "2017" });
  expect(gap).toMatchObject({ result: "not-evaluable", electors: [] });
  expect(gap.reason).toBe(
    "Who decides on that day is not recorded. It is recorded: 2018 to 2020; since June 2020.",
  );
});

test("ELE-2 an electorate by query is whoever is a member on that day, with the claims that say so", () => {
  const commands = [
    entity("a:PACT", { kind: "agreement" }),
    relation("r:1", "s:AUS", "a:PACT", { validFrom: "2018-12" }),
    relation("r:2", "s:CAN", "a:PACT", { validFrom: "2022" }),
    claim("clm:m", "r:1"),
    decision({ electorate: [{ membersOf: entityId("a:PACT") }] }),
    claim("clm:e", "d:one", { field: "electorate" }),
  ];
  const result = judge(commands, { asOf: "2020" });
  expect(result.electors).toEqual(["s:AUS"]);
  expect(result.claims.electorate).toEqual(["clm:e", "clm:m"]);
  expect(judge(commands, { asOf: "2023" }).electors).toEqual(["s:AUS", "s:CAN"]);
});

test("ELE-3 a list carries its basis", () => {
  expect(judge([decision()])).toMatchObject({ electors: members, electorateBasis: "A list." });
});

test("ELE-5 somebody listed stays an elector in the bin, and nothing is known of them", () => {
  const commands = [
    decision(),
    stand("a", members, "support"),
    { kind: "retract", ids: [entityId("s:AUS")] },
  ] as const;
  expect(judge(commands.slice(0, 2)).result).toBe("carried");
  expect(judge(commands)).toMatchObject({ electors: members, unknown: ["s:AUS"], result: "open" });
});

const pact = [
  entity("a:PACT", { kind: "agreement" }),
  relation("r:1", "s:AUS", "a:PACT"),
  relation("r:2", "s:CAN", "a:PACT", { validTo: "2022" }),
  relation("r:3", "s:BRN", "a:PACT"),
  decision({ electorate: [{ membersOf: entityId("a:PACT") }] }),
  stand("a", ["s:AUS", "s:BRN"], "support"),
];
const bin = (...ids: string[]) => ({ kind: "retract", ids: ids.map(entityId) }) as const;

test("ELE-5 a member in the bin stays an elector of whom nothing is known, and is named as in the bin", () => {
  expect(judge(pact)).toMatchObject({ electors: ["s:AUS", "s:BRN"], result: "carried", inBin: [] });
  const binned = [...pact, bin("s:AUS", "s:CAN")];
  expect(judge(binned)).toMatchObject({
    electors: ["s:AUS", "s:BRN"],
    unknown: ["s:AUS"],
    result: "open",
    inBin: ["s:AUS"],
  });
  expect(judge([...binned, { kind: "restore", ids: [entityId("s:AUS")] }]).inBin).toEqual([]);
  const listed = judge([decision(), bin("s:AUS")]);
  expect([listed.electors, listed.inBin]).toEqual([members, ["s:AUS"]]);
});

test("ELE-5 members of an agreement in the bin decide as before; a membership in the bin is none", () => {
  expect(judge([...pact, bin("a:PACT")])).toMatchObject({
    electors: ["s:AUS", "s:BRN"],
    result: "carried",
    inBin: ["a:PACT"],
  });
  expect(judge([...pact, bin("r:1")])).toMatchObject({ electors: ["s:BRN"], inBin: [] });
});

test("RED-1 an electorate of an agreement that was merged, or a seeker that was, is that of the survivor", () => {
  const merge = (id: string, into: string) =>
    ({ kind: "merge", id: entityId(id), into: entityId(into) }) as const;
  const merged = [...pact, entity("a:TREATY", { kind: "agreement" }), merge("a:PACT", "a:TREATY")];
  expect(judge(merged).electors).toEqual(["s:AUS", "s:BRN"]);
  const subject = entityId("s:TWN");
  const commands = [decision({ subject }), merge("s:TWN", "s:AUS")];
  expect(judge(commands).electors).toEqual(["s:BRN", "s:CAN"]);
});

test("ELE-4 whoever wants it does not vote, and background members join only when asked for", () => {
  const subject = entityId("s:TWN");
  expect(judge([decision({ subject, electorate: list([...members, "s:TWN"]) })]).electors).toEqual(members);
  const commands = [
    entity("a:PACT", { kind: "agreement" }),
    relation("r:1", "s:AUS", "a:PACT"),
    relation("r:2", "s:CAN", "a:PACT", { background: true }),
    decision({ electorate: [{ membersOf: entityId("a:PACT") }] }),
  ];
  expect(judge(commands).electors).toEqual(["s:AUS"]);
  expect(judge(commands, { background: true }).electors).toEqual(["s:AUS", "s:CAN"]);
});
