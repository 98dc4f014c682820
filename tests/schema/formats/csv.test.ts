import * as fc from "fast-check";
import papaparse from "papaparse";
import { describe, expect, test } from "vitest";
import { combinedColumns } from "../../../schema/formats/csv-columns.ts";
import { guardCell, unguardCell, writeTable, type Column } from "../../../schema/formats/csv-table.ts";
import { toCsv, toCsvFiles } from "../../../schema/formats/csv.ts";
import { project } from "../../../schema/projection.ts";
import { toSnapshot } from "../../../schema/snapshot.ts";
import { generateDocument } from "../../support/generate-graph.ts";
import { claim, entity, position, relation, source, workspace } from "../workspace.ts";

const origin = {
  workspace: "test",
  id: "snp:1",
  createdAt: "2026-01-02T03:04:05.000Z",
  generation: "g1",
  head: 7,
} as const;

function snapshotOf(doc = sampleDocument()) {
  return toSnapshot(project(doc), origin);
}

function sampleDocument() {
  return workspace(
    source(),
    entity("s:TWN", { label: "台灣", aliases: [{ name: "Taiwan" }, { name: "Chinese Taipei" }] }),
    entity("s:JPN", { label: "Japan" }),
    entity("a:CPTPP", { kind: "agreement", label: "CPTPP" }),
    entity("d:bid", { kind: "decision", label: "The bid", rule: "unanimity" }),
    relation("r:apply", "s:TWN", "a:CPTPP", { kind: "applied-to-join", validFrom: "2021-09~" }),
    relation("r:draft", "s:JPN", "a:CPTPP", { strength: "weak" }),
    claim("clm:apply", "r:apply", { credibility: 2, assertedBy: "s:JPN", published: "2024-12~" }),
    position("clm:yes", "d:bid", ["s:JPN", "s:TWN"], {
      stance: "support",
      collective: true,
      valid: "2024-12",
    }),
    claim("clm:rule", "d:bid", { field: "rule", statement: '=HYPERLINK("http://x","y")' }),
  );
}

/** The file as a spreadsheet without formulas would read it, our guard taken off. */
function parse(text: string): Record<string, string>[] {
  const { data, errors } = papaparse.parse<Record<string, string>>(text, {
    header: true,
    skipEmptyLines: true,
  });
  expect(errors).toEqual([]);
  return data.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, unguardCell(cell)])),
  );
}

const dangerous = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠"];
const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  fc.string({ unit: fc.constantFrom(...dangerous, "'", '"', ",", ";", " ", "a", "台", "\uFEFF") }),
  fc.constantFrom(
    '=cmd|" /C calc"!A0',
    "@SUM(1+9)*cmd|'A1'!A0",
    "'=1+1",
    "''=1+1",
    "-2+3",
    "'s-Hertogenbosch",
    "",
  ),
);

describe("cells", () => {
  test("CSV-1 nothing that a spreadsheet would calculate stands first in a cell", () => {
    for (const mark of dangerous) expect(guardCell(`${mark}1+1`)).toBe(`'${mark}1+1`);
    fc.assert(fc.property(hostile, (text) => !dangerous.includes(guardCell(text).charAt(0))));
  });

  test("CSV-2 taking the guard off gives the very text back", () => {
    fc.assert(
      fc.property(hostile, (text) => unguardCell(guardCell(text)) === text),
      { numRuns: 1000 },
    );
  });

  test("CSV-2 ordinary text stays as it is, apostrophes too", () => {
    for (const text of ["Japan", "'s-Hertogenbosch", "台灣", "a=b", "", " -1"])
      expect(guardCell(text)).toBe(text);
  });

  test("CSV-3 hostile tables round-trip through another reader", () => {
    const columns: readonly Column<readonly string[]>[] = [0, 1, 2].map((index) => ({
      name: `column_${index}`,
      meaning: "",
      cell: (row) => row[index],
    }));
    const table = fc.array(fc.tuple(hostile, hostile, hostile), { minLength: 1, maxLength: 8 });
    const check = (rows: readonly (readonly string[])[]) => {
      const { data } = papaparse.parse<string[]>(writeTable(columns, rows), { skipEmptyLines: false });
      // The last line ends with a line break too, after which the reader sees one empty line more.
      const read = data.slice(1, -1).map((row) => row.map(unguardCell));
      expect(read).toEqual(rows);
    };
    fc.assert(fc.property(table, check), { numRuns: 500 });
  });
});

describe("the combined table", () => {
  test("CSV-4 has a row for each claim and one for each relation without claims", () => {
    const rows = parse(toCsv(snapshotOf()));
    expect(rows.map((row) => row["claim_id"])).toEqual(["clm:apply", "clm:rule", "clm:yes", ""]);
    expect(rows.map((row) => row["bears_on"])).toEqual(["relation", "field", "position", "relation"]);
    expect(rows.map((row) => row["draft"])).toEqual(["", "", "", "yes"]);
  });

  test("reads as a sentence: from, relation, to", () => {
    const rows = parse(toCsv(snapshotOf()));
    const sentences = rows.map((row) => [row["from"], row["relation"], row["to"]]);
    expect(sentences).toEqual([
      ["台灣", "applied to join", "CPTPP"],
      ["The bid", "rule", ""],
      ["Japan; 台灣", "support", "The bid"],
      ["Japan", "is a member of", "CPTPP"],
    ]);
  });

  test("names source, place, dates and grade, and resolves who says it", () => {
    const [row] = parse(toCsv(snapshotOf()));
    expect(row).toMatchObject({
      relation_from: "2021-09~",
      asserted_by: "Japan",
      published: "2024-12~",
      sources: "A report",
      source_ids: "src:one",
      locators: "p1",
      credibility: "2",
      grade: "",
      workspace: "test",
      snapshot: "snp:1",
    });
  });

  test("leaves nothing for a spreadsheet to calculate, and gives the statement back", () => {
    const text = toCsv(snapshotOf());
    expect(text).toContain(`"'=HYPERLINK(""http://x"",""y"")"`);
    expect(parse(text)[1]?.["statement"]).toBe('=HYPERLINK("http://x","y")');
  });

  test("begins with a byte order mark and ends every line with CRLF", () => {
    const text = toCsv(snapshotOf());
    expect(text.startsWith("\uFEFFbears_on,")).toBe(true);
    expect(text.replaceAll("\r\n", "")).not.toMatch(/[\r\n]/);
    expect(text.endsWith("\r\n")).toBe(true);
  });

  test("says of each column what it holds, and no name twice", () => {
    expect(combinedColumns.every(({ meaning }) => meaning.endsWith("."))).toBe(true);
    expect(new Set(combinedColumns.map(({ name }) => name)).size).toBe(combinedColumns.length);
  });

  test("an empty workspace gives the headings alone", () => {
    expect(toCsv(snapshotOf(workspace())).trim().split("\r\n")).toHaveLength(1);
  });
});

describe("the files", () => {
  test("CSV-4 hold every record once, with its counts", () => {
    const snapshot = snapshotOf(generateDocument({ entities: 60, relations: 150 }));
    const files = new Map(toCsvFiles(snapshot).map(({ name, text }) => [name, parse(text)]));
    expect([...files.keys()]).toEqual([
      "entities.csv",
      "relations.csv",
      "claims.csv",
      "sources.csv",
      "manifest.csv",
    ]);
    expect(files.get("entities.csv")).toHaveLength(60);
    expect(files.get("relations.csv")?.map((row) => row["id"])).toEqual(
      snapshot.relations.map(({ id }) => id),
    );
    expect(files.get("claims.csv")?.map((row) => row["id"])).toEqual(snapshot.claims.map(({ id }) => id));
    expect(files.get("sources.csv")).toHaveLength(snapshot.sources.length);
    expect(files.get("manifest.csv")).toEqual([
      expect.objectContaining({ snapshot: "snp:1", hash: snapshot.hash, as_of: "" }),
    ]);
  });

  test("keep 台灣 and its other names", () => {
    const entities = parse(toCsvFiles(snapshotOf())[0]?.text ?? "");
    expect(entities.find((row) => row["id"] === "s:TWN")).toMatchObject({
      name: "台灣",
      aliases: "Taiwan; Chinese Taipei",
      relations: "1",
      claims: "1",
    });
  });
});
