import type { Doc } from "yjs";

import { readDeletion } from "../../schema/deletion.ts";
import { deletedField, recordRoots, writeIdOf } from "../../schema/document.ts";

/** How many records are in the bin by a document's own writes. Linear in the document. */
export function countRemovedBy(doc: Doc): number {
  const ending = `/${deletedField}`;
  return recordRoots.reduce((sum, root) => {
    const map = doc.getMap(root);
    const isOwn = (key: string) =>
      writeIdOf(map, key)?.client === doc.clientID && readDeletion(map.get(key)) !== undefined;
    return sum + [...map.keys()].filter((key) => key.endsWith(ending) && isOwn(key)).length;
  }, 0);
}
