// What the filters leave of a graph: one answer for canvas and table alike, so that they never disagree.
import { beginsWord, foldText } from "../../schema/analysis/query/text.ts";
import type { Graph } from "../../schema/graph.ts";
import type { ClaimId, EntityId, RelationId, SourceId } from "../../schema/ids.ts";
import { allNamesOf } from "../../schema/naming.ts";
import type { Claim, Entity, Relation } from "../../schema/records.ts";
import { relationTermOf } from "../../schema/terms.ts";
import { type StanceState } from "../../schema/vocabulary.ts";
import type { Filter } from "../app/events.ts";

/** What is to be seen, by id. */
export interface Visible {
  /** Entities whose kind and stance are shown and which match the text themselves. */
  readonly entities: ReadonlySet<EntityId>;
  /** Relations of a shown kind between two entities of shown kind and stance, which match the text. */
  readonly relations: ReadonlySet<RelationId>;
  /** Claims on what is shown, with a shown stance, which match the text. */
  readonly claims: ReadonlySet<ClaimId>;
  /** Ends of those relations that do not match the text themselves: drawn so that no line hangs, never listed. */
  readonly context: ReadonlySet<EntityId>;
}

/**
 * Applies the shared filter. Linear in the number of records; texts are prepared once for each record.
 *
 * @param stanceOf Where each entity stands on the decision shown, `unknown` included; nothing where it has no say.
 */
export function matches(
  graph: Graph,
  filter: Filter,
  stanceOf: ReadonlyMap<EntityId, StanceState> = new Map(),
): Visible {
  const has = matcher(filter.text);
  const allowed = new Set<EntityId>();
  for (const { id, kind } of graph.entities.values()) {
    if (!filter.hiddenEntityKinds.has(kind) && !isHiddenStance(filter, stanceOf.get(id))) allowed.add(id);
  }
  const isAllowedRelation = ({ kind, from, to }: Relation) =>
    !filter.hiddenRelationKinds.has(kind) && allowed.has(from) && allowed.has(to);
  const isAllowedClaim = ({ on, stance }: Claim) => {
    if (isHiddenStance(filter, stance)) return false;
    const relation = graph.relations.get(on as RelationId);
    return relation ? isAllowedRelation(relation) : allowed.has(on as EntityId);
  };
  const entities = kept(
    graph.entities,
    (entity) => allowed.has(entity.id) && has(() => [entityText(entity)]),
  );
  const relations = kept(
    graph.relations,
    (item) => isAllowedRelation(item) && has(() => relationTexts(graph, item)),
  );
  const claims = kept(graph.claims, (claim) => isAllowedClaim(claim) && has(() => claimTexts(graph, claim)));
  return { entities, relations, claims, context: contextOf(graph, entities, relations) };
}

/** Whether anything is filtered away, so that "clear filters" has something to clear. */
export function isFiltering(filter: Filter): boolean {
  const { hiddenEntityKinds, hiddenRelationKinds, hiddenStances, text } = filter;
  return hiddenEntityKinds.size + hiddenRelationKinds.size + hiddenStances.size > 0 || text.trim() !== "";
}

function isHiddenStance({ hiddenStances }: Filter, stance: StanceState | undefined): boolean {
  return stance !== undefined && hiddenStances.has(stance);
}

function kept<Id, Item>(items: ReadonlyMap<Id, Item>, isKept: (item: Item) => boolean): ReadonlySet<Id> {
  const ids = new Set<Id>();
  for (const [id, item] of items) if (isKept(item)) ids.add(id);
  return ids;
}

function contextOf(
  graph: Graph,
  entities: ReadonlySet<EntityId>,
  relations: ReadonlySet<RelationId>,
): ReadonlySet<EntityId> {
  const ends = [...relations]
    .flatMap((id) => graph.relations.get(id) ?? [])
    .flatMap(({ from, to }) => [from, to]);
  return new Set(ends.filter((end) => !entities.has(end)));
}

/**
 * Every word must begin a word somewhere, in any order: "jap cptpp" finds what Japan has to do with the CPTPP, and
 * "tpp" does not find the CPTPP. Rule NAM-3.
 */
function matcher(text: string): (textsOf: () => readonly string[]) => boolean {
  const words = text.trim() === "" ? [] : foldText(text).trim().split(/\s+/);
  if (words.length === 0) return () => true;
  return (textsOf) => {
    const texts = textsOf();
    return words.every((word) => texts.some((searched) => beginsWord(searched, word)));
  };
}

// Records are frozen and replaced when they change, so their prepared texts can be kept by identity.
const prepared = new WeakMap<object, string>();

function preparedText(record: object, parts: () => readonly (string | undefined)[]): string {
  const known = prepared.get(record);
  if (known !== undefined) return known;
  const text = foldText(parts().join("\n"));
  prepared.set(record, text);
  return text;
}

function entityText(entity: Entity): string {
  return preparedText(entity, () => {
    const { id, identifiers = {}, subtype } = entity;
    return [id, ...allNamesOf(entity), ...Object.values(identifiers), subtype, ...ownTexts(entity)];
  });
}

function ownTexts({ properties = {} }: Entity | Relation): readonly string[] {
  return Object.values(properties).filter((value) => typeof value === "string");
}

function namesText(graph: Graph, id: EntityId): string {
  const entity = graph.entities.get(id);
  return entity ? entityText(entity) : foldText(id);
}

function relationTexts(graph: Graph, relation: Relation): readonly string[] {
  const { from, to, kind, status, note } = relation;
  const own = preparedText(relation, () => [
    relationTermOf(kind, graph.meta).label,
    status,
    note,
    ...ownTexts(relation),
  ]);
  return [namesText(graph, from), own, namesText(graph, to)];
}

function claimTexts(graph: Graph, claim: Claim): readonly string[] {
  const { on, actors = [], statement, assertedBy, evidence } = claim;
  const relation = graph.relations.get(on as RelationId);
  return [
    preparedText(claim, () => [statement]),
    ...(relation ? relationTexts(graph, relation) : [namesText(graph, on as EntityId)]),
    ...actors.map((actor) => namesText(graph, actor)),
    ...(assertedBy === undefined ? [] : [namesText(graph, assertedBy as EntityId)]),
    ...evidence.map(({ source }) => sourceText(graph, source)),
  ];
}

function sourceText(graph: Graph, id: SourceId): string {
  const source = graph.sources.get(id);
  return source ? preparedText(source, () => [source.title]) : foldText(id);
}
