import { expect, test } from "vitest";
import * as Y from "yjs";

import { EntenteError } from "../../../schema/errors.ts";
import type { RecordId } from "../../../schema/ids.ts";
import {
  openText,
  readTextRoot,
  TextEditor,
  textLengthMax,
  textRootOf,
} from "../../../schema/rooms/texts.ts";
import { sync } from "../workspace.ts";

const japan = "s:JPN" as RecordId;

function codeOf(change: () => void): string {
  try {
    change();
    return "done";
  } catch (error) {
    if (error instanceof EntenteError) return error.code;
    throw error;
  }
}

test("TXT-1 a root names its record, and nothing else is a text's name", () => {
  expect(readTextRoot(textRootOf(japan))).toBe(japan);
  const wrong = ["", "t", "t:", "n", "s:JPN", "t:JPN", "t:s:", "t:__proto__", "t:s:JPN/label", "u:s:JPN"];
  expect(wrong.filter((root) => readTextRoot(root) !== undefined)).toEqual([]);
  expect(openText(new Y.Doc(), japan).toJSON()).toBe("");
});

test("TXT-2 what two people write apart in one text stands in both", () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  using ann = new TextEditor(a, japan);
  ann.change({ at: 0, remove: 0, insert: "Japan leads." });
  sync(a, b);
  using bob = new TextEditor(b, japan);
  ann.change({ at: 12, remove: 0, insert: " It chairs." });
  bob.change({ at: 6, remove: 5, insert: "has led" });
  sync(a, b);
  expect([ann.text, bob.text]).toEqual(["Japan has led. It chairs.", "Japan has led. It chairs."]);
});

test("TXT-4 a change beyond the end or the limit is refused and changes nothing", () => {
  const doc = new Y.Doc();
  using editor = new TextEditor(doc, japan);
  editor.change({ at: 0, remove: 0, insert: "x".repeat(textLengthMax) });
  const before = Y.encodeStateVector(doc);
  expect(codeOf(() => editor.change({ at: 0, remove: 0, insert: "y" }))).toBe("too-large");
  expect(codeOf(() => editor.change({ at: 1, remove: textLengthMax, insert: "" }))).toBe("data-invalid");
  expect(codeOf(() => editor.change({ at: -1, remove: 0, insert: "y" }))).toBe("data-invalid");
  expect(Y.encodeStateVector(doc)).toEqual(before);
  expect(codeOf(() => editor.change({ at: 0, remove: 1, insert: "y" }))).toBe("done");
});

test("TXT-5 undo takes back one's own writing, step by step, and leaves what others wrote in it", () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  using ann = new TextEditor(a, japan);
  ann.change({ at: 0, remove: 0, insert: "First. " });
  ann.endStep();
  ann.change({ at: 7, remove: 0, insert: "Second." });
  sync(a, b);
  using bob = new TextEditor(b, japan);
  bob.change({ at: 7, remove: 0, insert: "Between. " });
  sync(a, b);
  ann.undo();
  expect(ann.text).toBe("First. Between. ");
  ann.undo();
  expect([ann.text, ann.canUndo]).toEqual(["Between. ", false]);
  ann.redo();
  ann.redo();
  expect([ann.text, ann.canRedo]).toEqual(["First. Between. Second.", false]);
  sync(a, b);
  expect(bob.text).toBe(ann.text);
});
