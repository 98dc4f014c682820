// What claims can be asked for by, each choice with how many of the claims shown have it, whatever the filters hide.
import { hasGrade, readGrade } from "../../schema/analysis/query/grade.ts";
import { disputedClaims, hasReview } from "../../schema/analysis/query/select.ts";
import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import type { Claim } from "../../schema/records.ts";
import {
  certainties,
  reviewStates,
  stances,
  stanceTerms,
  type ReviewState,
} from "../../schema/vocabulary.ts";
import { sourceShort } from "../panels/claim-words.ts";
import { asserterOf } from "../panels/graph-reading.ts";

/** One choice of a list. */
export interface Choice {
  /** As a link has it. */
  readonly value: string;
  readonly label: string;
  /** Claims that have it. */
  readonly count: number;
}

/** The choices that occur among some claims. */
export interface ClaimChoices {
  /** All claims shown. */
  readonly total: number;
  readonly source: readonly Choice[];
  /** By name; the value is an id where the map knows who it is. */
  readonly by: readonly Choice[];
  readonly certainty: readonly Choice[];
  readonly grade: readonly Choice[];
  readonly stance: readonly Choice[];
  readonly review: readonly Choice[];
}

/** Grades as analysts ask for them: both marks, then the source's alone. */
const grades = ["B2", "B3", "C2", "C3", "D4", "A", "B", "C"].map((mark) => `${mark}-or-better`);
const byName = new Intl.Collator("en", { numeric: true });
const reviewWords: Readonly<Record<ReviewState, string>> = {
  draft: "draft, or not looked at",
  checked: "checked",
  disputed: "disputed",
};
const forIt = "champion,support,lean-support";
const againstIt = "lean-oppose,oppose,block";

/** Counts the choices of a graph. Linear in the claims. */
export function claimChoices(graph: Graph): ClaimChoices {
  const disputed = disputedClaims(graph);
  const counted = (rows: readonly Row[]) => occurring([...graph.claims.values()], rows);
  const hasStance = (wanted: string) => (claim: Claim) =>
    claim.stance !== undefined && wanted.split(",").includes(claim.stance);
  return {
    total: graph.claims.size,
    source: sourceChoices(graph),
    by: asserterChoices(graph),
    certainty: counted(certainties.map((word) => [word, word, ({ certainty }) => certainty === word])),
    grade: counted(grades.map((text) => [text, gradeWords(text), gradeTest(graph, text)])),
    stance: counted([
      [forIt, "for it, in any degree", hasStance(forIt)],
      [againstIt, "against it, in any degree", hasStance(againstIt)],
      ...stances.map((word): Row => [word, stanceTerms[word].label, hasStance(word)]),
    ]),
    review: counted(
      reviewStates.map((word) => [word, reviewWords[word], (claim) => hasReview(claim, word, disputed)]),
    ),
  };
}

type Row = readonly [value: string, label: string, has: (claim: Claim) => boolean];

/** A grade as it is said: "B2-or-better" is "B2 or better", "B-or-better" "source B or better". */
export function gradeWords(text: string): string {
  const words = text.replaceAll("-", " ");
  if (/^[A-F](?: |$)/iu.test(words)) return `source ${words}`;
  return /^[1-6](?: |$)/u.test(words) ? `claim ${words}` : words;
}

function occurring(claims: readonly Claim[], rows: readonly Row[]): readonly Choice[] {
  return rows
    .map(([value, label, has]) => ({ value, label, count: claims.filter(has).length }))
    .filter(({ count }) => count > 0);
}

function sourceChoices(graph: Graph): readonly Choice[] {
  const cited = [...graph.claims.values()].flatMap(({ evidence }) => [
    ...new Set(evidence.map(({ source }) => source)),
  ]);
  return [...countOf(cited)]
    .map(([id, count]) => ({ value: id, label: sourceName(graph, id), count }))
    .toSorted(byLabel);
}

/** Short enough for a list: who wrote it and what it is, with the file's number where it has one. */
function sourceName(graph: Graph, id: SourceId): string {
  const source = graph.sources.get(id);
  return source ? `${sourceNumber(id)}${sourceShort(source)}` : id;
}

/** "src:003" is known to readers as 003. */
export function sourceNumber(id: SourceId): string {
  const number = /^src:(?<number>\d+)$/u.exec(id)?.groups?.["number"];
  return number === undefined ? "" : `${number} `;
}

function asserterChoices(graph: Graph): readonly Choice[] {
  const named = [...graph.claims.values()].flatMap((claim) => {
    const asserter = asserterOf(graph, claim);
    if (asserter === undefined || claim.assertedBy === undefined) return [];
    return typeof asserter === "string" ? asserter : asserter.id;
  });
  return [...countOf(named)]
    .map(([value, count]) => ({ value, label: graph.entities.get(value as never)?.label ?? value, count }))
    .toSorted(byLabel);
}

function gradeTest(graph: Graph, text: string): (claim: Claim) => boolean {
  const grade = readGrade(text);
  return (claim) => grade !== undefined && hasGrade(graph, claim, grade);
}

function countOf<Item>(items: readonly Item[]): ReadonlyMap<Item, number> {
  const counts = new Map<Item, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}

function byLabel(one: Choice, other: Choice): number {
  return byName.compare(one.label, other.label);
}
