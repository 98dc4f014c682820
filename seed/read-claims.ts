// Reads the claims of one source. A claim bears on an entity or a decision (`on`), or on a relation, which it
// writes out; a relation one of whose ends says `each` stands for one claim per entity named.
import type { EntityId, SourceId } from "../schema/ids.ts";
import { expandClaim, type ClaimDraft } from "./expand-claim.ts";
import { readItem, readItems, type Item } from "./read-items.ts";
import type { Report, SeedFile } from "./seed-file.ts";
import { claimHeaderSchema, writtenClaimSchema, type ClaimHeader } from "./written-claim.ts";

/** How places in one source are written. */
export interface LocatorRule {
  readonly source: SourceId;
  readonly pattern: RegExp;
  readonly example: string;
  /** Where the rule stands. */
  readonly at: string;
}

/** What one file of claims says; without a rule where its top is unusable. */
export interface ClaimFile {
  readonly rule: LocatorRule | undefined;
  readonly drafts: readonly ClaimDraft[];
}

/** Reads a file of claims. `labelOf` gives the names that stand for `{from}` and `{to}`. */
export function readClaims(file: SeedFile, labelOf: (id: EntityId) => string, report: Report): ClaimFile {
  const header = readItem(file, [], claimHeaderSchema, report);
  // Without a header the claims are still checked one by one, so that all faults are told at once.
  const items = readItems(file, ["claims"], writtenClaimSchema, report);
  if (!header) return { rule: undefined, drafts: [] };
  const drafts = items.flatMap((item) => expandClaim(item, header.value, labelOf, report));
  return { rule: toRule(header, report), drafts };
}

function toRule({ value, at }: Item<ClaimHeader>, report: Report): LocatorRule | undefined {
  const { source, locator: rule } = value;
  try {
    const pattern = new RegExp(`^(?:${rule.pattern})$`, "u");
    return { source, pattern, example: rule.example, at: at("source") };
  } catch (error) {
    report(at("locator", "pattern"), `is no regular expression: ${String(error)}`);
    return undefined;
  }
}
