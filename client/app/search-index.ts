// Finds entities, decisions, sources and claims by any of their words: the beginning of a word is enough, and one slip
// in six letters is forgiven.
import MiniSearch, { type SearchOptions, type SearchResult } from "minisearch";

import { entityWords } from "../../schema/analysis/query/record-words.ts";
import { foldText } from "../../schema/analysis/query/text.ts";
import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import { allNamesOf } from "../../schema/terms/naming.ts";
import type { Claim, Entity, Source } from "../../schema/records.ts";
import type { ListOption } from "../controls/option-list.ts";
import { asserterOf } from "../panels/graph-reading.ts";
import { sourceNumber } from "./claim-choices.ts";
import { claimOption, toOption, searchGroups, type SearchGroup } from "./search-options.ts";
import { claimsPlacedAt, readPlacedText } from "./search-text.ts";

interface SearchDocument {
  readonly id: RecordId;
  readonly group: SearchGroup;
  readonly label: string;
  readonly names: string;
  readonly text: string;
}

const groupCountMax: Readonly<Record<SearchGroup, number>> = {
  Entities: 7,
  Decisions: 4,
  Sources: 3,
  Claims: 6,
};
const placedCountMax = 12;
const fuzziness = 0.17;

/**
 * The best hits: whole names first, then entities, decisions, sources and claims. A text with a place in it, such as
 * "003 p12", finds what stands there. The first search after a change takes over what changed, linear in the graph.
 */
export function searchGraph(graph: Graph, text: string): readonly ListOption[] {
  if (text.trim() === "") return [];
  const placed = readPlacedText(graph, text);
  const claims = placed ? claimsPlacedAt(graph, placed) : [];
  if (!placed || claims.length === 0) return searchWords(graph, text);
  const others = searchWords(graph, placed.words).filter(({ id }) => !graph.claims.has(id as Claim["id"]));
  const hits = claims
    .slice(0, placedCountMax)
    .map(({ claim, evidence }) => claimOption(graph, claim, evidence));
  const sources = placed.source === undefined ? [] : toOption(graph, placed.source);
  // Whoever names a place wants what stands there; whoever names a source alone may want the source.
  return placed.place === undefined ? [...sources, ...others, ...hits] : [...hits, ...sources, ...others];
}

/** Makes the first search quick: what there is to be found is read before anybody types. */
export function prepareSearch(graph: Graph): void {
  indexOf(graph);
}

function searchWords(graph: Graph, text: string): readonly ListOption[] {
  if (text.trim() === "") return [];
  const hits = findHits(indexOf(graph), text);
  const exact = calledExactly(graph, text);
  const rest = searchGroups.flatMap((group) =>
    hits
      .filter((hit) => hit["group"] === group && !exact.includes(hit.id as RecordId))
      .slice(0, groupCountMax[group])
      .flatMap((hit) => toOption(graph, hit.id as RecordId)),
  );
  return [...exact.flatMap((id) => toOption(graph, id, "Whole name", text)), ...rest];
}

/** What has all the words, or else what has any of them. */
function findHits(index: MiniSearch<SearchDocument>, text: string): readonly SearchResult[] {
  const options: SearchOptions = {
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 3 ? fuzziness : 0),
  };
  const hits = index.search(text, options);
  return hits.length > 0 ? hits : index.search(text, { ...options, combineWith: "OR" });
}

/** Whoever types a whole name means it, however many longer names begin with it. */
function calledExactly(graph: Graph, text: string): readonly RecordId[] {
  const wanted = foldText(text.trim());
  const called = [...graph.entities.values()].filter((entity) => foldedNames(entity).includes(wanted));
  // Whose own name it is comes before whose other name it is.
  return called
    .toSorted(
      (one, other) => Number(foldText(other.label) === wanted) - Number(foldText(one.label) === wanted),
    )
    .map(({ id }) => id);
}

// Records are frozen and replaced when they change.
const folded = new WeakMap<Entity, readonly string[]>();

function foldedNames(entity: Entity): readonly string[] {
  const names = folded.get(entity) ?? namesOf(entity).map(foldText);
  folded.set(entity, names);
  return names;
}

// What there is to find, and what each document was made of: records are replaced when they change, so that the same
// records make the same document.
let known:
  | { readonly index: MiniSearch<SearchDocument>; readonly parts: Map<RecordId, readonly unknown[]> }
  | undefined;
let last: Graph | undefined;

function indexOf(graph: Graph): MiniSearch<SearchDocument> {
  known ??= { index: emptyIndex(), parts: new Map() };
  if (last === graph) return known.index;
  const { index, parts } = known;
  const fresh: SearchDocument[] = [];
  const gone = new Set(parts.keys());
  for (const [id, made, write] of documentsOf(graph)) {
    gone.delete(id);
    const before = parts.get(id);
    if (before && isSame(before, made)) continue;
    if (before) index.discard(id);
    parts.set(id, made);
    fresh.push(write());
  }
  for (const id of gone) {
    index.discard(id);
    parts.delete(id);
  }
  index.addAll(fresh);
  last = graph;
  return index;
}

function emptyIndex(): MiniSearch<SearchDocument> {
  return new MiniSearch<SearchDocument>({
    fields: ["label", "names", "text"],
    storeFields: ["group"],
    searchOptions: { boost: { label: 4, names: 2 }, combineWith: "AND" },
    processTerm: foldText,
  });
}

type Written = readonly [id: RecordId, parts: readonly unknown[], write: () => SearchDocument];

function* documentsOf(graph: Graph): Iterable<Written> {
  for (const entity of graph.entities.values()) yield [entity.id, [entity], () => entityDocument(entity)];
  for (const source of graph.sources.values()) yield [source.id, [source], () => sourceDocument(source)];
  for (const claim of graph.claims.values()) {
    const asserter = asserterOf(graph, claim);
    const sources = claim.evidence.map(({ source }) => graph.sources.get(source));
    yield [claim.id, [claim, asserter, ...sources], () => claimDocument(claim, asserter, sources)];
  }
}

function isSame(before: readonly unknown[], after: readonly unknown[]): boolean {
  return before.length === after.length && before.every((part, index) => part === after[index]);
}

function entityDocument(entity: Entity): SearchDocument {
  return {
    id: entity.id,
    group: entity.kind === "decision" ? "Decisions" : "Entities",
    label: entity.label,
    names: namesOf(entity).join(" "),
    text: entityWords(entity).join(" "),
  };
}

/** Every name, under whichever it is shown, and what else it is called by. Rule NAM-3. */
function namesOf(entity: Entity): readonly string[] {
  const { id, identifiers = {} } = entity;
  return [...allNamesOf(entity), ...Object.values(identifiers), id.split(":")[1] ?? ""];
}

function sourceDocument({ id, title, author = "", publisher = "", kind }: Source): SearchDocument {
  return {
    id,
    group: "Sources",
    label: title,
    names: `${sourceNumber(id)} ${author} ${publisher}`,
    text: kind,
  };
}

function claimDocument(
  { id, statement, conditions = [] }: Claim,
  asserter: Entity | string | undefined,
  sources: readonly (Source | undefined)[],
): SearchDocument {
  const speaker = typeof asserter === "object" ? namesOf(asserter).join(" ") : (asserter ?? "");
  const cited = sources.flatMap((source) => (source ? [source.author, source.publisher, source.title] : []));
  const text = [...conditions, ...cited].filter((part) => part !== undefined).join(" ");
  return { id, group: "Claims", label: statement, names: speaker, text };
}
