// What somebody types into the search: words, and perhaps a source and a place in it: "003 p12", "fang line 727".
import { isAtPlace, readPlace, type PlaceFilter } from "../../schema/analysis/query/place.ts";
import { claimWords } from "../../schema/analysis/query/record-words.ts";
import { hasWords, wordsOf } from "../../schema/analysis/query/text.ts";
import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import type { Claim, Evidence, Source } from "../../schema/records.ts";

/** A text with a source or a place in it. */
export interface PlacedText {
  readonly source: SourceId | undefined;
  readonly place: PlaceFilter | undefined;
  /** The place as it was typed. */
  readonly written: string | undefined;
  /** What is left of the text. */
  readonly words: string;
}

const placePattern =
  /(?<=^|\s)(?:(?:paragraphs?|paras?|pages?|pp?|lines?|l|sections?|sec|s|articles?|art)\.?|§+|¶+)\s*\d[\d.]*(?:\s*[-–]\s*\d[\d.]*)?(?=$|[\s,])/iu;

/** Reads a text that names a source by its number or a place; undefined where it is words alone. */
export function readPlacedText(graph: Graph, text: string): PlacedText | undefined {
  const written = placePattern.exec(text)?.[0];
  const rest = written === undefined ? text : text.replace(written, " ");
  const tokens = rest.split(/[\s,]+/u).filter((token) => token !== "");
  const named = tokens.find((token) => sourceCalled(graph, token) !== undefined);
  if (written === undefined && named === undefined) return undefined;
  return {
    source: named === undefined ? undefined : sourceCalled(graph, named),
    place: written === undefined ? undefined : readPlace(written),
    written,
    words: tokens.filter((token) => token !== named).join(" "),
  };
}

/** A claim, and the first of its evidence that is at a place. */
export interface PlacedClaim {
  readonly claim: Claim;
  readonly evidence: Evidence;
}

/** Claims that stand there and have the other words, in the order of their places. Linear in the claims. */
export function claimsPlacedAt(graph: Graph, { source, place, words }: PlacedText): readonly PlacedClaim[] {
  const wanted = wordsOf(words);
  const isThere = (evidence: Evidence) =>
    (source === undefined || evidence.source === source) &&
    (place === undefined || isAtPlace(evidence.locator, place));
  const says = (claim: Claim) =>
    wanted.length === 0 || hasWords(wanted, [...claimWords(graph, claim), ...citedWords(graph, claim)]);
  return [...graph.claims.values()]
    .flatMap((claim) => {
      const evidence = claim.evidence.find(isThere);
      return evidence && says(claim) ? [{ claim, evidence }] : [];
    })
    .toSorted((one, other) => byPlace.compare(placeKey(one), placeKey(other)));
}

/** Words of whoever wrote what a source is, and of its title. */
function sourceWords({ author = "", publisher = "", title }: Source): readonly string[] {
  return wordsOf([author, publisher, title].join(" "));
}

const byPlace = new Intl.Collator("en", { numeric: true });

function placeKey({ claim, evidence }: PlacedClaim): string {
  return `${evidence.source} ${evidence.locator} ${claim.id}`;
}

function citedWords(graph: Graph, { evidence }: Claim): readonly (readonly string[])[] {
  return evidence.flatMap(({ source: id }) => {
    const source = graph.sources.get(id);
    return source ? [sourceWords(source)] : [];
  });
}

/** "003" and "src:003" name a source; a number that no source has is a word like any other. */
function sourceCalled({ sources }: Graph, token: string): SourceId | undefined {
  const id = (/^\d{2,}$/u.test(token) ? `src:${token}` : token) as SourceId;
  return sources.has(id) ? id : undefined;
}
