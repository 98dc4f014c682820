// Gives the long texts of a workspace the content that they had, character by character, so that what others write in
// them meanwhile stays where it belongs. Rule RST-4.
import type * as Y from "yjs";

import type { RecordId } from "../ids.ts";
import { chunkTextLengthMax } from "../imports/import.ts";
import { openText, readTextRoot, type TextChange } from "../rooms/texts.ts";
import { differenceOf } from "./text-difference.ts";

/** What is to be changed in one text. */
export interface TextRestore {
  readonly id: RecordId;
  /** Ascending, and apart from each other. */
  readonly changes: readonly TextChange[];
}

/** Says what must change. Writes nothing. */
export function planTextRestore(then: Y.Doc, now: Y.Doc): readonly TextRestore[] {
  const ids = new Set(
    [...then.share.keys(), ...now.share.keys()].flatMap((root) => readTextRoot(root) ?? []),
  );
  return [...ids].flatMap((id) => {
    const changes = differenceOf(openText(now, id).toJSON(), openText(then, id).toJSON());
    return changes.length > 0 ? [{ id, changes }] : [];
  });
}

/** Changes in one transaction, which is also of so much text: bounds what clients must take in at once. One may have more. */
const chunkChangesMax = 500;

/** Carries a plan out, some texts in one transaction for each turn of the iteration. */
export function* carryOutTextRestore(doc: Y.Doc, plan: readonly TextRestore[]): Generator<void, void> {
  for (const chunk of toChunks(plan)) {
    doc.transact(() => chunk.forEach((item) => restoreText(doc, item)));
    yield;
  }
}

function restoreText(doc: Y.Doc, { id, changes }: TextRestore): void {
  const text = openText(doc, id);
  // From the end, so that what is still to come stands where it was found.
  for (const { at, remove, insert } of changes.toReversed()) {
    if (remove > 0) text.delete(at, remove);
    if (insert !== "") text.insert(at, insert);
  }
}

function toChunks(plan: readonly TextRestore[]): readonly (readonly TextRestore[])[] {
  const chunks: TextRestore[][] = [];
  let [count, length] = [0, 0];
  for (const item of plan) {
    const chunk = chunks.at(-1);
    const [more, longer] = [item.changes.length, insertedLength(item)];
    if (chunk && count + more <= chunkChangesMax && length + longer <= chunkTextLengthMax) {
      chunk.push(item);
      [count, length] = [count + more, length + longer];
    } else {
      chunks.push([item]);
      [count, length] = [more, longer];
    }
  }
  return chunks;
}

function insertedLength({ changes }: TextRestore): number {
  return changes.reduce((sum, { insert }) => sum + insert.length, 0);
}
