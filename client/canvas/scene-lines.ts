// The lines of a scene: relations and stances as they are shown, without ways and colours.
import type { Evaluation } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import { idsAt } from "../../schema/id-index.ts";
import type { ClaimId, EntityId, RelationId } from "../../schema/ids.ts";
import type { Relation } from "../../schema/records.ts";
import { relationTermOf, type RelationTerm } from "../../schema/terms/terms.ts";
import type { Stance } from "../../schema/vocabulary.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import { gradeOf, type Grade } from "./grade.ts";

interface LineBase {
  readonly id: string;
  readonly from: EntityId;
  readonly to: EntityId;
  readonly isDirected: boolean;
  readonly grade: Grade;
}
/** What is shown of a relation beside its ends. */
const drawnOfRelation = ["id", "kind", "background", "strength"] as const;
type DrawnRelation = Pick<Relation, (typeof drawnOfRelation)[number]>;

/** A relation as it is shown. */
export interface RelationLine extends LineBase {
  readonly kind: "relation";
  readonly relation: DrawnRelation;
  /** How it reads from its first end. */
  readonly words: string;
}
/** An actor's stance as it is shown: a line to the decision. */
export interface StanceSceneLine extends LineBase {
  readonly kind: "stance";
  readonly stance: Stance;
  readonly isContested: boolean;
  readonly isStale: boolean;
  /** On another decision than the one being looked at. */
  readonly isAside: boolean;
  readonly claims: readonly ClaimId[];
}
export type SceneLine = RelationLine | StanceSceneLine;

/** What lines are made from. */
interface LinesInput {
  readonly graph: Graph;
  readonly stanceLines: readonly StanceLine[];
  readonly evaluation?: Evaluation | undefined;
  /** Of the nodes that are shown. */
  readonly ids: { has(id: EntityId): boolean };
}

/** Relations, then stances; lines of `before` are kept where they say the same. Linear in both. */
export function buildLines(input: LinesInput, before: readonly SceneLine[]): readonly SceneLine[] {
  const { graph, stanceLines, evaluation, ids } = input;
  const old = new Map(before.map((line) => [line.id, line]));
  const relations = Array.from(graph.relations.values(), (relation) =>
    reuseRelationLine(
      old.get(relation.id),
      relation,
      gradeOf(graph, idsAt(graph.claimsOn, relation.id)),
      relationTermOf(relation.kind, graph.meta),
    ),
  );
  const stances = stanceLines
    .filter(({ actor, decision }) => ids.has(actor) && ids.has(decision))
    .map((stance) => stanceSceneLine(stance, gradeOf(graph, stance.claims), evaluation?.decision))
    .map((line) => reuseStanceLine(old.get(line.id), line));
  return [...relations, ...stances];
}

/** Whether this is the line of a relation, which is a record and can be selected. */
export function isRelationLine(line: SceneLine): line is RelationLine & { readonly id: RelationId } {
  return line.kind === "relation";
}

/** Lines at each node, either end. */
export function indexLines(lines: readonly SceneLine[]): ReadonlyMap<EntityId, readonly SceneLine[]> {
  const index = new Map<EntityId, SceneLine[]>();
  const add = (id: EntityId, line: SceneLine) => {
    const list = index.get(id);
    if (list) list.push(line);
    else index.set(id, [line]);
  };
  for (const line of lines) {
    add(line.from, line);
    if (line.to !== line.from) add(line.to, line);
  }
  return index;
}

function reuseRelationLine(
  old: SceneLine | undefined,
  relation: Relation,
  grade: Grade,
  term: RelationTerm,
): RelationLine {
  const line = relationLine(relation, grade, term);
  return old?.kind === "relation" && sameRelationLine(old, line) ? old : line;
}

function sameRelationLine(one: RelationLine, other: RelationLine): boolean {
  const isSame = one.from === other.from && one.to === other.to && one.grade === other.grade;
  const saysSame = one.words === other.words && one.isDirected === other.isDirected;
  return (
    isSame && saysSame && drawnOfRelation.every((field) => one.relation[field] === other.relation[field])
  );
}

function reuseStanceLine(old: SceneLine | undefined, line: StanceSceneLine): StanceSceneLine {
  return old?.kind === "stance" && sameStanceLine(old, line) ? old : line;
}

function relationLine(relation: Relation, grade: Grade, term: RelationTerm): RelationLine {
  const { id, from, to } = relation;
  const { label: words, isSymmetric } = term;
  return { kind: "relation", id, from, to, relation, words, grade, isDirected: !isSymmetric };
}

function stanceSceneLine(line: StanceLine, grade: Grade, focus: EntityId | undefined): StanceSceneLine {
  const { actor, decision, stance, contested, stale, claims } = line;
  return {
    kind: "stance",
    id: stanceLineId(actor, decision),
    from: actor,
    to: decision,
    isDirected: true,
    grade,
    stance,
    isContested: contested,
    isStale: stale,
    isAside: focus !== undefined && focus !== decision,
    claims,
  };
}

/** Stances are claims, not records of their own, so their lines are named by both ends. */
function stanceLineId(actor: EntityId, decision: EntityId): string {
  return `${actor}>${decision}`;
}

function sameStanceLine(one: StanceSceneLine, other: StanceSceneLine): boolean {
  return (
    one.stance === other.stance &&
    one.grade === other.grade &&
    one.isContested === other.isContested &&
    one.isStale === other.isStale &&
    one.isAside === other.isAside &&
    one.claims.join() === other.claims.join()
  );
}
