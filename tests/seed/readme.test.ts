// The page that explains the sample gives numbers. They are those of the data.
import { beforeAll, expect, test } from "vitest";
import type { Snapshot } from "../../schema/snapshot.ts";
import { readSeed } from "../../seed/build.ts";
import { readText } from "../support/source-tree.ts";

const readme = readText("seed/README.md");
const texts = ["src:000", "src:001", "src:002", "src:003", "src:004"];

let seed: Snapshot;
beforeAll(async () => {
  seed = await readSeed();
});

test("the totals are those of the data", () => {
  const { entities, decisions, relations, claims } = seed.counts;
  const perText = texts.map((source) => `${countFirstIn(source)} from ${source}`).join(", ");
  const background = seed.claims.filter((claim) => claim.background).length;
  const sentences = [
    `${entities} entities, ${decisions} decisions, ${relations} relations.`,
    `${claims} claims: ${perText}, ${background} of background.`,
  ];
  const flat = readme.replaceAll(/\s+/gu, " ");
  expect(sentences.filter((sentence) => !flat.includes(sentence))).toEqual([]);
});

test.each(texts)("the table of %s gives each place the claims that it has, and leaves none out", (source) => {
  const rows = rowsOf(source);
  const places = placesOf(source);
  expect(rows.map(({ place, from, to }) => [place, countIn(places, from, to)])).toEqual(
    rows.map(({ place, count }) => [place, count]),
  );
  const outside = places.flat().filter((line) => !rows.some(({ from, to }) => line >= from && line <= to));
  expect(outside).toEqual([]);
});

function countFirstIn(source: string): number {
  return seed.claims.filter(({ evidence }) => evidence[0]?.source === source).length;
}

/** Rows under the heading of a source: `| p4 | about | 24 |` or `| L43–121 | about | 63 |`. */
function rowsOf(source: string) {
  const section = readme.split(/^##+ /mu).find((part) => part.startsWith(`${source}\n`)) ?? "";
  const rows = section.matchAll(/^\| ([pL](\d+)(?:–(\d+))?) +\|.*\| +(\d+) +\|$/gmu);
  const read = [...rows].map(([, place = "", from = "", to = from, count = ""]) => ({
    place,
    from: Number(from),
    to: Number(to),
    count: Number(count),
  }));
  expect(read.length).toBeGreaterThan(0);
  return read;
}

/** For each claim, the paragraphs or first lines of its evidence in a source. */
function placesOf(source: string): readonly (readonly number[])[] {
  return seed.claims.map(({ evidence }) =>
    evidence
      .filter((item) => item.source === source)
      .map(({ locator }) => Number(/(?:^p|" L)(\d+)/u.exec(locator)?.[1])),
  );
}

function countIn(places: readonly (readonly number[])[], from: number, to: number): number {
  return places.filter((lines) => lines.some((line) => line >= from && line <= to)).length;
}
