// Admiralty grades as a filter: exactly B2, or B2 or better. F and 6 say "cannot be judged": no grade is better or
// worse than they are, and they are never reckoned with.
import { isAtLeast, markNumber } from "../../admiralty.ts";
import type { Graph } from "../../graph.ts";
import type { Claim } from "../../records.ts";
import { credibilities, reliabilities, type Credibility, type Reliability } from "../../vocabulary.ts";

/** Which grades are wanted; a mark left out may be anything. */
export interface GradeFilter {
  readonly reliability: Reliability | undefined;
  readonly credibility: Credibility | undefined;
  readonly orBetter: boolean;
}

/** How a grade is written, for those who wrote it otherwise. */
export const gradeHelp = "Write B2, B2-or-better, B, 2, or one of them with -or-better.";

const written = /^(?<reliability>[A-F])?(?<credibility>[1-6])?(?<orBetter>[ -]or[ -]better)?$/iu;

/** A grade as written, or undefined where it is none. "F or better" says nothing, so it is none. */
export function readGrade(text: string): GradeFilter | undefined {
  const parts = written.exec(text.trim())?.groups;
  if (!parts) return undefined;
  const reliability = reliabilities.find((mark) => mark === parts["reliability"]?.toUpperCase());
  const credibility = credibilities.find((mark) => String(mark) === parts["credibility"]);
  const orBetter = parts["orBetter"] !== undefined;
  if (reliability === undefined && credibility === undefined) return undefined;
  const isUnjudged = (mark: Reliability | Credibility | undefined) =>
    mark !== undefined && markNumber(mark) === null;
  if (orBetter && (isUnjudged(reliability) || isUnjudged(credibility))) return undefined;
  return { reliability, credibility, orBetter };
}

/** Whether a claim has a grade that is wanted. Of several sources, one that is reliable enough will do. Rule QRY-4. */
export function hasGrade(graph: Graph, claim: Claim, grade: GradeFilter): boolean {
  const { reliability, credibility } = grade;
  return (
    (credibility === undefined || hasMark(claim.credibility, credibility, grade.orBetter)) &&
    (reliability === undefined ||
      claim.evidence.some(({ source }) =>
        hasMark(graph.sources.get(source)?.reliability, reliability, grade.orBetter),
      ))
  );
}

function hasMark<Mark extends Reliability | Credibility>(
  given: Mark | undefined,
  wanted: Mark,
  orBetter: boolean,
): boolean {
  if (given === undefined) return false;
  return orBetter ? isAtLeast(given, wanted) : given === wanted;
}
