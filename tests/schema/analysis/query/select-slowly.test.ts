// The filter against looking at every record by itself, on generated maps.
import type * as Y from "yjs";
import { expect, test } from "vitest";
import type { QueryFilter } from "../../../../schema/analysis/query/filter.ts";
import type { PlaceFilter } from "../../../../schema/analysis/query/place.ts";
import { select } from "../../../../schema/analysis/query/select.ts";
import { wordsOf } from "../../../../schema/analysis/query/text.ts";
import { perform, type Command } from "../../../../schema/edits.ts";
import type { Graph } from "../../../../schema/graph.ts";
import type { EntityId, RelationId } from "../../../../schema/ids.ts";
import { project } from "../../../../schema/projection.ts";
import type { Claim, Entity, Relation } from "../../../../schema/records.ts";
import { relationKinds } from "../../../../schema/relation-kinds.ts";
import { relationTermOf } from "../../../../schema/terms/terms.ts";
import { filterByTime } from "../../../../schema/time-filter.ts";
import {
  attributions,
  certainties,
  credibilities,
  entityKinds,
  reliabilities,
  reviewStates,
  stances,
} from "../../../../schema/vocabulary.ts";
import { generateDocument, generatingAuthor } from "../../../support/generate-graph.ts";
import { Random } from "../../../support/random.ts";

test.each(Array.from({ length: 60 }, (_, index) => index + 1))(
  "QRY-1 to QRY-5 and QRY-13 give what looking at every record by itself gives (seed %i)",
  (seed) => {
    const random = new Random(seed);
    const graph = project(varied(seed, random));
    for (let round = 0; round < 12; round += 1) {
      const filter = randomFilter(graph, random);
      const { claims, relations, entities } = select(graph, filter);
      const slow = slowly(graph, filter);
      expect({ filter, claims: [...claims], relations: [...relations], entities: [...entities] }).toEqual({
        filter,
        ...slow,
      });
    }
  },
);

/** A generated map with layers, attributions, aliases and notes here and there. */
function varied(seed: number, random: Random): Y.Doc {
  const doc = generateDocument({ entities: 30, relations: 60, seed });
  const graph = project(doc);
  const maybe = <Value>(chance: number, value: () => Value) => (random.chance(chance) ? value() : undefined);
  const changes: Command[] = [];
  for (const { id } of graph.claims.values()) {
    const fields = {
      background: maybe(0.1, () => true),
      teaser: maybe(0.1, () => true),
      attribution: maybe(0.5, () => random.pick(attributions)),
      assertedBy: maybe(0.2, () => random.pick([...graph.entities.keys()])),
    };
    changes.push({ kind: "change", id, fields: given(fields) });
  }
  for (const { id, kind } of graph.entities.values()) {
    if (kind === "decision") {
      changes.push({ kind: "change", id, fields: { subject: random.pick([...graph.entities.keys()]) } });
    }
    const notes = maybe(0.2, () => random.pick(["Größe und Łódź", "a note on ports"]));
    changes.push({ kind: "change", id, fields: given({ notes, background: maybe(0.05, () => true) }) });
  }
  const useful = changes.filter(
    (change) => change.kind === "change" && Object.keys(change.fields).length > 0,
  );
  perform(doc, { kind: "all", commands: useful }, generatingAuthor);
  return doc;
}

function given(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function randomFilter(graph: Graph, random: Random): QueryFilter {
  const some = <Word>(words: readonly Word[], chance = 0.2): ReadonlySet<Word> =>
    new Set(random.chance(chance) ? [random.pick(words), random.pick(words)] : []);
  const entities = [...graph.entities.values()];
  const claims = [...graph.claims.values()];
  const words = () =>
    wordsOf(random.pick([random.pick(entities).label, random.pick(claims).statement, "lodz", "is"]));
  return {
    kinds: some(entityKinds.slice(0, 6)),
    relations: some(relationKinds, 0.15),
    stances: some(stances, 0.1),
    sources: some([...graph.sources.keys()], 0.15),
    attributions: some(attributions, 0.1),
    certainties: some(certainties),
    reviews: some(reviewStates, 0.15),
    background: random.chance(0.5),
    teaser: random.chance(0.5),
    words: random.chance(0.3)
      ? words()
          .slice(0, 2)
          .map((word) => word.slice(0, 3))
      : [],
    ...(random.chance(0.1) && { by: (random.pick(claims).assertedBy ?? "a").slice(0, 4) }),
    ...(random.chance(0.2) && { about: random.pick(entities).id }),
    ...(random.chance(0.2) && { place: randomPlace(random) }),
    ...(random.chance(0.2) && {
      grade: {
        reliability: random.chance(0.2) ? undefined : random.pick(reliabilities.slice(0, 5)),
        credibility: random.pick(credibilities.slice(0, 5)),
        orBetter: random.chance(0.7),
      },
    }),
    ...(random.chance(0.3) && { asOf: `${2012 + random.below(14)}-06` }),
    ...(random.chance(0.2) && { knownBy: `${2012 + random.below(14)}` }),
  };
}

function randomPlace(random: Random): PlaceFilter {
  if (random.chance(0.1)) return { kind: "words", words: ["p4"] };
  const from = 1 + random.below(40);
  const unit = random.chance(0.3) ? undefined : random.pick(["paragraph", "line"] as const);
  return { kind: "stretch", unit, from, to: from + random.below(12) };
}

/** The same as the rules put it, one record at a time, with every text joined and searched anew. */
function slowly(whole: Graph, filter: QueryFilter) {
  const graph = filterByTime(whole, filter);
  const claims = [...graph.claims.values()].filter((item) => slowClaim(graph, item, filter));
  const relations = [...graph.relations.values()].filter((item) => slowRelation(graph, item, filter));
  const entities = [...graph.entities.values()].filter((item) => slowEntity(graph, item, filter));
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id).toSorted();
  return { claims: ids(claims), relations: ids(relations), entities: ids(entities) };
}

function slowClaim(graph: Graph, item: Claim, filter: QueryFilter): boolean {
  const line = graph.relations.get(item.on as RelationId);
  const named = [...(line ? [line.from, line.to] : [item.on as EntityId]), ...(item.actors ?? [])];
  return [
    filter.teaser || item.teaser !== true,
    fits(
      filter.kinds,
      named.map((id) => graph.entities.get(id)?.kind),
    ),
    fits(filter.relations, [line?.kind]),
    fits(filter.stances, [item.stance]),
    slowPlace(item, filter),
    fits(filter.attributions, [item.attribution]),
    fits(filter.certainties, [item.certainty]),
    fits(filter.reviews, [item.reviewState ?? "draft"]),
    fits(new Set(filter.about === undefined ? [] : [filter.about]), [...named, item.assertedBy as EntityId]),
    slowBy(graph, item, filter),
    slowGrade(graph, item, filter),
    slowHas(slowTexts(graph, item, line, named), filter.words),
  ].every(Boolean);
}

function fits<Word>(wanted: ReadonlySet<Word>, given: readonly (NoInfer<Word> | undefined)[]): boolean {
  return wanted.size === 0 || given.some((word) => word !== undefined && wanted.has(word));
}

function slowBy(graph: Graph, { assertedBy }: Claim, { by }: QueryFilter): boolean {
  if (by === undefined || assertedBy === by) return true;
  return assertedBy !== undefined && slowHas(slowAsserter(graph, assertedBy), wordsOf(by));
}

function slowAsserter(graph: Graph, assertedBy: string): string {
  return graph.entities.has(assertedBy as EntityId) ? slowNames(graph, assertedBy as EntityId) : assertedBy;
}

/** Generated evidence stands in paragraphs, written p1 to p40. */
function slowPlace({ evidence }: Claim, { sources, place }: QueryFilter): boolean {
  if (sources.size === 0 && !place) return true;
  const isAt = (locator: string) => {
    if (!place) return true;
    if (place.kind === "words") return place.words.every((word) => locator.startsWith(word));
    const at = Number(locator.slice(1));
    return place.unit !== "line" && place.from <= at && at <= place.to;
  };
  return evidence.some(({ source, locator }) => fits(sources, [source]) && isAt(locator));
}

function slowTexts(
  graph: Graph,
  { statement, assertedBy }: Claim,
  line: Relation | undefined,
  named: readonly EntityId[],
) {
  const reading = line ? relationTermOf(line.kind, graph.meta).label : "";
  const sayer = assertedBy === undefined ? "" : slowAsserter(graph, assertedBy);
  return [statement, reading, sayer, ...named.map((id) => slowNames(graph, id))].join(" | ");
}

function slowGrade(graph: Graph, item: Claim, { grade }: QueryFilter): boolean {
  if (!grade) return true;
  const letters = grade.orBetter
    ? "ABCDE".slice(0, "ABCDE".indexOf(grade.reliability ?? "E") + 1)
    : grade.reliability;
  const digits = grade.orBetter ? "12345".slice(0, grade.credibility) : String(grade.credibility);
  const reliabilityFits = item.evidence.some(({ source }) =>
    letters?.includes(graph.sources.get(source)?.reliability ?? "-"),
  );
  return (
    (grade.reliability === undefined || reliabilityFits) && digits.includes(String(item.credibility ?? "-"))
  );
}

function slowRelation(graph: Graph, item: Relation, filter: QueryFilter): boolean {
  const behind = [...graph.claims.values()].filter(({ on }) => on === item.id);
  if (behind.length > 0) return behind.some((one) => slowClaim(graph, one, filter));
  // A draft is looked at as if a claim about it said nothing and had no mark.
  const { stances: a, sources: b, attributions: c, certainties: d, reviews: e } = filter;
  if ([a, b, c, d, e].some(({ size }) => size > 0) || asksOfOrigin(filter)) return false;
  const nothing: Claim = {
    id: "clm:none" as Claim["id"],
    kind: "claim",
    on: item.id,
    statement: "-",
    evidence: [],
  };
  return slowClaim(graph, nothing, filter);
}

function slowEntity(graph: Graph, item: Entity, filter: QueryFilter): boolean {
  if (
    !fits(filter.kinds, [item.kind]) ||
    !slowHas(`${slowNames(graph, item.id)} | ${item.notes ?? ""}`, filter.words)
  )
    return false;
  const rest: QueryFilter = { ...filter, kinds: new Set(), words: [] };
  const own = rest.about === undefined || [item.id, item.subject, item.object].includes(rest.about);
  if (own && !asks(rest)) return true;
  const isEnd = (line: Relation | undefined) => line?.from === item.id || line?.to === item.id;
  return (
    [...graph.claims.values()].some(
      (one) =>
        (one.on === item.id ||
          one.actors?.includes(item.id) ||
          isEnd(graph.relations.get(one.on as RelationId))) &&
        slowClaim(graph, one, rest),
    ) || [...graph.relations.values()].some((line) => isEnd(line) && slowRelation(graph, line, rest))
  );
}

/** Whether something is asked that a relation or a claim must have, besides what it is about. */
function asks({ relations, stances: a, sources: b, attributions: c, certainties: d, ...rest }: QueryFilter) {
  const sets = [relations, a, b, c, d, rest.reviews];
  return sets.some(({ size }) => size > 0) || asksOfOrigin(rest);
}

function asksOfOrigin({ by, grade, place }: Pick<QueryFilter, "by" | "grade" | "place">): boolean {
  return by !== undefined || grade !== undefined || place !== undefined;
}

function slowNames(graph: Graph, id: EntityId): string {
  const { label = id, aliases = [], identifiers = {} } = graph.entities.get(id) ?? {};
  const known = graph.entities.has(id) ? id.slice(id.indexOf(":") + 1) : "";
  return [known, label, ...aliases.map(({ name }) => name), ...Object.values(identifiers)].join(" | ");
}

/** Every word at the beginning of some word, told by an expression over the whole text. */
function slowHas(searched: string, words: readonly string[]): boolean {
  const plain = searched
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .replaceAll("ł", "l")
    .replaceAll("ß", "ss");
  return words.every((word) => new RegExp(`(?<![\\p{L}\\p{N}])${word}`, "u").test(plain));
}
