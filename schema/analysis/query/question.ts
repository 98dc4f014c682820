// What every question is given, and what its answer looks like.
import type { Graph } from "../../graph.ts";
import type { ClaimId } from "../../ids.ts";
import type { Moment } from "../electorate.ts";
import type { ClaimRow } from "./claim-row.ts";
import type { QueryFilter } from "./filter.ts";
import type { Selection } from "./select.ts";

/** A question being answered. */
export interface Asked {
  /** The whole map: decisions are evaluated on it, whatever the filter leaves. */
  readonly whole: Graph;
  readonly filter: QueryFilter;
  /** What the filter leaves. */
  readonly selection: Selection;
  /** The filter's dates, today where it has none. */
  readonly moment: Moment;
  /** YYYY-MM-DD */
  readonly today: string;
  /** Items wanted, at most. */
  readonly limit: number;
}

/** All items of an answer, each made only when its page is. */
export interface Listing<Row> {
  readonly total: number;
  row(index: number): Row;
}

/** The answer to a question, or one page of it. */
export interface Answer<Row = unknown> {
  /** As asked; null where the answer is for no day in particular. */
  readonly asOf: string | null;
  readonly knownBy: string | null;
  readonly total: number;
  /** Place of the first item here among all. */
  readonly offset: number;
  /** The offset of the next page, or null where there is none. */
  readonly next: number | null;
  /** In an order that is the same each time. */
  readonly items: readonly Row[];
  /** The claims that the items list, with their citations, where the question cites. */
  readonly cited: readonly ClaimRow[];
}

/** An item that lists its claims. */
export interface WithClaims {
  readonly claims: readonly ClaimId[];
}

/** A listing of what is made already. */
export function listed<Item, Row>(items: readonly Item[], toRow: (item: Item) => Row): Listing<Row> {
  return {
    total: items.length,
    row(index) {
      const item = items[index];
      if (item === undefined) throw new RangeError(`There is no item ${index}.`);
      return toRow(item);
    },
  };
}
