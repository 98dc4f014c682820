// Grades and sources in words.
import { capital } from "../../schema/capital.ts";
import type { Graph } from "../../schema/graph.ts";
import type { Claim, Source } from "../../schema/records.ts";
import { credibilityTerms, reliabilityTerms, type Certainty } from "../../schema/vocabulary.ts";
import { reliabilityOf } from "./graph-reading.ts";

/** The Admiralty pair, such as C3, and what it says. */
export interface Grade {
  readonly pair: string;
  readonly words: string;
}

/** A claim's grade: its best source's reliability and its own credibility; a dash where nobody judged. */
export function gradeOf(graph: Graph, claim: Claim): Grade {
  const reliability = reliabilityOf(graph, claim);
  const { credibility } = claim;
  if (reliability === undefined && credibility === undefined) return { pair: "––", words: "Not graded yet" };
  const source =
    reliability === undefined
      ? "source not graded"
      : `source ${reliabilityTerms[reliability]} (${reliability})`;
  const claimed =
    credibility === undefined
      ? "claim not graded"
      : `claim ${credibilityTerms[credibility]} (${credibility})`;
  const words = `${source}; ${claimed}`;
  return {
    pair: `${reliability ?? "–"}${credibility ?? "–"}`,
    words: capital(words),
  };
}

/** "Cathy Fang, op-ed". */
export function sourceLine({ author, publisher, kind }: Source): string {
  const who = author ?? publisher;
  return who === undefined ? capital(kind) : `${who}, ${kind}`;
}

/** Enough to tell one source from another: who wrote it and what it is, else its title. */
export function sourceShort(source: Source): string {
  return source.author === undefined && source.publisher === undefined ? source.title : sourceLine(source);
}

const certaintyPhrases: Readonly<Record<Certainty, string>> = {
  asserted: "asserted by",
  reported: "reported as said by",
  denied: "denied by",
  opinion: "opinion of",
  prediction: "prediction of",
  conditional: "conditional statement of",
  recommendation: "recommendation of",
  hypothetical: "hypothetical of",
};

/** How sure whoever says it is, ready for their name: "opinion of". */
export function certaintyWords(certainty: Certainty | undefined): string {
  return certainty === undefined ? "said by" : certaintyPhrases[certainty];
}
