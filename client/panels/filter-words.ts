// What a filter asks of claims, in words.
import { readPlace } from "../../schema/analysis/query/place.ts";
import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import { stanceTerms } from "../../schema/vocabulary.ts";
import { gradeWords } from "../app/claim-choices.ts";
import type { ClaimWordName, Filter } from "../app/events.ts";
import { sourceShort } from "./claim-words.ts";
import { nameIn } from "./graph-reading.ts";
import { locatorWords } from "./locator-words.ts";

/** What is asked under each name, as the panel labels it. */
export const claimWordLabels: Readonly<Record<ClaimWordName, string>> = {
  source: "Source",
  place: "Paragraph, line or page",
  by: "Who says it",
  certainty: "Certainty",
  grade: "Grade",
  stance: "Stance",
  review: "Review",
};

/** One question with its answer: "source Cathy Fang, op-ed", "grade B2 or better". */
export function askedWords(graph: Graph, filter: Filter, name: ClaimWordName): string {
  const label = name === "place" ? "place" : claimWordLabels[name].toLowerCase();
  return `${label} ${valueWords(graph, name, filter.claims[name] ?? "")}`;
}

/** A value as it is read: "src:000" is "Cathy Fang, op-ed", "p4" "paragraph 4". */
export function valueWords(graph: Graph, name: ClaimWordName, text: string): string {
  switch (name) {
    case "source":
      return either(text, (id) => {
        const source = graph.sources.get(id as SourceId);
        return source ? sourceShort(source) : id;
      });
    case "by":
      return nameIn(graph, text as never);
    case "grade":
      return gradeWords(text);
    case "place":
      return readPlace(text).kind === "stretch" ? locatorWords(text) : `“${text}”`;
    case "stance":
      return either(text, (word) => stanceTerms[word as keyof typeof stanceTerms]?.label ?? word);
    case "certainty":
    case "review":
      return either(text, (word) => word);
  }
}

function either(text: string, wordsOf: (part: string) => string): string {
  return text.split(",").map(wordsOf).join(" or ");
}
