// A claim as an answer cites it: with the place it stands in, who says it, in what grade, and when.
import type { Graph } from "../../graph.ts";
import type { ClaimId, EntityId } from "../../ids.ts";
import type { Claim } from "../../records.ts";
import { reliabilities, type Certainty } from "../../vocabulary.ts";
import { claimDate } from "../positions.ts";

/** A claim with what a citation says of it. */
export type ClaimRow = Claim & {
  /** Name of whoever asserts it. */
  readonly asserter: string | null;
  /** Such as "C3"; of several sources the most reliable counts. A mark that nobody has given is "?". */
  readonly grade: string;
  /** EDTF as written: when it held, else when it was said or published. */
  readonly date: string | null;
  /** Source and place in it, such as "000 p4". */
  readonly places: readonly string[];
};

/** A claim with its citation. */
export function toClaimRow(graph: Graph, claim: Claim): ClaimRow {
  const { assertedBy, credibility, evidence } = claim;
  const marks = evidence.map(({ source }) => graph.sources.get(source)?.reliability);
  const reliability = reliabilities.find((mark) => marks.includes(mark)) ?? "?";
  return {
    ...claim,
    asserter: assertedBy === undefined ? null : nameOf(graph, assertedBy as EntityId),
    grade: `${reliability}${credibility ?? "?"}`,
    date: claimDate(graph, claim) || null,
    places: evidence.map(({ source, locator }) => `${source.split(":")[1] ?? source} ${locator}`),
  };
}

/** The claims of these ids, each once, in order of id. */
export function citeClaims(graph: Graph, ids: Iterable<ClaimId>): readonly ClaimRow[] {
  const claims = [...new Set(ids)].toSorted().flatMap((id) => graph.claims.get(id) ?? []);
  return claims.map((claim) => toClaimRow(graph, claim));
}

/** How sure those are who assert the claims, each degree once, sorted: a link may rest on denials or wishes alone. */
export function certaintiesOf(graph: Graph, ids: Iterable<ClaimId>): readonly Certainty[] {
  const said = [...ids].flatMap((id) => graph.claims.get(id)?.certainty ?? []);
  return [...new Set(said)].toSorted();
}

/** An entity's label, or its id where it is not on the map. */
export function nameOf(graph: Graph, id: EntityId): string {
  return graph.entities.get(id)?.label ?? id;
}
