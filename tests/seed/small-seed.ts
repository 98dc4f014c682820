// The smallest set of data files that is right, for tests to break in one place each.
const workspace = `title: Who decides?
home: { decision: d:one, asOf: 2024-12 }
`;

const sources = `[
  { "id": "src:one", "kind": "report", "title": "A report" }
]
`;

const entities = `state:
  - id: s:JPN
    label: Japan
  - id: s:PER
    label: Peru
  - id: s:TWN
    label: Taiwan
agreement:
  - id: a:CPTPP
    label: CPTPP
`;

const decisions = `- id: d:one
  label: Taiwan joins the CPTPP
  subject: s:TWN
  object: a:CPTPP
  rule: unanimity
  electorate:
    - membersOf: a:CPTPP
      validFrom: 2018-12
`;

const claims = `source: src:one
locator: { pattern: "p[1-9]", example: p4 }
defaults: { certainty: asserted }
claims:
  - id: clm:member
    at: p1
    statement: "{from} is a member."
    relation: { kind: member-of, from: { each: [s:JPN, s:PER] }, to: a:CPTPP, validFrom: 2018-12 }
  - id: clm:rule
    at: p2
    statement: All must consent.
    on: d:one
    field: rule
  - id: clm:electorate
    at: p2
    statement: The members decide.
    on: d:one
    field: electorate
  - id: clm:japan
    at: p3
    also: [{ at: p4 }]
    statement: Japan is for it.
    on: d:one
    stance: support
    actors: [s:JPN]
    valid: 2024-12~
`;

/** The files by name. */
export const smallSeed: ReadonlyMap<string, string> = new Map([
  ["workspace.yaml", workspace],
  ["sources.json", sources],
  ["entities.yaml", entities],
  ["decisions.yaml", decisions],
  ["claims-one.yaml", claims],
]);

/** The files with one piece of text replaced in one of them. */
export function broken(
  file: string,
  text: string,
  replacement: string,
  files = smallSeed,
): ReadonlyMap<string, string> {
  const old = files.get(file) ?? "";
  if (!old.includes(text)) throw new Error(`${file} does not hold “${text}”`);
  return new Map([...files, [file, old.replace(text, replacement)]]);
}

/** The small seed with one more claim, whose id is on line 27 and whose relation is on line 30. */
export function withClaim(relation: string, files = smallSeed, id = "more"): ReadonlyMap<string, string> {
  const name = "claims-one.yaml";
  const claim = `  - id: clm:${id}\n    at: p5\n    statement: Once more.\n    relation: ${relation}\n`;
  return new Map([...files, [name, `${files.get(name) ?? ""}${claim}`]]);
}
