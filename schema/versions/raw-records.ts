// Which fields of each record stand in a document as keys of their own.
import type * as Y from "yjs";

import { readFields } from "../assemble.ts";
import { readKey, rootOf, type RecordRoot } from "../document.ts";
import type { RecordId } from "../ids.ts";

/** The records of one document, unchecked. Each root is read once, when it is first asked for. */
export class RawRecords {
  readonly #doc: Y.Doc;
  readonly #fields = new Map<RecordRoot, ReadonlyMap<string, readonly string[]>>();

  constructor(doc: Y.Doc) {
    this.#doc = doc;
  }

  /** A record's fields, patches over base; undefined without a usable base. */
  fieldsOf(id: RecordId): Readonly<Record<string, unknown>> | undefined {
    const root = rootOf(id);
    return readFields(this.#doc.getMap(root), id, this.#fieldsIn(root).get(id) ?? []);
  }

  #fieldsIn(root: RecordRoot): ReadonlyMap<string, readonly string[]> {
    const known = this.#fields.get(root);
    if (known) return known;
    const fields = new Map<string, string[]>();
    for (const key of this.#doc.getMap(root).keys()) {
      const read = readKey(key);
      if (read?.field === undefined) continue;
      const own = fields.get(read.id);
      if (own) own.push(read.field);
      else fields.set(read.id, [read.field]);
    }
    this.#fields.set(root, fields);
    return fields;
  }
}
