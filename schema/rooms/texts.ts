// Long texts, such as notes and briefs: one root text per record, in a document of its own, so that several people can
// write in one at once. Everything else in this product is plain values, where one of two writers wins.
import * as Y from "yjs";

import { EntenteError } from "../errors.ts";
import { isId, type RecordId } from "../ids.ts";

/** In UTF-16 units, as JavaScript and Yjs count. */
export const textLengthMax = 200_000;
const rootPrefix = "t:";

/** The root that holds a record's text. */
export function textRootOf(id: RecordId): string {
  return `${rootPrefix}${id}`;
}

/** The record whose text a root holds, or undefined when it is no text's name. Rule TXT-1. */
export function readTextRoot(root: string): RecordId | undefined {
  const id = root.slice(rootPrefix.length);
  return root.startsWith(rootPrefix) && isId(id) ? id : undefined;
}

/** A record's text, which every record has: an empty one until somebody writes. */
export function openText(doc: Y.Doc, id: RecordId): Y.Text {
  return doc.getText(textRootOf(id));
}

/** A replaced piece of a text, as any input field can tell it. */
export interface TextChange {
  readonly at: number;
  /** How many characters go. */
  readonly remove: number;
  readonly insert: string;
}

/** One person's writing in one text, with undo of what they wrote themselves and nothing else. Rules TXT-4 and TXT-5. */
export class TextEditor implements Disposable {
  readonly #text: Y.Text;
  readonly #undo: Y.UndoManager;

  /** @param pauseMs What is written without a pause this long is one step of undo. */
  constructor(doc: Y.Doc, id: RecordId, pauseMs = 500) {
    this.#text = openText(doc, id);
    // The one place for Yjs' own undo: on records it would bring back stale values.
    this.#undo = new Y.UndoManager(this.#text, { trackedOrigins: new Set([this]), captureTimeout: pauseMs });
  }

  get text(): string {
    return this.#text.toJSON();
  }

  get canUndo(): boolean {
    return this.#undo.canUndo();
  }

  get canRedo(): boolean {
    return this.#undo.canRedo();
  }

  /**
   * Replaces a piece of the text in one transaction. Linear in the text.
   *
   * @throws EntenteError `data-invalid`, `too-large`; nothing was changed then
   */
  change(change: TextChange): void {
    const { length } = this.#text;
    const isInside = change.at >= 0 && change.remove >= 0 && change.at + change.remove <= length;
    if (!isInside) throw new EntenteError("data-invalid", { detail: `the text has ${length} characters` });
    const { at, remove, insert } = inWholeCharacters(this.text, change);
    if (length - remove + insert.length > textLengthMax)
      throw new EntenteError("too-large", { detail: `a text may have ${textLengthMax} characters` });
    this.#text.doc?.transact(() => {
      if (remove > 0) this.#text.delete(at, remove);
      if (insert !== "") this.#text.insert(at, insert);
    }, this);
  }

  undo(): void {
    this.#undo.undo();
  }

  redo(): void {
    this.#undo.redo();
  }

  /** What is written from now on is a step of its own. */
  endStep(): void {
    this.#undo.stopCapturing();
  }

  [Symbol.dispose](): void {
    this.#undo.destroy();
  }
}

/**
 * A change that takes whole characters. Beyond the first 65,536 a character is two units, and whoever compares two
 * strings may find that only one of them differs. Half a character does not survive the way to others, who would read
 * something else. Rule TXT-6.
 */
function inWholeCharacters(text: string, { at, remove, insert }: TextChange): TextChange {
  const end = at + remove;
  const from = isInsideCharacter(text, at) ? at - 1 : at;
  const to = isInsideCharacter(text, end) ? end + 1 : end;
  const written = text.slice(from, at) + insert + text.slice(end, to);
  if (!written.isWellFormed())
    throw new EntenteError("data-invalid", { detail: "half a character would be left" });
  // Halves of two characters may make up the second one: it stays, and is not written again by somebody else.
  const kept = to > end && written.endsWith(text.slice(end - 1, to)) ? to - end + 1 : 0;
  return { at: from, remove: to - from - kept, insert: written.slice(0, written.length - kept) };
}

function isInsideCharacter(text: string, at: number): boolean {
  return /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, at - 1), at + 1));
}
