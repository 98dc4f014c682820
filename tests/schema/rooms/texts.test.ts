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

test("TXT-6 a change takes whole characters, also where two strings were compared unit by unit", () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  using ann = new TextEditor(a, japan);
  ann.change({ at: 0, remove: 0, insert: "a\u{1F600}b" });
  // The two faces differ in their second halves only, and the next two in their first.
  ann.change({ at: 2, remove: 1, insert: "\uDE01" });
  expect(ann.text).toBe("a\u{1F601}b");
  ann.change({ at: 1, remove: 1, insert: "\uD83C" });
  sync(a, b);
  using bob = new TextEditor(b, japan);
  expect([ann.text, bob.text]).toEqual(["a\u{1F201}b", "a\u{1F201}b"]);
});

test("TXT-6 a character that two halves make up again stays its author's", () => {
  const [a, b] = [new Y.Doc(), new Y.Doc()];
  using ann = new TextEditor(a, japan);
  ann.change({ at: 0, remove: 0, insert: "\u{1F600}\u{1F601}" });
  sync(a, b);
  using bob = new TextEditor(b, japan);
  // Both faces begin with one unit, so that the first seems to lack its end and the second its beginning.
  bob.change({ at: 1, remove: 2, insert: "" });
  bob.change({ at: 1, remove: 0, insert: "" });
  sync(a, b);
  ann.undo();
  sync(a, b);
  expect([ann.text, bob.text]).toEqual(["", ""]);
});

test("TXT-6 what would leave half a character is refused and changes nothing", () => {
  const doc = new Y.Doc();
  using editor = new TextEditor(doc, japan);
  editor.change({ at: 0, remove: 0, insert: "a\u{1F600}b" });
  const before = Y.encodeStateVector(doc);
  const halves = [
    { at: 2, remove: 1, insert: "" },
    { at: 1, remove: 1, insert: "x" },
    { at: 2, remove: 0, insert: "x" },
    { at: 0, remove: 0, insert: "\uD83D" },
    { at: 0, remove: 2, insert: "x" },
  ];
  expect(halves.map((change) => codeOf(() => editor.change(change)))).toEqual(
    halves.map(() => "data-invalid"),
  );
  expect(Y.encodeStateVector(doc)).toEqual(before);
  editor.undo();
  expect(editor.text).toBe("");
});
