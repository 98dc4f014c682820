// All that the data files say, read one by one and not yet checked against each other.
import type { Dispute, Entity, Relation, Source } from "../schema/records.ts";
import type { ClaimId, RelationId } from "../schema/ids.ts";
import type { ClaimDraft } from "./expand-claim.ts";
import type { LocatorRule } from "./read-claims.ts";
import type { Settings } from "./read-entities.ts";
import type { Item } from "./read-items.ts";

/** The parts of the sample, each remembering its place in a file. */
export interface SeedData {
  /** No part was left out for not fitting, so that what is missing is missing indeed. */
  readonly isWhole: boolean;
  readonly settings: Item<Settings> | undefined;
  readonly sources: readonly Item<Source>[];
  /** Decisions among them. */
  readonly entities: readonly Item<Entity>[];
  readonly claims: readonly ClaimDraft[];
  readonly disputes: readonly Item<Dispute>[];
  readonly relations: readonly Relation[];
  /** Which relation each claim bears on, where it bears on one. */
  readonly relationOf: ReadonlyMap<ClaimId, RelationId>;
  readonly locatorRules: readonly LocatorRule[];
}
