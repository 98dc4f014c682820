// The graph as nodes and lines with their looks, but without places and colours. Whatever looks and reads as before
// keeps its object, so that the canvas finds what to draw by comparing identities.
import type { Evaluation, Position } from "../../schema/analysis/evaluation.ts";
import type { Graph } from "../../schema/graph.ts";
import { countAt } from "../../schema/id-index.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { entityTermOf, markedLabel } from "../../schema/terms/terms.ts";
import type { StanceState } from "../../schema/vocabulary.ts";
import type { StanceLine } from "../app/stance-lines.ts";
import { kindIcon } from "../controls/kind-icon.ts";
import { nodeLook, stateCode, type NodeLook } from "./node-look.ts";
import { buildLines, indexLines, type SceneLine } from "./scene-lines.ts";

/** Where an actor stands on the decision being looked at. */
export interface NodeStance {
  readonly state: StanceState;
  /** Has a vote in it. */
  readonly isElector: boolean;
  readonly isContested: boolean;
  readonly isStale: boolean;
}

/** What is shown of an entity beside its look. Where that stays the same, a node outlives other versions of the record. */
const drawnFields = ["id", "kind", "label", "background", "subject", "object"] as const;
type DrawnEntity = Pick<Entity, (typeof drawnFields)[number]>;

/** An entity as it is shown. */
export interface SceneNode {
  readonly id: EntityId;
  readonly entity: DrawnEntity;
  readonly degree: number;
  readonly look: NodeLook;
  /** Its kind in words. */
  readonly kind: string;
  readonly stance?: NodeStance;
  /** The decision being looked at. */
  readonly isFocus: boolean;
}

/** What the canvas shows, before places: nodes and lines with all that their look depends on. */
export interface Scene {
  readonly nodes: ReadonlyMap<EntityId, SceneNode>;
  /** Relations first, stances over them. */
  readonly lines: readonly SceneLine[];
  readonly linesAt: ReadonlyMap<EntityId, readonly SceneLine[]>;
}

export const emptyScene: Scene = { nodes: new Map(), lines: [], linesAt: new Map() };

/** What a scene is made from. */
export interface SceneInput {
  readonly graph: Graph;
  readonly stanceLines: readonly StanceLine[];
  readonly evaluation?: Evaluation | undefined;
}

/** The scene for these data; objects of `before` are kept where they say the same. Linear in records. */
export function buildScene(input: SceneInput, before: Scene = emptyScene): Scene {
  const nodes = buildNodes(input, before);
  const lines = buildLines({ ...input, ids: nodes }, before.lines);
  return { nodes, lines, linesAt: indexLines(lines) };
}

function buildNodes(input: SceneInput, before: Scene): ReadonlyMap<EntityId, SceneNode> {
  const { graph, evaluation, stanceLines } = input;
  const stances = stancesOf(evaluation);
  const stanceDegrees = Map.groupBy(stanceLines, (line) => line.decision);
  const nodes = new Map<EntityId, SceneNode>();
  for (const [id, entity] of graph.entities) {
    const stance = stances.get(id);
    const degree = countAt(graph.relationsAt, id) + (stanceDegrees.get(id)?.length ?? 0);
    nodes.set(id, reuseNode(before.nodes.get(id), { id, entity, degree, stance, evaluation, graph }));
  }
  return nodes;
}

interface NodeParts {
  readonly id: EntityId;
  readonly entity: Entity;
  readonly degree: number;
  readonly stance: NodeStance | undefined;
  readonly evaluation: Evaluation | undefined;
  readonly graph: Graph;
}

function reuseNode(old: SceneNode | undefined, parts: NodeParts): SceneNode {
  const { id, entity, degree, stance, evaluation, graph } = parts;
  const isFocus = evaluation?.decision === id;
  const term = entityTermOf(entity.kind, graph.meta);
  const icon = iconOf(entity, isFocus ? evaluation : undefined, term.icon);
  const kind = markedLabel(term);
  if (old && hasSameTerm(old, kind, icon) && saysSame(old, { entity, degree, isFocus, stance })) return old;
  return {
    id,
    entity,
    degree,
    isFocus,
    look: nodeLook(entity, degree, icon, isFocus),
    kind,
    ...(stance && { stance }),
  };
}

/** Icons are not used where there are words inside. */
function hasSameTerm({ kind: oldKind, look }: SceneNode, kind: string, icon: string): boolean {
  return oldKind === kind && (look.icon === "" || look.icon === icon);
}

function iconOf(entity: Entity, evaluation: Evaluation | undefined, chosen: string | undefined): string {
  return entity.kind === "decision" ? decisionIcon(entity, evaluation) : kindIcon(entity.kind, chosen);
}

function saysSame(
  old: SceneNode,
  {
    entity,
    degree,
    isFocus,
    stance,
  }: Pick<SceneNode, "degree" | "isFocus"> & Pick<NodeParts, "entity" | "stance">,
): boolean {
  return (
    looksSame(old, entity) &&
    old.degree === degree &&
    old.isFocus === isFocus &&
    sameStance(old.stance, stance)
  );
}

function looksSame({ entity: old, look }: SceneNode, entity: Entity): boolean {
  if (old === entity) return true;
  if (drawnFields.some((field) => old[field] !== entity[field])) return false;
  return look.role !== "state" || look.inside[0] === stateCode(entity);
}

const resultIcons = {
  carried: "check",
  blocked: "x",
  open: "ellipsis",
  "not-evaluable": "circle-help",
} as const;
const statusIcons = {
  "not-started": "clock",
  open: "ellipsis",
  stalled: "hourglass",
  carried: "check",
  rejected: "x",
  lapsed: "ban",
} as const;

function decisionIcon(entity: Entity, evaluation: Evaluation | undefined): string {
  if (evaluation) return resultIcons[evaluation.result];
  if (entity.outcome) return statusIcons[entity.outcome.result];
  return entity.status ? statusIcons[entity.status] : "vote";
}

function stancesOf(evaluation: Evaluation | undefined): ReadonlyMap<EntityId, NodeStance> {
  if (!evaluation) return new Map();
  const electors = new Set(evaluation.electors);
  const known = (position: Position): [EntityId, NodeStance] => [
    position.actor,
    {
      state: position.stance,
      isElector: electors.has(position.actor),
      isContested: position.contested,
      isStale: position.stale,
    },
  ];
  const silent = evaluation.unknown.map((id): [EntityId, NodeStance] => [
    id,
    { state: "unknown", isElector: true, isContested: false, isStale: false },
  ]);
  return new Map([...silent, ...evaluation.positions.map(known)]);
}

function sameStance(one: NodeStance | undefined, other: NodeStance | undefined): boolean {
  if (!one || !other) return one === other;
  return (
    one.state === other.state &&
    one.isElector === other.isElector &&
    one.isContested === other.isContested &&
    one.isStale === other.isStale
  );
}
