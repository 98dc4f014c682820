// What counts as an identifier: forms, check digits, refusals with their place, hints for what stands already.
import { expect, test } from "vitest";
import { findEconomies } from "../../client/controls/economies.ts";
import { perform } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import { badIdentifiers, identifierFault, tidyIdentifier } from "../../schema/identifiers.ts";
import { isoCodes } from "../../schema/iso-countries.ts";
import { parseSnapshot } from "../../schema/parse-snapshot.ts";
import { project } from "../../schema/projection.ts";
import { snapshotText, toSnapshot } from "../../schema/snapshot.ts";
import { Random } from "../support/random.ts";
import { ann, entity, entityId, workspace } from "./workspace.ts";

const seed = 20_241_129;
const alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The check by arithmetic on the whole number, as the standard words it. */
function slowRemainder(text: string): bigint {
  const digits = [...text].map((character) => alphabet.indexOf(character)).join("");
  return BigInt(digits) % 97n;
}

function leiOf(stem: string): string {
  return stem + String(98n - slowRemainder(`${stem}00`)).padStart(2, "0");
}

function faultOf(command: () => unknown): EntenteError {
  try {
    command();
  } catch (error) {
    if (error instanceof EntenteError) return error;
    throw error;
  }
  throw new Error("It was accepted.");
}

test("IDN-1 ISO codes are those of the table, which has every economy that is offered", () => {
  expect(isoCodes.size).toBe(249);
  for (const code of ["JPN", "TWN", "VNM", "GBR"]) expect(identifierFault("iso3", code)).toBeUndefined();
  expect(identifierFault("iso3", "jpn")).toMatch(/three capital letters/);
  for (const code of ["XKX", "EUU", "UKR1", "ZZZ"]) expect(identifierFault("iso3", code)).toBeDefined();
  const offered = alphabet.split("").flatMap((letter) => findEconomies(letter, 1000));
  expect(offered.length).toBeGreaterThan(190);
  expect(offered.filter(({ code }) => !isoCodes.has(code))).toEqual([]);
});

test("IDN-1 forms of Wikidata, WTO and UN treaty numbers", () => {
  const good = { qid: ["Q1", "Q713418"], wto: ["1", "640"], unts: ["56101", "I-56101", "II-12", "A-4214"] };
  const bad = {
    qid: ["17", "Q", "Q017", "q17", "P17"],
    wto: ["0640", "RTA640"],
    unts: ["I-0", "I 56101", "IV-1"],
  };
  for (const [scheme, values] of Object.entries(good))
    for (const value of values) expect([value, identifierFault(scheme, value)]).toEqual([value, undefined]);
  for (const [scheme, values] of Object.entries(bad))
    for (const value of values)
      expect([value, typeof identifierFault(scheme, value)]).toEqual([value, "string"]);
});

test("IDN-1 an LEI is its check digits' own: another letter or digit in its place is found", () => {
  const random = new Random(seed);
  expect(identifierFault("lei", "549300KB6NK5SBD14S87")).toBeUndefined();
  expect(identifierFault("lei", "549300KB6NK5SBD14S8")).toMatch(/20 letters and digits/);
  for (let round = 0; round < 200; round++) {
    const stem = Array.from({ length: 18 }, () => alphabet[random.below(36)]).join("");
    const lei = leiOf(stem);
    expect([seed, lei, identifierFault("lei", lei)]).toEqual([seed, lei, undefined]);
    // A letter for a letter or a digit for a digit; across the two, one error in 97 goes unnoticed by the standard.
    const at = random.below(18);
    const [from, count] = /\d/.test(lei[at] ?? "") ? [0, 10] : [10, 26];
    const moved = (alphabet.indexOf(lei[at] ?? "") - from + 1 + random.below(count - 1)) % count;
    const wrong = lei.slice(0, at) + (alphabet[from + moved] ?? "") + lei.slice(at + 1);
    expect([seed, wrong, slowRemainder(wrong) === 1n, typeof identifierFault("lei", wrong)]).toEqual([
      seed,
      wrong,
      false,
      "string",
    ]);
  }
});

test("IDN-1 other schemes are a team's own and kept as written", () => {
  expect(badIdentifiers({ handelsregister: "HRB 17, anything" })).toEqual([]);
  expect(tidyIdentifier("lei", " 5493 00kb6nk5sbd14s87")).toBe("549300KB6NK5SBD14S87");
  expect(tidyIdentifier("handelsregister", " HRB 17 ")).toBe("HRB 17");
});

test("IDN-2 commands refuse a bad identifier and say what is wrong", () => {
  const doc = workspace(entity("s:JPN", { identifiers: { iso3: "JPN" } }));
  const change = (fields: object) => () =>
    perform(doc, { kind: "change", id: entityId("s:JPN"), fields: fields as Record<string, unknown> }, ann);
  for (const command of [
    () => perform(doc, entity("s:XYZ", { identifiers: { iso3: "XYZ" } }), ann),
    change({ "identifiers.iso3": "XYZ" }),
    change({ identifiers: { iso3: "XYZ" } }),
  ]) {
    const { code, message } = faultOf(command);
    expect(code).toBe("data-invalid");
    expect(message).toContain("The ISO code “XYZ” is not one of the 249 codes");
  }
  change({ "identifiers.qid": "Q17" })();
  change({ "identifiers.iso3": null })();
  expect(project(doc).entities.get(entityId("s:JPN"))?.identifiers).toEqual({ qid: "Q17" });
});

test("IDN-2 a file with a bad identifier is refused with the place", () => {
  const doc = workspace(entity("a:ONE", { kind: "agreement" }), entity("c:TSMC", { kind: "company" }));
  const origin = { workspace: "test", id: "one", createdAt: "", generation: "", head: 0 };
  const text = snapshotText(toSnapshot(project(doc), origin));
  const file = JSON.parse(text) as { entities: { identifiers?: object }[] };
  Object.assign(file.entities[1] ?? {}, { identifiers: { lei: "549300KB6NK5SBD14S88" } });
  const [fault, ...others] = faultOf(() => parseSnapshot(JSON.stringify(file))).faults;
  expect([fault?.at, others]).toEqual(["entities[1].identifiers.lei", []]);
  expect(fault?.message).toMatch(/^The LEI “549300KB6NK5SBD14S88” has check digits that do not fit/);
});

test("IDN-3 a bad identifier that stands in a document is kept, and a hint says so", () => {
  const doc = workspace(entity("c:TSMC", { kind: "company" }), entity("s:JPN"));
  doc.getMap("n").set("c:TSMC/identifiers.qid", "713418");
  doc.getMap("n").set("s:JPN/identifiers.iso3", "KOR");
  const { entities, problems } = project(doc);
  expect(entities.get(entityId("c:TSMC"))?.identifiers).toEqual({ qid: "713418" });
  expect(problems.map(({ code, target, severity }) => [code, target, severity])).toEqual([
    ["bad-identifier", "c:TSMC", "hint"],
    ["bad-identifier", "s:JPN", "hint"],
  ]);
  expect(problems[1]?.message).toBe("Its id says JPN and its ISO code KOR: one of them is another state's.");
});
