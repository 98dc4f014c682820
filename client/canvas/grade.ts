// How well a line is backed, as its dashes tell: by the best Admiralty pair among its claims.
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId } from "../../schema/ids.ts";
import type { Claim } from "../../schema/records.ts";
import type { Credibility, Reliability } from "../../schema/vocabulary.ts";

export const grades = ["solid", "dashed", "dotted"] as const;
export type Grade = (typeof grades)[number];

/** Lengths of dash and gap in px at zoom 1. */
export const gradeDashes: Readonly<Record<Grade, readonly number[]>> = {
  solid: [],
  dashed: [7, 4.5],
  dotted: [1.8, 3.6],
};

export const gradeMeanings: Readonly<Record<Grade, string>> = {
  solid: "well graded (A–B, 1–2)",
  dashed: "fairly graded (C or 3)",
  dotted: "weakly graded or not graded",
};

/** The grade of whatever these claims bear on. A pair is as good as its weaker mark. */
export function gradeOf(graph: Pick<Graph, "claims" | "sources">, claims: Iterable<ClaimId>): Grade {
  let best = 2;
  for (const id of claims) {
    const claim = graph.claims.get(id);
    if (claim) best = Math.min(best, rankOf(graph, claim));
  }
  return grades[best] ?? "dotted";
}

const credibilityRanks: Readonly<Record<Credibility, number>> = { 1: 0, 2: 0, 3: 1, 4: 2, 5: 2, 6: 2 };
const reliabilityRanks: Readonly<Record<Reliability, number>> = { A: 0, B: 0, C: 1, D: 2, E: 2, F: 2 };

function rankOf(graph: Pick<Graph, "sources">, { credibility, evidence }: Claim): number {
  if (credibility === undefined) return 2;
  const ranks = evidence.map(({ source }) => {
    const reliability = graph.sources.get(source)?.reliability;
    return reliability === undefined ? 2 : reliabilityRanks[reliability];
  });
  return Math.max(credibilityRanks[credibility], Math.min(2, ...ranks));
}
