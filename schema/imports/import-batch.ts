// What is remembered of an import, in root `i`, so that anybody can see it, undo it and bring it back later: who, when
// and what, and for every key that it wrote beside its own new records, what stood there and which write it was.
import type * as Y from "yjs";

import {
  importRoot,
  isStorable,
  readKey,
  recordRoots,
  rootOf,
  type GraphRoot,
  type Json,
  type WriteId,
} from "../document.ts";
import type { EditRoot, PlannedWrite, Write } from "../edits.ts";
import { isId, type RecordId } from "../ids.ts";
import { isJsonObject } from "../json-object.ts";

/** One import, as a list of imports shows it. */
export interface ImportBatch {
  /** Eight small letters or digits. */
  readonly id: string;
  readonly by: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Of the file, or what else it was called. */
  readonly name: string;
  /** Records it added, and existing ones it changed. */
  readonly added: number;
  readonly changed: number;
  /** Present while it is undone. */
  readonly undone?: {
    readonly by: string;
    readonly at: string;
    /** Records put in the bin, fields put back, and what was left alone. */
    readonly removed: number;
    readonly restored: number;
    readonly left: number;
  };
}

/** A write of an import or of its undo, with what stood there before it. */
export interface RememberedWrite {
  readonly root: GraphRoot;
  readonly key: string;
  readonly id: WriteId;
  readonly before: Json | undefined;
  /** The undo left it alone, so bringing the import back leaves it alone too. */
  readonly isKept?: boolean;
}

/** What one transaction of an import remembers. */
export interface MemoryPart {
  /** Where it stands in root `i`. */
  readonly key: string;
  readonly writes: readonly RememberedWrite[];
}

const batchIdLength = 8;
const batchIdAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** A new id of an import, 40 bits of randomness. It stands in every record that the import adds, so it is short. */
export function randomBatchId(randomBytes: (count: number) => Uint8Array): string {
  return Array.from(randomBytes(batchIdLength), (byte) => batchIdAlphabet[byte % 32]).join("");
}

/** All imports, newest first. What is not of the expected form is left out or read as nothing. */
export function readImports(doc: Y.Doc): readonly ImportBatch[] {
  const map = doc.getMap(importRoot);
  const batches = [...map].flatMap(([key, value]) =>
    !key.includes("/") && isJsonObject(value) ? [toBatch(key, value, map.get(`${key}/$del`))] : [],
  );
  const keyOf = ({ at, id }: ImportBatch) => `${at} ${id}`;
  return batches.toSorted((a, b) => (keyOf(a) < keyOf(b) ? 1 : -1));
}

/** The records that an import added, whatever has become of them since. Linear in the document. */
export function recordsOf(doc: Y.Doc, batch: string): ReadonlySet<RecordId> {
  const ids = new Set<RecordId>();
  for (const root of recordRoots) {
    for (const [key, value] of doc.getMap(root)) {
      if (isId(key) && isJsonObject(value) && value["imp"] === batch) ids.add(key);
    }
  }
  return ids;
}

/** What an import remembers, by its transactions. */
export function readMemory(doc: Y.Doc, batch: string): readonly MemoryPart[] {
  return [...doc.getMap(importRoot)]
    .filter(([key]) => key.startsWith(`${batch}/part`))
    .map(([key, value]) => ({
      key,
      writes: isJsonObject(value) ? Object.entries(value).flatMap(toRemembered) : [],
    }));
}

/** The key of an import's record that holds what its transaction of that number remembers. */
export function memoryKey(batch: string, index: number): string {
  return `${batch}/part${index}`;
}

/**
 * What a transaction has to remember: what it wrote to settings and records, but for new records, which say themselves
 * whose they are. Settled conflicts stay settled.
 */
export function rememberedWrites(writes: readonly Write[]): readonly RememberedWrite[] {
  return writes.flatMap(({ root, key, afterId, before }) =>
    isRemembered(root) && !isId(key) ? [{ root, key, id: afterId, before }] : [],
  );
}

/** The write that keeps this memory. A value too deep to be kept inside another is not; its key will be left alone. */
export function memoryWrite(key: string, writes: readonly RememberedWrite[]): PlannedWrite {
  const entries = writes.map(({ key: at, id, before, isKept }): [string, Json] => {
    const write = [id.client, id.clock];
    return [at, { write, ...(before !== undefined && { was: before }), ...(isKept && { isKept }) }];
  });
  const kept = entries.filter(([, value]) => isStorable(value, 1));
  return { root: importRoot, key, value: Object.fromEntries(kept) };
}

function isRemembered(root: EditRoot): root is GraphRoot {
  return root === "m" || (recordRoots as readonly string[]).includes(root);
}

function toRemembered([key, value]: readonly [string, unknown]): readonly RememberedWrite[] {
  if (!isJsonObject(value) || !Array.isArray(value["write"])) return [];
  const [client, clock] = value["write"] as readonly unknown[];
  if (typeof client !== "number" || typeof clock !== "number") return [];
  const read = readKey(key);
  const root = read ? rootOf(read.id) : "m";
  // Whatever stands in a document is plain JSON.
  const before = value["was"] as Json | undefined;
  return [{ root, key, id: { client, clock }, before, ...(value["isKept"] === true && { isKept: true }) }];
}

function toBatch(id: string, value: Readonly<Record<string, unknown>>, mark: unknown): ImportBatch {
  return {
    id,
    ...authorOf(value),
    name: textOf(value["name"]),
    added: countOf(value["added"]),
    changed: countOf(value["changed"]),
    ...(isJsonObject(mark) && {
      undone: {
        ...authorOf(mark),
        removed: countOf(mark["removed"]),
        restored: countOf(mark["restored"]),
        left: countOf(mark["left"]),
      },
    }),
  };
}

function authorOf({ by, at }: Readonly<Record<string, unknown>>) {
  return { by: textOf(by), at: textOf(at) };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function countOf(value: unknown): number {
  return typeof value === "number" ? value : 0;
}
