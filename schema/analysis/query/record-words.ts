// The words by which records are found. Records are frozen and replaced when they change, so their words are prepared
// once for each.
import type { Graph } from "../../graph.ts";
import type { EntityId, RelationId } from "../../ids.ts";
import { allNamesOf } from "../../terms/naming.ts";
import type { Claim, Entity, Relation } from "../../records.ts";
import { relationTermOf } from "../../terms/terms.ts";
import { wordsOf } from "./text.ts";

const prepared = new WeakMap<object, readonly string[]>();

/** Words of an entity itself: names, identifiers, notes, subtype, and what the team's own fields say. */
export function entityWords(entity: Entity): readonly string[] {
  const { notes = "", subtype = "" } = entity;
  const more = [notes, subtype, ...ownTexts(entity)].filter((text) => text !== "");
  return more.length === 0 ? namesOf(entity) : [...namesOf(entity), ...wordsOf(more.join("\n"))];
}

/** Words of a relation itself and of the names of its ends. */
export function relationWords(graph: Graph, relation: Relation): readonly (readonly string[])[] {
  const own = prepare(relation, ({ kind, status, note }) => [
    relationTermOf(kind, graph.meta).label,
    status,
    note,
    ...ownTexts(relation),
  ]);
  return [own, nameWords(graph, relation.from), nameWords(graph, relation.to)];
}

/** Words of a claim itself: what it says, its conditions, and notes to its evidence. */
export function statementWords(claim: Claim): readonly string[] {
  return prepare(claim, ({ statement, conditions = [], evidence }) => [
    statement,
    ...conditions,
    ...evidence.map(({ note }) => note),
  ]);
}

/** Words of a claim, of what it bears on, of whose position it is, and of whoever asserts it. */
export function claimWords(graph: Graph, claim: Claim): readonly (readonly string[])[] {
  const { assertedBy } = claim;
  const relation = graph.relations.get(claim.on as RelationId);
  const target = relation ? relationWords(graph, relation) : [nameWords(graph, claim.on as EntityId)];
  return [
    statementWords(claim),
    ...target,
    ...(claim.actors ?? []).map((actor) => nameWords(graph, actor)),
    ...(assertedBy === undefined ? [] : [asserterWords(graph, assertedBy)]),
  ];
}

/** Words of whoever asserts a claim: an entity's names, or the name as written. */
export function asserterWords(graph: Graph, asserter: string): readonly string[] {
  const entity = graph.entities.get(asserter as EntityId);
  return entity ? namesOf(entity) : wordsOf(asserter);
}

function nameWords(graph: Graph, id: EntityId): readonly string[] {
  const entity = graph.entities.get(id);
  return entity ? namesOf(entity) : wordsOf(id);
}

/** Every name, under whichever it is shown (rule NAM-3). The id's second part is a name too: TWN, CPTPP. */
function namesOf(entity: Entity): readonly string[] {
  return prepare(entity, ({ id, identifiers = {} }) => [
    id.split(":")[1],
    ...allNamesOf(entity),
    ...Object.values(identifiers),
  ]);
}

/** Yes, no and numbers would find too much. */
function ownTexts({ properties = {} }: Entity | Relation): readonly string[] {
  return Object.values(properties).filter((value) => typeof value === "string");
}

function prepare<Item extends object>(
  item: Item,
  textsOf: (item: Item) => readonly (string | undefined)[],
): readonly string[] {
  const known = prepared.get(item);
  if (known) return known;
  const words = wordsOf(textsOf(item).join("\n"));
  prepared.set(item, words);
  return words;
}
