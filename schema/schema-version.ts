// Which version of this data model a workspace is written in, how older versions are read, and when a workspace is too
// new for this program to write in. Rules VER-1 to VER-4.
import type * as Y from "yjs";

import type { DocumentReader, RecordRoot } from "./document.ts";
import { EntenteError } from "./errors.ts";
import type { RecordId } from "./ids.ts";

/** Fields of a record as they stand in the document, patches over base, not yet checked. */
export type RawFields = Readonly<Record<string, unknown>>;

/**
 * Reads a record of one version as one of the next. Pure. A record that has the newer form already it leaves as it is,
 * since in a workspace of the older version newer programs have written too.
 */
export type Upcaster = (root: RecordRoot, id: RecordId, fields: RawFields) => RawFields;

/**
 * The first reads version 1 as version 2, and so on; each of them for ever, since documents are not rewritten. There is
 * none so far: a field that is only added needs none.
 */
export const upcasters: readonly Upcaster[] = [];

/** The version that this program writes. */
export const schemaVersion = upcasters.length + 1;

/** Settings in root `m` that only the server writes: the version, and the oldest one that may still write. */
const serverSettings = ["schema", "minWrite"] as const;

/** Whether a key is the server's to write and nobody else's. */
export function isServerSetting(root: string, key: string): boolean {
  return root === "m" && (serverSettings as readonly string[]).includes(key);
}

/** The version a workspace began with. Those from before versions were written began with the first. */
export function readSchemaVersion(doc: DocumentReader): number {
  return readVersion(doc, "schema");
}

/** Whether a newer program has changed a workspace in a way that this one must not write over. Any document will do. */
export function isTooNew(doc: Y.Doc | DocumentReader): boolean {
  // Documents of other rooms have no settings, and none are made by asking.
  const hasSettings = !("share" in doc) || doc.share.has("m");
  return hasSettings && readVersion(doc, "minWrite") > schemaVersion;
}

/** @throws EntenteError `schema-too-new` */
export function refuseTooNew(doc: Y.Doc): void {
  if (isTooNew(doc)) throw new EntenteError("schema-too-new");
}

/** What reads the records of a workspace, or undefined where they need no reading. */
export function upcastFrom(version: number, list: readonly Upcaster[]): Upcaster | undefined {
  const needed = list.slice(version - 1);
  if (needed.length === 0) return undefined;
  return (root, id, fields) => needed.reduce((read, upcaster) => upcaster(root, id, read), fields);
}

function readVersion(doc: DocumentReader, key: (typeof serverSettings)[number]): number {
  const version = doc.getMap("m").get(key);
  return typeof version === "number" && Number.isSafeInteger(version) && version > 0 ? version : 1;
}
