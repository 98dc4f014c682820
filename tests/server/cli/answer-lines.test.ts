// Answers in words, question by question, on the sample.
import { beforeAll, expect, test } from "vitest";
import * as Y from "yjs";
import { ask } from "../../../schema/analysis/query.ts";
import { questionNames, type QuestionName } from "../../../schema/analysis/query/question-terms.ts";
import type { Words } from "../../../schema/analysis/query/read-words.ts";
import type { Graph } from "../../../schema/graph.ts";
import { importSnapshot } from "../../../schema/imports/import.ts";
import { toSnapshotFile } from "../../../schema/parse-snapshot.ts";
import { project } from "../../../schema/projection.ts";
import { readSeed } from "../../../seed/build.ts";
import { toLines } from "../../../server/cli/answer-lines.ts";
import { defaultLimits, toQueryBounds } from "../../../server/limits.ts";

let graph: Graph;
beforeAll(async () => {
  const doc = new Y.Doc();
  importSnapshot(doc, toSnapshotFile(await readSeed()), { user: "seed", at: "2026-01-02T03:04:05.000Z" });
  graph = project(doc);
});

function lines(question: QuestionName, words: Words): readonly string[] {
  const bounds = toQueryBounds(defaultLimits);
  return toLines(question, ask(graph, question, words, { today: "2026-01-02", bounds }));
}

const asked: Readonly<Record<QuestionName, Words>> = {
  claims: { about: "s:TWN", certainty: "opinion", limit: "2" },
  relations: { about: "s:PER", relation: "member-of" },
  entities: { text: "tpp" },
  decisions: { asOf: "2024-12-15", about: "s:TWN" },
  paths: { from: "s:TWN", to: "s:PER", hops: "2", asOf: "2024-12-15", knownBy: "2025" },
  opposite: { a: "d:chn-cptpp", b: "d:twn-cptpp" },
  neighbours: { of: "TSMC" },
  stances: { actor: "Peru" },
  contested: {},
  unsourced: {},
  changes: { since: "2024", limit: "2" },
};

test.each<[QuestionName, RegExp]>([
  ["claims", /^\[clm:\S+\] 000 p\d+, Cathy Fang, C3, 2024-12~, opinion: \S/u],
  ["relations", /^\[r:member-of-PER-CPTPP\] Peru is a member of CPTPP.*: clm:000-member-PER/u],
  ["entities", /^\[a:TPP\] TPP \(Agreement\): clm:\S+,/u],
  ["decisions", /^\[d:twn-cptpp\] Taiwan joins the CPTPP \(stalled\): Open\. Unanimity of 11/u],
  ["decisions", /^ {4}Could still refuse: .*s:PER/u],
  ["paths", /^As of 2024-12-15, known by 2025:$/u],
  ["paths", /^1\. Taiwan > CPTPP > Peru$/u],
  ["paths", /^ {4}Peru is a member of CPTPP \[.*clm:000-member-PER.*\]$/u],
  ["neighbours", /^\[s:TWN\] Taiwan \(State or economy\)$/u],
  [
    "stances",
    /^2024-12~ {2}undecided on d:twn-cptpp Taiwan joins the CPTPP \(latest\) \[clm:000-hesitation\]$/u,
  ],
  ["changes", /^\[clm:\S+\] .* \((?:published|in force) since\)$/u],
  ["changes", /^2 of \d+; the next begin at --offset 2\.$/u],
])("%s has a line like %s", (question, line) => {
  expect(lines(question, asked[question])).toContainEqual(expect.stringMatching(line));
});

test("no line shows a value that was forgotten, and an empty answer says so", () => {
  for (const question of questionNames) {
    const said = lines(question, asked[question]);
    expect(said.length, question).toBeGreaterThan(0);
    for (const line of said) expect(line).not.toMatch(/undefined|\[object|null|\[\]/u);
  }
  expect(lines("claims", { text: "no such word" })).toEqual(["Nothing found."]);
});
