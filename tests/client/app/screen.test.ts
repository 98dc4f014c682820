import { expect, test } from "vitest";

import { datesThatMatter } from "../../../client/app/dates-that-matter.ts";
import { readScreen, rememberScreen } from "../../../client/app/screen.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { decisionId, sample } from "../panels/fixture.ts";
import { graphOf } from "../panels/graph-of.ts";

const today = "2026-11-22";
const d = "d:vote" as EntityId;
const history = graphOf({
  entities: {
    "s:JPN": { kind: "state", label: "Japan" },
    "s:PER": { kind: "state", label: "Peru" },
    "s:CAN": { kind: "state", label: "Canada" },
    "a:PACT": { kind: "agreement", label: "PACT" },
    "d:vote": { kind: "decision", label: "Vote", rule: "unanimity", electorate: [{ membersOf: "a:PACT" }] },
    "d:abc": { kind: "decision", label: "Another" },
  },
  relations: {
    "r:1": { kind: "member-of", from: "s:JPN", to: "a:PACT", validFrom: "2018-12" },
    "r:2": { kind: "member-of", from: "s:CAN", to: "a:PACT", validFrom: "2018-12" },
    "r:3": { kind: "member-of", from: "s:PER", to: "a:PACT", validFrom: "2021-09", validTo: "2023" },
  },
  claims: {
    "clm:1": { on: "d:vote", statement: "Yes.", stance: "support", actors: ["s:JPN"], valid: "2022-01~" },
    "clm:2": {
      on: "d:vote",
      statement: "Perhaps.",
      stance: "undecided",
      actors: ["s:PER", "s:CAN"],
      valid: "2020/2022",
    },
  },
});

const published = graphOf({
  entities: Object.fromEntries(history.entities),
  relations: {
    "r:1": { kind: "member-of", from: "s:JPN", to: "a:PACT", validFrom: "2018-12" },
    "r:2": { kind: "member-of", from: "s:CAN", to: "a:PACT", validFrom: "2018-12" },
    "r:3": { kind: "member-of", from: "s:PER", to: "a:PACT", validFrom: "2021-09", background: true },
  },
  claims: {
    "clm:1": {
      on: "d:vote",
      statement: "Yes.",
      stance: "support",
      actors: ["s:JPN"],
      valid: "2022",
      published: "2024",
    },
    "clm:2": { on: "d:vote", statement: "Yes.", stance: "support", actors: ["s:PER"], background: true },
  },
});

test("the counts of the decision shown are those of its electors", () => {
  const { evaluation, counts } = readScreen(sample, { asOf: "2024-12", decision: decisionId }, today);
  expect(evaluation?.counts).toMatchObject({ support: 2, undecided: 5, unknown: 4 });
  expect(counts.stances.find(({ kind }) => kind === "undecided")?.count).toBe(5);
});

test("without a date the map is today's: what has ended is not shown", () => {
  const now = readScreen(history, { asOf: undefined, decision: d }, today);
  expect([...now.shown.relations.keys()]).toEqual(["r:1", "r:2"]);
  const then = readScreen(history, { asOf: "2022", decision: d }, today);
  expect(then.shown.relations.size).toBe(3);
});

test("stance lines are those of the day, each with its claims", () => {
  const early = readScreen(history, { asOf: "2021", decision: d }, today).stanceLines;
  expect(early.map(({ actor, stance }) => [actor, stance])).toEqual([
    ["s:CAN", "undecided"],
    ["s:PER", "undecided"],
  ]);
  const late = readScreen(history, { asOf: "2022-02", decision: d }, today).stanceLines;
  expect(late.find(({ actor }) => actor === "s:JPN")?.claims).toEqual(["clm:1"]);
});

test("what was published later is not counted, however early it holds", () => {
  const read = (knownBy: string) =>
    readScreen(published, { asOf: "2024", knownBy, decision: d }, today).evaluation?.counts;
  expect(read("2023")).toMatchObject({ support: 0, unknown: 2 });
  expect(read("2024")).toMatchObject({ support: 1, unknown: 1 });
});

test("the background adds electors and positions only where it is asked for", () => {
  const read = (background: boolean) =>
    readScreen(published, { asOf: "2025", background, decision: d }, today);
  expect(read(false).evaluation?.electors).toEqual(["s:CAN", "s:JPN"]);
  expect(read(false).shown.relations.has("r:3" as never)).toBe(false);
  expect(read(true).evaluation?.electors).toEqual(["s:CAN", "s:JPN", "s:PER"]);
  expect([read(false).hasMoreInBackground, read(true).hasMoreInBackground]).toEqual([true, false]);
  expect(read(true).stanceLines.map(({ actor }) => actor)).toContain("s:PER");
  expect(
    read(false)
      .dates.map(({ why }) => why)
      .join(),
  ).not.toContain("Peru joins");
});

test("the decision on which the workspace opens stands first", () => {
  const { decisions } = readScreen(
    { ...history, meta: { home: { decision: d } } },
    { asOf: undefined, decision: d },
    today,
  );
  expect(decisions.map(({ id }) => id)).toEqual(["d:vote", "d:abc"]);
});

test("decisions without an answer on that day stand last", () => {
  const { decisions } = readScreen(history, { asOf: "2022", decision: d }, today);
  expect(decisions.map(({ id }) => id)).toEqual(["d:vote", "d:abc"]);
});

test("nothing is computed twice for the same data, date and decision", () => {
  const screenOf = rememberScreen();
  const here = { asOf: "2024-12", decision: decisionId };
  const first = screenOf(sample, here, today);
  expect(screenOf(sample, { ...here }, today)).toBe(first);
  expect(screenOf({ ...sample }, here, today)).not.toBe(first);
  expect(screenOf(sample, { ...here, asOf: "2020" }, today)).not.toBe(first);
});

test("dates that matter come from positions and joinings, newest first, each once", () => {
  expect(datesThatMatter(history, d)).toEqual([
    { date: "2022-01", why: "1 position" },
    { date: "2021-09", why: "Peru joins" },
    { date: "2020", why: "2 positions" },
    { date: "2018-12", why: "2 join" },
  ]);
});
