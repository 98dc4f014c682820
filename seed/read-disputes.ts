// Reads which claims cannot hold together. A dispute names claims of any file, so it is checked after all are read.
import * as v from "valibot";

import { disputePrefix, hasPrefix } from "../schema/ids.ts";
import { disputeFields, disputeIdSchema, type Dispute } from "../schema/records.ts";
import type { ClaimDraft } from "./expand-claim.ts";
import { readItems, type Item } from "./read-items.ts";
import type { Report, SeedFile } from "./seed-file.ts";

const { kind: _kind, ...fieldsWithoutKind } = disputeFields;
const disputeSchema = v.object({ id: disputeIdSchema, ...fieldsWithoutKind });

/** Disputes, from a file that is one list. */
export function readDisputes(file: SeedFile, report: Report): Item<Dispute>[] {
  return readItems(file, [], disputeSchema, report).map(({ value, at }) => {
    if (!hasPrefix(value.id, disputePrefix)) {
      report(at("id"), `“${value.id}” must begin with “${disputePrefix}:” here`);
    }
    return { value: { ...value, kind: "dispute" }, at };
  });
}

/** Reports disputes about claims that no file has. */
export function checkDisputes(
  disputes: readonly Item<Dispute>[],
  claims: readonly ClaimDraft[],
  report: Report,
): void {
  const known = new Set(claims.map(({ id }) => id));
  for (const { value, at } of disputes) {
    value.claims.forEach((id, index) => {
      if (!known.has(id)) report(at("claims", index), `“${id}” is an unknown claim: add it or correct it`);
    });
  }
}
