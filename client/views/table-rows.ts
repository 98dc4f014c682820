// Records as rows of the three tables: what each shows, in words, and by what it sorts. Pure.
import type { Graph } from "../../schema/graph.ts";
import { countAt, idsAt } from "../../schema/id-index.ts";
import type { ClaimId, EntityId, RecordId, RelationId } from "../../schema/ids.ts";
import { allNamesOf } from "../../schema/terms/naming.ts";
import type { Claim, Entity, Relation } from "../../schema/records.ts";
import { readDate } from "../../schema/time.ts";
import { entityTermOf, markedLabel, relationTermOf } from "../../schema/terms/terms.ts";
import { reviewStates } from "../../schema/vocabulary.ts";
import type { TableName } from "../app/events.ts";
import { periodWords } from "../../schema/date-words.ts";
import { gradeOf, sourceShort, type Grade } from "../panels/claim-words.ts";
import { asserterOf, kindLabel, nameIn, recordLabel, relationSentence } from "../panels/graph-reading.ts";
import type { ActorStance, ActorStances } from "./actor-stances.ts";
import type { Visible } from "./filter-graph.ts";

/** A row of the table of entities. */
export interface EntityRow {
  readonly table: "entities";
  readonly id: EntityId;
  /** What the row is called when it is spoken of. */
  readonly name: string;
  readonly entity: Entity;
  readonly kind: string;
  /** Name of the icon that the team chose for its own kind. */
  readonly icon: string;
  readonly aliases: string;
  readonly stance: ActorStance | undefined;
  readonly relationCount: number;
  readonly claimCount: number;
}

/** A row of the table of relations, which reads as a sentence. */
export interface RelationRow {
  readonly table: "relations";
  readonly id: RelationId;
  readonly name: string;
  readonly relation: Relation;
  readonly from: string;
  readonly words: string;
  readonly to: string;
  readonly valid: string;
  readonly validFrom: number | undefined;
  readonly claimCount: number;
  /** The best among its claims. */
  readonly grade: Grade | undefined;
  /** No claim backs it yet. */
  readonly isDraft: boolean;
}

/** A row of the table of claims. */
export interface ClaimRow {
  readonly table: "claims";
  readonly id: ClaimId;
  readonly name: string;
  readonly claim: Claim;
  readonly on: string;
  readonly actors: string;
  readonly asserter: string;
  /** When it holds, or else when it was said or published. */
  readonly date: DatedFact | undefined;
  /** Each source with its place, in the order of the evidence. */
  readonly places: readonly Place[];
  readonly grade: Grade;
}

/** An EDTF date as written, what it is the date of, and where it begins for sorting. */
export interface DatedFact {
  readonly text: string;
  readonly of: "valid" | "said" | "published";
  readonly instant: number | undefined;
}

/** Where a claim stands: a source by who wrote it and by its title, and the place in it. */
export interface Place {
  /** "Cathy Fang, op-ed", or the title of what nobody has signed. */
  readonly line: string;
  readonly title: string;
  readonly locator: string;
}

export type Row = EntityRow | RelationRow | ClaimRow;

/** The visible rows of one table, in no order. Linear in the number of records and their claims. */
export function rowsOf(
  table: TableName,
  graph: Graph,
  visible: Visible,
  stances: ActorStances,
): readonly Row[] {
  if (table === "entities")
    return items(graph.entities, visible.entities).map((item) => entityRow(graph, item, stances));
  if (table === "relations")
    return items(graph.relations, visible.relations).map((item) => relationRow(graph, item));
  return items(graph.claims, visible.claims).map((item) => claimRow(graph, item));
}

/** The table in which a record has its row, or undefined for sources and for what is not there. */
export function tableOf(graph: Graph, id: RecordId): TableName | undefined {
  if (graph.entities.has(id as EntityId)) return "entities";
  if (graph.relations.has(id as RelationId)) return "relations";
  return graph.claims.has(id as ClaimId) ? "claims" : undefined;
}

/** How a mark of review sorts: what needs work first. */
export function reviewRank({ reviewState }: Claim): number {
  return reviewState === undefined ? -1 : reviewStates.indexOf(reviewState);
}

function items<Id, Item>(all: ReadonlyMap<Id, Item>, ids: Iterable<Id>): readonly Item[] {
  const found: Item[] = [];
  for (const id of ids) {
    const item = all.get(id);
    if (item !== undefined) found.push(item);
  }
  return found;
}

// Facts are worked out when they are read: of thousands of rows some thirty are drawn, and one column sorts.

function entityRow(graph: Graph, entity: Entity, stances: ActorStances): EntityRow {
  return {
    table: "entities",
    id: entity.id,
    name: entity.label,
    entity,
    stance: stances.get(entity.id),
    get kind() {
      return kindLabel(graph, entity.kind);
    },
    get icon() {
      return entityTermOf(entity.kind, graph.meta).icon ?? "";
    },
    get aliases() {
      return allNamesOf(entity)
        .filter((name) => name !== entity.label)
        .join(", ");
    },
    get relationCount() {
      return countAt(graph.relationsAt, entity.id);
    },
    get claimCount() {
      return claimsAbout(graph, entity.id).size;
    },
  };
}

/** Claims on it, its positions, and claims on its relations: those the inspector lists. */
function claimsAbout(graph: Graph, id: EntityId): ReadonlySet<ClaimId> {
  const claims = new Set([...idsAt(graph.claimsOn, id), ...idsAt(graph.positionsBy, id)]);
  for (const relation of idsAt(graph.relationsAt, id)) {
    for (const claim of idsAt(graph.claimsOn, relation)) claims.add(claim);
  }
  return claims;
}

function relationRow(graph: Graph, relation: Relation): RelationRow {
  const claimCount = countAt(graph.claimsOn, relation.id);
  return {
    table: "relations",
    id: relation.id,
    relation,
    claimCount,
    isDraft: claimCount === 0,
    get name() {
      return relationSentence(graph, relation);
    },
    get from() {
      return nameIn(graph, relation.from);
    },
    get words() {
      return markedLabel(relationTermOf(relation.kind, graph.meta));
    },
    get to() {
      return nameIn(graph, relation.to);
    },
    get valid() {
      return periodWords(relation.validFrom, relation.validTo);
    },
    get validFrom() {
      return instant(relation.validFrom ?? relation.validTo);
    },
    get grade() {
      return bestGrade(graph, items(graph.claims, idsAt(graph.claimsOn, relation.id)));
    },
  };
}

/** "B2" before "C1": the source is judged first, and a dash sorts after every mark. */
function bestGrade(graph: Graph, claims: readonly Claim[]): Grade | undefined {
  const grades = claims.map((claim) => gradeOf(graph, claim));
  return grades.toSorted((a, b) => (a.pair < b.pair ? -1 : 1))[0];
}

function claimRow(graph: Graph, claim: Claim): ClaimRow {
  return {
    table: "claims",
    id: claim.id,
    name: claim.statement,
    claim,
    get on() {
      return recordLabel(graph, claim.on);
    },
    get actors() {
      return (claim.actors ?? []).map((actor) => nameIn(graph, actor)).join(", ");
    },
    get asserter() {
      const asserter = asserterOf(graph, claim);
      return typeof asserter === "object" ? asserter.label : (asserter ?? "");
    },
    get date() {
      return dateOf(claim);
    },
    get places() {
      return claim.evidence.map(({ source: id, locator }) => {
        const source = graph.sources.get(id);
        return { line: source ? sourceShort(source) : id, title: source?.title ?? id, locator };
      });
    },
    get grade() {
      return gradeOf(graph, claim);
    },
  };
}

function dateOf(claim: Claim): DatedFact | undefined {
  for (const of of ["valid", "said", "published"] as const) {
    const text = claim[of];
    if (text !== undefined) return { text, of, instant: instant(text) };
  }
  return undefined;
}

/** Where a date begins, for sorting; undefined when there is none to sort by. */
function instant(date: string | undefined): number | undefined {
  const span = date === undefined ? undefined : readDate(date);
  return span && (Number.isFinite(span.from) ? span.from : span.to);
}
