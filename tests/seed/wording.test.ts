// How the claims are worded, and whether their places in the texts are right. The texts themselves are not part of
// the repository: with ENTENTE_SEED_TEXTS set to their folder, the data are compared with them.
import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import type { Snapshot } from "../../schema/snapshot.ts";
import { readSeed } from "../../seed/build.ts";
import { readSeedTexts, seedTextsVariable } from "../support/seed-texts.ts";
import { filesUnder, readText } from "../support/source-tree.ts";

const texts = readSeedTexts();
const reason = `the texts are not here: set ${seedTextsVariable} to their folder`;
const wordsCopiedMax = 7;

/** Proper names that statements may use though no entity bears them. */
const otherNames = new Set(
  (
    "January February March April May June July August September October November December Beijing Washington Taipei Tokyo " +
    "London Southeast Asian Taiwanese British Japanese Thai President Premier Secretary State International Congress " +
    "National People's APEC WTO GDP Florida New York Acting Deputy Abe Trump's Li's Earlier" +
    " Vice Minister Korean Nations Pyongyang Seoul Party Parties" +
    " Americans Senator Pacific East EU G20 Paris CPTPP-minus" +
    " Democrat Democratic Obama Iowa Wisconsin America First"
  ).split(" "),
);

let seed: Snapshot;
beforeAll(async () => {
  seed = await readSeed();
});

describe("statements", () => {
  test("are one sentence each, with a full stop", () => {
    const wrong = seed.claims.filter(
      ({ statement }) => !/^\p{Lu}[^.!?]*\.$/u.test(withoutInitials(statement)),
    );
    expect(wrong.map(({ id, statement }) => `${id}: ${statement}`)).toEqual([]);
  });

  test("name nobody and nothing that the sample does not have", () => {
    const names = [...seed.entities, ...seed.decisions].flatMap(({ label, aliases = [] }) => [
      label,
      ...aliases.map(({ name }) => name),
    ]);
    const known = new Set([...otherNames, ...names.flatMap(wordsOf)]);
    const strange = seed.claims.flatMap(({ id, statement }) =>
      wordsOf(statement)
        .slice(1)
        .filter((word) => /^\p{Lu}/u.test(word) && !known.has(word) && !known.has(word.replace(/'s?$/, "")))
        .map((word) => `${id}: ${word}`),
    );
    expect(strange).toEqual([]);
  });

  test("stand alone: none begins by pointing back", () => {
    const pointing = /^(?:It|They|This|That|Those|These|He|She|His|Her|Their)\b/u;
    expect(seed.claims.filter(({ statement }) => pointing.test(statement)).map(({ id }) => id)).toEqual([]);
  });
});

describe.skipIf(texts === undefined)(`against the texts (${texts ? "present" : reason})`, () => {
  test("the sources are the files they say", () => {
    const files = seed.sources.filter(({ background }) => !background);
    const hashes = files.map(({ file = "" }) =>
      createHash("sha256")
        .update(texts?.get(file) ?? "")
        .digest("hex"),
    );
    expect(hashes).toEqual(files.map(({ sha256 }) => sha256));
  });

  test("nothing in seed/ repeats eight words in a row", () => {
    const runs = new Set([...(texts?.values() ?? [])].flatMap((text) => runsOf(wordsIn(text))));
    const copied = filesUnder("seed").flatMap((path) =>
      runsOf(wordsIn(withoutLocators(readText(path))))
        .filter((run) => runs.has(run))
        .map((run) => `${path}: ${run}`),
    );
    expect(copied).toEqual([]);
  });

  test("lines of src:001 stand under the heading that the locator names", () => {
    const lines = linesOf("src:001");
    const places = seed.claims
      .flatMap(({ id, evidence }) => evidence.map((item) => ({ ...item, id })))
      .filter(({ source }) => source === "src:001")
      .map(({ id, locator }) => ({ id, ...readPlace(locator) }));
    const headings = [...new Set(places.map(({ heading }) => heading))];
    const startOf = new Map(headings.map((heading) => [heading, lineOfHeading(lines, heading)]));
    expect(headings.filter((heading) => startOf.get(heading) === 0)).toEqual([]);
    const wrong = places.filter(({ heading, from, to }) => {
      const start = startOf.get(heading) ?? 0;
      const next = Math.min(...[...startOf.values()].filter((line) => line > start));
      return from <= start || to >= next || to < from || to > lines.length;
    });
    expect(wrong).toEqual([]);
  });
});

function linesOf(source: string): readonly string[] {
  const file = seed.sources.find(({ id }) => id === source)?.file ?? "";
  return (texts?.get(file) ?? "").split("\n").filter((line) => line.trim() !== "");
}

function readPlace(locator: string) {
  const {
    heading = "",
    from = "0",
    to,
  } = /^"(?<heading>.+)" L(?<from>\d+)(?:–(?<to>\d+))?$/u.exec(locator)?.groups ?? {};
  return { heading, from: Number(from), to: Number(to ?? from) };
}

/** Number of the line on which a heading ends, which may take two lines; 0 where there is none. */
function lineOfHeading(lines: readonly string[], heading: string): number {
  const trimmed = lines.map((line) => line.trim());
  const index = trimmed.findIndex(
    (line, at) => line === heading || `${line} ${trimmed[at + 1] ?? ""}` === heading,
  );
  if (index === -1) return 0;
  return trimmed[index] === heading ? index + 1 : index + 2;
}

/** Initials and decimal points are not the end of a sentence. */
function withoutInitials(statement: string): string {
  return statement.replaceAll(/\b(\p{Lu})\./gu, "$1").replaceAll(/(\d)\.(\d)/g, "$1$2");
}

/** Headings are cited as printed, however long. */
function withoutLocators(text: string): string {
  return text.replaceAll(/"[^"\n]+" L\d+/gu, "");
}

function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) ?? [];
}

function wordsIn(text: string): string[] {
  return wordsOf(text.replaceAll("’", "'").toLowerCase());
}

function runsOf(words: readonly string[]): string[] {
  const length = wordsCopiedMax + 1;
  return words
    .slice(0, Math.max(0, words.length - length + 1))
    .map((_, at) => words.slice(at, at + length).join(" "));
}
