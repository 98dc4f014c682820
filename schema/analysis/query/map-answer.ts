// Questions about how things hang together: neighbours, ways from one to another, and the decisions there are.
import type { ClaimId, EntityId } from "../../ids.ts";
import type { RelationKind } from "../../relation-kinds.ts";
import type { DecisionStatus, DecisionType } from "../../vocabulary.ts";
import { evaluate } from "../decision.ts";
import type { Evaluation } from "../evaluation.ts";
import { nameOf } from "./claim-row.ts";
import { linksThat, type Link } from "./links.ts";
import { listed, type Asked, type Listing, type WithClaims } from "./question.ts";
import { shortestPaths } from "./shortest-paths.ts";
import { select } from "./select.ts";

/** Somebody or something joined to the one asked about, and by what. */
export interface NeighbourRow extends WithClaims {
  readonly id: EntityId;
  readonly label: string;
  readonly kind: string;
  readonly links: readonly Link[];
}

/** One step of a path, in its order; each link reads in the direction it is drawn. */
export interface PathStep extends WithClaims {
  readonly from: EntityId;
  readonly to: EntityId;
  readonly links: readonly Link[];
}

/** A way from one to another. */
export interface PathRow extends WithClaims {
  readonly entities: readonly { readonly id: EntityId; readonly label: string }[];
  readonly steps: readonly PathStep[];
}

/** A decision with its evaluation on the whole map. */
export interface DecisionRow extends Omit<Evaluation, "claims">, WithClaims {
  readonly label: string;
  readonly decisionType: DecisionType | null;
  readonly status: DecisionStatus | null;
  readonly subject: EntityId | null;
  readonly object: EntityId | null;
}

/** "The TPP is not the CPTPP" leads from neither to the other. */
const nothingInCommon: RelationKind = "different-from";

/** Whom and what an entity is joined to, in order of id. */
export function neighboursAnswer(asked: Asked, of: EntityId): Listing<NeighbourRow> {
  const { graph } = asked.selection;
  const joined = linksByEnds(passingLinks(asked)).get(of) ?? new Map<EntityId, readonly Link[]>();
  const { kinds } = asked.filter;
  const ids = [...joined.keys()].filter(
    (id) => kinds.size === 0 || kinds.has(graph.entities.get(id)?.kind ?? ""),
  );
  return listed(ids.toSorted(), (id) => {
    const links = joined.get(id) ?? [];
    const kind = graph.entities.get(id)?.kind ?? "";
    return { id, label: nameOf(graph, id), kind, links, claims: claimsOf(links) };
  });
}

/** The shortest ways from one to another. Between them only kinds that the filter lets through. */
export function pathsAnswer(
  asked: Asked,
  { from, to, hops }: { readonly from: EntityId; readonly to: EntityId; readonly hops: number },
): Listing<PathRow> {
  const { graph } = asked.selection;
  const { kinds } = asked.filter;
  const joined = linksByEnds(passingLinks(asked).filter((link) => link.kind !== nothingInCommon));
  const isAllowed = (id: EntityId) =>
    kinds.size === 0 || id === from || id === to || kinds.has(graph.entities.get(id)?.kind ?? "");
  const neighbours = new Map(
    [...joined].map(([id, others]) => [id, [...others.keys()].filter(isAllowed).toSorted()] as const),
  );
  const paths = shortestPaths(neighbours, from, to, { hops, count: asked.limit });
  return listed(paths, (path) => {
    const steps = path.slice(1).map((id, index): PathStep => {
      const before = path[index] ?? id;
      const links = joined.get(before)?.get(id) ?? [];
      return { from: before, to: id, links, claims: claimsOf(links) };
    });
    const entities = path.map((id) => ({ id, label: nameOf(graph, id) }));
    return { entities, steps, claims: claimsOf(steps) };
  });
}

/** Decisions that pass, in order of id, each as `evaluate` has it: the filter chooses among them and changes none. */
export function decisionsAnswer({ whole, filter, selection, today }: Asked): Listing<DecisionRow> {
  const { asOf, knownBy, background } = filter;
  const when = {
    today,
    background,
    ...(asOf !== undefined && { asOf }),
    ...(knownBy !== undefined && { knownBy }),
  };
  const decisions = [...selection.entities].flatMap((id) => {
    const entity = selection.graph.entities.get(id);
    return entity?.kind === "decision" ? [entity] : [];
  });
  return listed(decisions, ({ id, label, decisionType, status, subject, object }) => {
    const { claims, ...evaluation } = evaluate(whole, id, when);
    return {
      ...evaluation,
      label,
      decisionType: decisionType ?? null,
      status: status ?? null,
      subject: subject ?? null,
      object: object ?? null,
      claims: claimsOf([...evaluation.positions, ...Object.values(claims).map((ids) => ({ claims: ids }))]),
    };
  });
}

/** Links whatever kinds their ends have: of a path, kinds choose the entities on the way. */
function passingLinks({ whole, filter, selection, moment }: Asked): readonly Link[] {
  const open = filter.kinds.size === 0 ? selection : select(whole, { ...filter, kinds: new Set() });
  return linksThat(whole, open, moment);
}

function linksByEnds(links: readonly Link[]): ReadonlyMap<EntityId, ReadonlyMap<EntityId, readonly Link[]>> {
  const joined = new Map<EntityId, Map<EntityId, Link[]>>();
  const add = (from: EntityId, to: EntityId, link: Link) => {
    const others = joined.get(from) ?? new Map<EntityId, Link[]>();
    joined.set(from, others.set(to, [...(others.get(to) ?? []), link]));
  };
  for (const link of links) {
    // What is joined to itself leads nowhere.
    if (link.from === link.to) continue;
    add(link.from, link.to, link);
    add(link.to, link.from, link);
  }
  return joined;
}

function claimsOf(items: readonly WithClaims[]): readonly ClaimId[] {
  return [...new Set(items.flatMap(({ claims }) => claims))].toSorted();
}
