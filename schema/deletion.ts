// The mark that puts a record in the bin. It says what the record was like for whoever deleted it, so that an edit
// made at the same time, or since, is seen in the bin, by the document alone.
import { canonicalJson } from "./canonical.ts";
import { deletedField } from "./document.ts";

/**
 * Who deleted a record, when by their clock in seconds since 1970, and a fingerprint of what they saw. A list, since the
 * names of three fields would be a third of all that a deletion sends. Rule VER-6.
 */
export type DeletionMark = readonly [by: string, at: number, seen: number];

/** A mark as it is read. */
export interface Deletion {
  /** Empty where a foreign program left it out, as is the instant. */
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Whether the record had these contents for whoever deleted it. True where a foreign program left that out. */
  readonly hasSeen: (base: unknown, patches: ReadonlyMap<string, unknown>) => boolean;
  /** The import whose undo deleted the record. */
  readonly imp?: string;
}

/** The mark for a record of these contents: its base, and its patches by field. Rule CON-8. */
export function deletionMark(
  base: unknown,
  patches: ReadonlyMap<string, unknown>,
  { user, at }: { readonly user: string; readonly at: string },
): DeletionMark {
  return [user, Math.floor(Date.parse(at) / 1000), fingerprint(base, patches) & seenMask];
}

/** What stands at `$del`, in the form of today or in the first one, `{by, at, seen}`; undefined where nothing is deleted. */
export function readDeletion(mark: unknown): Deletion | undefined {
  if (typeof mark !== "object" || mark === null) return undefined;
  if (Array.isArray(mark)) {
    const [by, at, seen, imp] = mark as readonly unknown[];
    return toDeletion({ by, at: instantOf(at), seen, imp }, seenMask);
  }
  return toDeletion(mark, 0xffffffff);
}

/** 27 bits: four bytes on the wire, and one change in a hundred million is not told. */
const seenMask = 0x7ffffff;

function toDeletion(
  { by, at, seen, imp }: { readonly [Field in "by" | "at" | "seen" | "imp"]?: unknown },
  mask: number,
): Deletion {
  return {
    by: typeof by === "string" ? by : "",
    at: typeof at === "string" ? at : "",
    hasSeen: (base, patches) =>
      typeof seen !== "number" || seen === (fingerprint(base, patches) & mask) >>> 0,
    ...(typeof imp === "string" && { imp }),
  };
}

/** Empty for what is no instant: a document may hold anything. */
function instantOf(seconds: unknown): string {
  const date = new Date(typeof seconds === "number" ? seconds * 1000 : Number.NaN);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString();
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
