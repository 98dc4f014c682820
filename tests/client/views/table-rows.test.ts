import type { TableName } from "../../../client/app/events.ts";
import { describe, expect, test } from "vitest";
import { noFilter } from "../../../client/app/events.ts";
import { actorStances } from "../../../client/views/actor-stances.ts";
import { matches } from "../../../client/views/filter-graph.ts";
import { actionsFor, retractEvent } from "../../../client/views/row-actions.ts";
import { concerned, rangeTo, toggled } from "../../../client/views/selecting.ts";
import { columnsOf } from "../../../client/views/own-columns.ts";
import { sorted } from "../../../client/views/sort-rows.ts";
import type { Direction } from "../../../client/views/table-columns.ts";
import { rowsOf, type Row } from "../../../client/views/table-rows.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import { decisionId, evaluationOf, sample } from "../panels/fixture.ts";

const stances = actorStances(evaluationOf(), []);
const rowsIn = (table: TableName) => rowsOf(table, sample, matches(sample, noFilter), stances);

function order(table: TableName, column: string, direction: Direction): readonly string[] {
  return sorted(
    rowsIn(table),
    columnsOf(table, sample.meta).find(({ id }) => id === column),
    direction,
  ).map(({ id }) => id);
}

function row(table: TableName, id: string): Row {
  const found = rowsIn(table).find((item) => item.id === id);
  if (!found) throw new Error(`There is no row ${id}`);
  return found;
}

describe("rows", () => {
  test("show electors without evidence as unknown, and nothing for who has no say", () => {
    expect(row("entities", "s:AUS")).toMatchObject({ stance: { stance: "unknown", claims: [] } });
    expect(row("entities", "s:PER")).toMatchObject({
      stance: { stance: "undecided", claims: ["clm:hesitate"] },
    });
    expect(row("entities", "c:TSMC")).toMatchObject({ stance: undefined });
  });

  test("count each claim once, on relations and positions too", () => {
    expect(row("entities", "s:PER")).toMatchObject({ relationCount: 2, claimCount: 3 });
  });

  test("read a relation as a sentence, with its best grade, and mark drafts", () => {
    expect(row("relations", "r:apply")).toMatchObject({
      name: "Taiwan applied to join CPTPP",
      valid: "since about September 2021",
      claimCount: 1,
      grade: { pair: "B2" },
      isDraft: false,
    });
    expect(row("relations", "r:draft")).toMatchObject({ isDraft: true, grade: undefined });
  });

  test("name whose a claim is, who says it and where", () => {
    expect(row("claims", "clm:support")).toMatchObject({
      on: "Taiwan joins the CPTPP",
      actors: "Japan, Canada",
      asserter: "Cathy Fang",
      date: { text: "2024-12~", of: "valid" },
      places: [{ line: "Cathy Fang, op-ed", title: "Taiwan must rethink trade policy", locator: "p4" }],
    });
    expect(row("claims", "clm:apply")).toMatchObject({ date: { text: "2024-12~", of: "published" } });
  });
});

describe("sorting", () => {
  test("goes by name as a reader expects, and back", () => {
    const names = order("entities", "name", "asc");
    expect(names[0]).toBe("s:AUS");
    expect(order("entities", "name", "desc")).toEqual(names.toReversed());
  });

  test("puts stances in their order and who has none last, either way", () => {
    const up = order("entities", "stance", "asc");
    expect(up.slice(0, 3)).toEqual(["s:CAN", "s:JPN", "s:USA"]);
    const down = order("entities", "stance", "desc");
    expect(down.slice(0, 4)).toEqual(["s:AUS", "s:CHL", "s:MEX", "s:NZL"]);
    expect(down.at(-1)).toBe(up.at(-1));
  });

  test("puts what has no date last", () => {
    expect(order("relations", "valid", "asc").slice(0, 3)).toEqual([
      "r:member-jpn",
      "r:apply",
      "r:member-per",
    ]);
  });
});

describe("selecting", () => {
  const shown = sorted(rowsIn("entities"), columnsOf("entities", sample.meta)[0], "asc");
  const [a, b, c] = shown.map(({ id }) => id) as [RecordId, RecordId, RecordId];

  test("adds and takes away one", () => {
    expect(toggled([a], b)).toEqual([a, b]);
    expect(toggled([a, b], a)).toEqual([b]);
  });

  test("takes the range in the order it was drawn", () => {
    expect(rangeTo(shown, a, c)).toEqual([a, b, c]);
    expect(rangeTo(shown, c, a)).toEqual([c, b, a]);
    expect(rangeTo(shown, undefined, b)).toEqual([b]);
  });

  test("an action on a selected row concerns all that are selected, in their order", () => {
    const [first, second] = shown as [Row, Row];
    expect(concerned(shown, [b, a], first)).toEqual([second, first]);
    expect(concerned(shown, [b], first)).toEqual([first]);
  });
});

describe("actions", () => {
  const labels = (table: TableName, ...ids: string[]) =>
    actionsFor(
      ids.map((id) => row(table, id)),
      decisionId,
    ).map(({ label }) => label);

  test("are those of the canvas for an actor", () => {
    expect(labels("entities", "s:JPN")).toEqual([
      "Open",
      "Rename…",
      "Relate…",
      "Add claim…",
      "Set stance…",
      "Show evidence of its stance",
      "Retract",
    ]);
  });

  test("set no stance of what cannot act", () => {
    expect(labels("entities", "a:CPTPP")).not.toContain("Set stance…");
  });

  test("relate two, retract many", () => {
    expect(labels("entities", "s:JPN", "s:CAN")).toEqual(["Relate these two…", "Retract 2 entities"]);
    expect(labels("relations", "r:apply", "r:draft")).toEqual(["Retract 2 relations"]);
  });

  test("say what they retract", () => {
    const { command, label } = retractEvent([row("entities", "s:JPN")]);
    expect([command, label]).toEqual([{ kind: "retract", ids: ["s:JPN" as EntityId] }, "Retract Japan"]);
    expect(retractEvent([row("claims", "clm:rule")]).label).toBe("Retract claim");
  });
});
