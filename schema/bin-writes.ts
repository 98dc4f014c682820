// Puts many records in the bin at once, by the keys that do so.
import type * as Y from "yjs";

import { deletionMark, readPatches } from "./deletion.ts";
import { deletedField, rootOf } from "./document.ts";
import type { Author, PlannedWrite } from "./edits.ts";
import type { RecordId } from "./ids.ts";

/**
 * The marks that put records in the bin as they stand. Linear in the document.
 *
 * @param imp The import that is undone by it, so that bringing it back takes these out of the bin and no others.
 */
export function binWrites(
  doc: Y.Doc,
  records: readonly RecordId[],
  author: Author,
  imp?: string,
): readonly PlannedWrite[] {
  return [...Map.groupBy(records, rootOf)].flatMap(([root, ids]) => {
    const map = doc.getMap(root);
    const patches = readPatches(map, new Set(ids));
    return ids.map((id): PlannedWrite => {
      const mark = deletionMark(map.get(id), patches.get(id) ?? new Map(), author);
      return { root, key: `${id}/${deletedField}`, value: imp === undefined ? [...mark] : [...mark, imp] };
    });
  });
}
