import { describe, expect, test } from "vitest";
import { EntenteError, type Fault } from "../../schema/errors.ts";
import { buildSeed } from "../../seed/build.ts";
import { broken, smallSeed, withClaim } from "./small-seed.ts";

const claims = "claims-one.yaml";
const decisions = "decisions.yaml";
const entities = "entities.yaml";

describe("refused, with file and line", () => {
  const cases: readonly (readonly [string, string, string, string, string, string])[] = [
    ["a claim without a locator", claims, "    at: p2\n", "", `${claims}:9`, "is missing: say where"],
    ["a claim with an empty locator", claims, "at: p2", 'at: ""', `${claims}:10`, "is missing: say where"],
    ["a locator its source has not", claims, "at: p3", "at: p15", `${claims}:20`, "is no locator of src:one"],
    [
      "evidence without a locator",
      claims,
      "[{ at: p4 }]",
      "[{ note: x }]",
      `${claims}:21`,
      "is missing: say",
    ],
    ["claims without a source", claims, "source: src:one\n", "", `${claims}:1`, "name the source"],
    ["an unknown source", claims, "source: src:one", "source: src:two", `${claims}:5`, "unknown id"],
    [
      "an unknown entity",
      claims,
      "on: d:one\n    field: rule",
      "on: d:two\n    field: rule",
      `${claims}:12`,
      "unknown id",
    ],
    ["an unknown end of a relation", claims, "s:PER]", "s:PRU]", `${claims}:8`, "“s:PRU” is an unknown id"],
    ["an unknown actor", claims, "actors: [s:JPN]", "actors: [s:NIP]", `${claims}:25`, "unknown id"],
    [
      "a denial of an unknown claim",
      claims,
      "field: rule",
      "field: rule\n    denies: clm:none",
      `${claims}:14`,
      "“clm:none” is an unknown claim",
    ],
    [
      "an unknown speaker",
      claims,
      "field: rule",
      "field: rule\n    by: p:nobody",
      `${claims}:14`,
      "unknown id",
    ],
    [
      "an unknown elector",
      decisions,
      "membersOf: a:CPTPP",
      "membersOf: a:TPP",
      `${decisions}:7`,
      "unknown id",
    ],
    ["an unknown decision to open on", "workspace.yaml", "d:one", "d:two", "workspace.yaml:2", "unknown id"],
    [
      "an unknown kind of entity",
      entities,
      "agreement:",
      "treaty:",
      `${entities}:8`,
      "“treaty” is an unknown kind",
    ],
    [
      "an unknown kind of relation",
      claims,
      "member-of",
      "memberof",
      `${claims}:8`,
      "“memberof” is an unknown kind",
    ],
    [
      "an end that the kind does not take",
      claims,
      "to: a:CPTPP",
      "to: s:TWN",
      `${claims}:8`,
      "has no state at this end",
    ],
    [
      "an id with the prefix of another kind",
      entities,
      "id: s:PER",
      "id: a:PER",
      `${entities}:4`,
      "must begin with “s:”",
    ],
    [
      "a bad date of a claim",
      claims,
      "valid: 2024-12~",
      "valid: end of 2024",
      `${claims}:26`,
      "must be an EDTF date",
    ],
    ["a bad date of a relation", claims, "2018-12 }", "2018-13 }", `${claims}:8`, "must be an EDTF date"],
    [
      "a bad date of an electorate",
      decisions,
      "2018-12",
      "2018-13",
      `${decisions}:8`,
      "must be an EDTF date",
    ],
    [
      "an unused entity",
      entities,
      "agreement:",
      "  - id: s:CHL\n    label: Chile\nagreement:",
      `${entities}:8`,
      "is unused",
    ],
    [
      "a duplicate claim",
      claims,
      "id: clm:japan",
      "id: clm:rule",
      `${claims}:19`,
      "claims-one.yaml:9 has it",
    ],
    ["a duplicate entity", entities, "id: s:TWN", "id: s:PER", `${entities}:6`, "entities.yaml:4 has it"],
    [
      "a position on a state",
      claims,
      "on: d:one\n    stance",
      "on: s:TWN\n    stance",
      `${claims}:24`,
      "on nothing one can hold a position on",
    ],
    ["a position of nobody", claims, "    actors: [s:JPN]\n", "", `${claims}:24`, "is nobody's"],
    ["actors without a stance", claims, "    stance: support\n", "", `${claims}:24`, "without a stance"],
    [
      "several actors not taken together",
      claims,
      "[s:JPN]\n",
      "[s:JPN, s:PER]\n",
      `${claims}:25`,
      "collective",
    ],
    [
      "a claim on nothing",
      claims,
      "    on: d:one\n    stance",
      "    stance",
      `${claims}:19`,
      "bears on nothing",
    ],
    [
      "a claim backing an unknown field",
      claims,
      "field: rule",
      "field: ruling",
      `${claims}:13`,
      "is not a field",
    ],
    ["a decision without a rule", decisions, "  rule: unanimity\n", "", `${decisions}:1`, "without a rule"],
    ["a rule without a claim", claims, "    field: rule\n", "", `${decisions}:5`, "has no claim behind it"],
    [
      "an undated electorate",
      decisions,
      "      validFrom: 2018-12\n",
      "",
      `${decisions}:7`,
      "undated electorate",
    ],
    [
      "an electorate of nobody",
      decisions,
      "membersOf: a:CPTPP",
      "basis: None",
      `${decisions}:7`,
      "either “membersOf” or",
    ],
    [
      "a list of electors without a basis",
      decisions,
      "membersOf: a:CPTPP",
      "members: [s:JPN]",
      `${decisions}:7`,
      "without a “basis”",
    ],
    [
      "a claim about each that names none",
      claims,
      '"{from} is a member."',
      "They are.",
      `${claims}:7`,
      "write {from} or {to}",
    ],
    [
      "a misspelt field",
      claims,
      "valid: 2024-12~",
      "vaild: 2024-12~",
      `${claims}:26`,
      "“vaild” is not a field",
    ],
    [
      "a misspelt field in a decision",
      decisions,
      "validFrom",
      "validfrom",
      `${decisions}:8`,
      "“electorate.0.validfrom”",
    ],
    ["what is not YAML", claims, "    at: p1", "   at: p1", `${claims}:6`, "is not YAML"],
  ];

  test.each(cases)("%s", (_name, file, text, replacement, at, message) => {
    const faults = faultsOf(broken(file, text, replacement));
    expect(faults.map((fault) => `${fault.at} ${fault.message}`)).toContainEqual(
      expect.stringMatching(new RegExp(`^${escaped(at)} .*${escaped(message)}`)),
    );
  });

  test("electorates that overlap", () => {
    const second = "validFrom: 2018-12\n    - membersOf: a:CPTPP\n      validFrom: 2020-11\n";
    expect(faultsOf(broken(decisions, "validFrom: 2018-12\n", second))).toEqual([
      { at: `${decisions}:9`, message: expect.stringContaining("has ended") as string },
    ]);
  });

  test("two claims that disagree about one relation", () => {
    expect(faultsOf(withClaim("{ kind: member-of, from: s:JPN, to: a:CPTPP, status: suspended }"))).toEqual(
      [],
    );
    const claim = "{ kind: member-of, from: s:JPN, to: a:CPTPP, validFrom: 2018-12, note: Other }";
    const differing = broken(
      claims,
      "validFrom: 2018-12 }",
      "validFrom: 2018-12, note: One }",
      withClaim(claim),
    );
    expect(faultsOf(differing)).toEqual([
      { at: `${claims}:30`, message: `“note” differs from what ${claims}:8 says of the same relation` },
    ]);
  });

  test("a claim that leaves open which of two periods it means", () => {
    const twice = "{ kind: member-of, from: s:JPN, to: a:CPTPP, validFrom: 2022-05 }";
    const files = withClaim(
      "{ kind: member-of, from: s:JPN, to: a:CPTPP }",
      withClaim(twice, smallSeed, "again"),
    );
    expect(faultsOf(files).map(({ at }) => at)).toEqual([`${claims}:34`]);
  });

  test("a claim of the team's own on something of the background layer, and the reverse", () => {
    const hidden = broken(entities, "label: Peru\n", "label: Peru\n    background: true\n");
    expect(faultsOf(hidden)).toEqual([
      { at: `${claims}:8`, message: expect.stringContaining("“s:PER” is background") as string },
    ]);
    const shown = broken(claims, "at: p1\n", "at: p1\n    background: true\n");
    expect(faultsOf(broken(claims, "[s:JPN, s:PER]", "[s:PER]", shown))).toEqual([
      { at: `${entities}:4`, message: expect.stringContaining("named by background only") as string },
    ]);
  });

  test("a file that is missing", () => {
    const files = new Map([...smallSeed].filter(([name]) => name !== "sources.json"));
    expect(faultsOf(files)).toContainEqual({ at: "sources.json", message: "is missing" });
  });

  test("all faults at once, by file and line", () => {
    const files = broken(
      claims,
      "at: p3",
      "at: p15",
      broken(entities, "label: Peru", "lable: Peru", broken(decisions, "  rule: unanimity\n", "")),
    );
    const error = errorOf(files);
    expect(error?.code).toBe("import-invalid");
    const places = [`${claims}:8`, `${claims}:20`, `${decisions}:1`, `${entities}:4`];
    expect(error?.faults.map(({ at }) => at)).toEqual(expect.arrayContaining(places));
    expect(error?.message).toContain(`${claims}:8`);
  });
});

function faultsOf(files: ReadonlyMap<string, string>): readonly Fault[] {
  return errorOf(files)?.faults ?? [];
}

function errorOf(files: ReadonlyMap<string, string>): EntenteError | undefined {
  try {
    buildSeed(files);
    return undefined;
  } catch (error) {
    if (error instanceof EntenteError) return error;
    throw error;
  }
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
