// The plain questions: which claims, relations and entities there are, what has no source, what is new.
import { idsAt } from "../../id-index.ts";
import type { ClaimId, EntityId } from "../../ids.ts";
import type { Claim, Entity, Relation } from "../../records.ts";
import { compareInstants, startOfDate } from "../../time.ts";
import { publishedAt } from "../../time-filter.ts";
import { certaintiesOf, toClaimRow, type ClaimRow } from "./claim-row.ts";
import { relationReading, type Link } from "./links.ts";
import { listed, type Asked, type Listing, type WithClaims } from "./question.ts";
import { entitiesNamed } from "./select.ts";

/** A relation with its claims that pass; a draft has none. */
export type RelationRow = Relation & WithClaims & Pick<Link, "reading" | "certainties">;

/** An entity with the claims that pass and name it. */
export type EntityRow = Entity & WithClaims;

/** What no source stands behind: a relation without a claim, or a claim without evidence. */
export interface UnsourcedRow extends WithClaims {
  readonly kind: "relation" | "claim";
  readonly id: string;
  /** What it says. */
  readonly text: string;
}

/** A claim that is new since a day, and in which sense. */
export type ChangeRow = ClaimRow & { readonly changed: "published" | "valid" };

/** The claims that pass, in order of id. */
export function claimsAnswer({ selection: { graph, claims } }: Asked): Listing<ClaimRow> {
  const found = [...claims].flatMap((id) => graph.claims.get(id) ?? []);
  return listed(found, (claim) => toClaimRow(graph, claim));
}

/** The relations that pass, in order of id. */
export function relationsAnswer({ selection: { graph, claims, relations } }: Asked): Listing<RelationRow> {
  const found = [...relations].flatMap((id) => graph.relations.get(id) ?? []);
  return listed(found, (relation) => {
    const behind = [...idsAt(graph.claimsOn, relation.id)].filter((id) => claims.has(id)).toSorted();
    const reading = relationReading(graph, relation.id);
    return { ...relation, reading, certainties: certaintiesOf(graph, behind), claims: behind };
  });
}

/** The entities that pass, in order of id. */
export function entitiesAnswer({ selection: { graph, claims, entities } }: Asked): Listing<EntityRow> {
  const claimsOf = new Map<EntityId, ClaimId[]>();
  for (const id of claims) {
    const claim = graph.claims.get(id);
    const named = new Set(claim ? entitiesNamed(graph, claim) : []);
    for (const entity of named) {
      const known = claimsOf.get(entity);
      if (known) known.push(id);
      else claimsOf.set(entity, [id]);
    }
  }
  const found = [...entities].flatMap((id) => graph.entities.get(id) ?? []);
  return listed(found, (entity) => ({ ...entity, claims: claimsOf.get(entity.id) ?? [] }));
}

/** Drafts and claims without evidence, relations first. */
export function unsourcedAnswer({ selection: { graph, claims, relations } }: Asked): Listing<UnsourcedRow> {
  const drafts = [...relations].filter((id) => !graph.claimsOn.has(id));
  const bare = [...claims].filter((id) => graph.claims.get(id)?.evidence.length === 0);
  const rows: readonly UnsourcedRow[] = [
    ...drafts.map((id) => ({ kind: "relation" as const, id, text: relationReading(graph, id), claims: [] })),
    ...bare.map((id) => ({
      kind: "claim" as const,
      id,
      text: graph.claims.get(id)?.statement ?? id,
      claims: [id],
    })),
  ];
  return listed(rows, (row) => row);
}

/** The claims that pass and were published, or began to hold, on or after an instant; oldest first. */
export function changesAnswer({ selection: { graph, claims } }: Asked, sinceMs: number): Listing<ChangeRow> {
  const changes = [...claims].flatMap((id): readonly Change[] => {
    const claim = graph.claims.get(id);
    if (!claim) return [];
    const published = publishedAt(graph, claim);
    if (published >= sinceMs) return [{ claim, changed: "published", at: published }];
    const began = startOfDate(claim.valid);
    return began >= sinceMs ? [{ claim, changed: "valid", at: began }] : [];
  });
  // Sorting is stable, so claims of one day stay in order of id.
  const oldestFirst = changes.toSorted((a, b) => compareInstants(a.at, b.at));
  return listed(oldestFirst, ({ claim, changed }) => ({ ...toClaimRow(graph, claim), changed }));
}

interface Change {
  readonly claim: Claim;
  readonly changed: ChangeRow["changed"];
  /** Milliseconds since 1970. */
  readonly at: number;
}
