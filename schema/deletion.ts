// The mark that puts a record in the bin. It says what the record was like for whoever deleted it, so that an edit
// made at the same time, or since, is seen in the bin, by the document alone.
import { canonicalJson } from "./canonical.ts";
import { deletedField, type Json } from "./document.ts";

/** Who deleted a record, when by their clock, and a fingerprint of what they saw. */
export interface DeletionMark {
  readonly by: string;
  readonly at: string;
  readonly seen: number;
}

/** The mark for a record of these contents: its base, and its patches by field. Rule CON-8. */
export function deletionMark(
  base: unknown,
  patches: ReadonlyMap<string, unknown>,
  { user, at }: { readonly user: string; readonly at: string },
): DeletionMark & { readonly [field: string]: Json } {
  return { by: user, at, seen: fingerprint(base, patches) };
}

/** Whether a deleted record is another than its mark says. False where a foreign program left that out. */
export function isChangedSince(mark: unknown, base: unknown, patches: ReadonlyMap<string, unknown>): boolean {
  const { seen } = mark as { readonly seen?: unknown };
  return typeof seen === "number" && seen !== fingerprint(base, patches);
}

/** The patches of some records by field, from all keys of their root; of equal keys the last counts. */
export function readPatches(
  entries: Iterable<readonly [key: string, value: unknown]>,
  ids: ReadonlySet<string>,
): ReadonlyMap<string, Map<string, unknown>> {
  const patches = new Map<string, Map<string, unknown>>([...ids].map((id) => [id, new Map()]));
  for (const [key, value] of entries) {
    const slash = key.indexOf("/");
    if (slash !== -1) patches.get(key.slice(0, slash))?.set(key.slice(slash + 1), value);
  }
  return patches;
}

/** A patch that only repeats the base, or clears what was not there, changes nothing. FNV-1a, 32 bits. */
function fingerprint(base: unknown, patches: ReadonlyMap<string, unknown>): number {
  const fields = new Map(Object.entries(typeof base === "object" && base !== null ? base : {}));
  for (const [field, value] of patches) if (field !== deletedField) fields.set(field, value);
  const said = [...fields].filter(([, value]) => value !== null && value !== undefined);
  let hash = 0x811c9dc5;
  for (const character of canonicalJson(Object.fromEntries(said))) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  }
  return hash >>> 0;
}
