import { describe, expect, test } from "vitest";

import { searchGraph } from "../../../client/app/search-index.ts";
import { sample } from "../panels/fixture.ts";
import { graphOf, type Records } from "../panels/graph-of.ts";

const records: Records = {
  entities: {
    "a:TPP": { kind: "agreement", label: "TPP" },
    "a:CPTPP": {
      kind: "agreement",
      label: "CPTPP",
      aliases: [
        { name: "CTPP", use: "typo" },
        { name: "TPP-11", use: "common" },
      ],
    },
    "s:JPN": { kind: "state", label: "Japan" },
    "d:join": { kind: "decision", label: "Japan joins the TPP" },
    "p:fang": { kind: "person", label: "Cathy Fang" },
  },
  claims: {
    "clm:a": {
      on: "s:JPN",
      statement: "Labels are wanted.",
      assertedBy: "p:fang",
      evidence: [["src:000", "p4"]],
    },
    "clm:b": {
      on: "s:JPN",
      statement: "Ports are full.",
      assertedBy: "p:fang",
      evidence: [["src:003", "p12"]],
    },
    "clm:c": {
      on: "s:JPN",
      statement: "Roads are long.",
      assertedBy: "s:JPN",
      evidence: [["src:001", '"Whither TPA?" L715-733']],
    },
    "clm:e": {
      on: "s:JPN",
      statement: "Ships wait.",
      assertedBy: "p:fang",
      evidence: [
        ["src:003", "p1"],
        ["src:000", "p9"],
      ],
    },
    "clm:d": { on: "s:JPN", statement: "Rails are 003 miles long." },
  },
  sources: {
    "src:000": { kind: "op-ed", title: "On routes in trade", author: "Cathy Fang" },
    "src:001": { kind: "report", title: "On options", publisher: "Asia Society" },
    "src:003": { kind: "op-ed", title: "On chips", author: "Masahiro Matsumura" },
  },
};
const graph = graphOf(records);
const ids = (text: string, of = graph) => searchGraph(of, text).map(({ id }) => id);
const hit = (text: string, id: string) => searchGraph(graph, text).find((option) => option.id === id);

describe("names", () => {
  test("a whole name comes first, then entities, decisions, sources, claims", () => {
    expect(searchGraph(graph, "Japan").map(({ group }) => group)).toEqual(
      ["Whole name", "Decisions", "Claims"].filter((group) =>
        searchGraph(graph, "Japan").some((option) => option.group === group),
      ),
    );
    expect(ids("Japan")[0]).toBe("s:JPN");
    expect(ids("jap").slice(0, 2)).toEqual(["s:JPN", "d:join"]);
  });

  test("TPP is found before CPTPP, whose other names have it too", () => {
    expect(ids("TPP")[0]).toBe("a:TPP");
    expect(ids("TPP").indexOf("a:CPTPP")).not.toBe(0);
  });

  test("another name and a known slip lead to whoever has it, and say so", () => {
    expect(ids("CTPP")[0]).toBe("a:CPTPP");
    expect(hit("CTPP", "a:CPTPP")?.detail).toBe("Agreement · also “CTPP”");
    expect(hit("CPTPP", "a:CPTPP")?.detail).toBe("Agreement");
  });
});

describe("claims", () => {
  test("are found by their words together with who says them, and say where they stand", () => {
    expect(ids("fang labels")).toEqual(["clm:a"]);
    expect(hit("labels", "clm:a")?.below).toBe("claim · Cathy Fang, paragraph 4");
  });

  test("name the text where somebody else wrote it", () => {
    expect(hit("roads", "clm:c")?.below).toBe(
      "claim · Japan, in Asia Society, report, “Whither TPA?”, lines 715–733",
    );
  });

  test("are found by source and place", () => {
    expect(ids("003 p12")).toEqual(["clm:b", "src:003"]);
    expect(ids("003")[0]).toBe("src:003");
    expect(ids("L727")).toEqual(["clm:c"]);
    expect(ids("line 727 roads")).toEqual(["clm:c"]);
    expect(ids("paragraph 4").filter((id) => id.startsWith("clm"))).toEqual(["clm:a"]);
    expect(ids("fang p4").filter((id) => id.startsWith("clm"))).toEqual(["clm:a"]);
  });

  test("with several places say the one that was asked for", () => {
    expect(hit("000 p9", "clm:e")?.below).toBe("claim · Cathy Fang, paragraph 9");
    expect(hit("ships", "clm:e")?.below).toBe(
      "claim · Cathy Fang, in Masahiro Matsumura, op-ed, paragraph 1",
    );
  });

  test("a place where nothing stands, and a number that no source has, are words", () => {
    expect(ids("003 miles")).toContain("clm:d");
    expect(ids("p99")).toEqual([]);
    expect(ids("777 rails")).toContain("clm:d");
  });

  test("a source is found by who wrote it and by its number", () => {
    expect(ids("matsumura")).toContain("src:003");
    expect(hit("matsumura", "src:003")?.below).toBe("source · Masahiro Matsumura, op-ed");
  });
});

test("what changed is found by its new words, and what is gone is not found", () => {
  expect(ids("ports")).toEqual(["clm:b"]);
  const { "clm:b": _, ...claims } = records.claims ?? {};
  const entities = { ...records.entities, "p:fang": { kind: "person", label: "Kathy Fung" } };
  const after = graphOf({ ...records, claims, entities });
  expect(ids("ports", after)).toEqual([]);
  expect(ids("fung labels", after)).toEqual(["clm:a"]);
  expect(ids("ports")).toEqual(["clm:b"]);
});

test("another map has its own words", () => {
  expect(ids("singapore", sample)).toContain("s:SGP");
  expect(ids("singapore")).toEqual([]);
});
