// Updates of a few bytes that ask for much: memory, time, or somebody else's clocks. None is what an honest client sends.
import * as Y from "yjs";

import { any, byte, bytes, deleting, firstWrite, overwrite, update } from "./update-bytes.ts";

const [victim, stranger] = [7, 99];
const huge = 2 ** 31;
const one = any(1);
const write = firstWrite("n", "s:CAN", one);
const writing = (value: Uint8Array) => update(stranger, 0, [firstWrite("n", "s:CAN", value)]);
/** An item at a key with content of some kind, as its bytes are. */
const ofKind = (kind: number, ...content: Uint8Array[]) =>
  update(stranger, 0, [bytes(byte(0x20 | kind), 1, "n", "s:CAN", ...content)]);
const nestedIn = (open: Uint8Array) =>
  writing(Uint8Array.from(Buffer.concat([...Array.from({ length: 100_000 }, () => open), one])));

/** What Yjs itself would send after an edit. */
function fromYjs(edit: (doc: Y.Doc) => void): Uint8Array {
  const doc = new Y.Doc();
  edit(doc);
  return Y.encodeStateAsUpdate(doc);
}

const v2 = Y.convertUpdateFormatV1ToV2(update(stranger, 0, [write]));

/** By what each does. A room is meant in which client 7 has written the keys s:JPN and s:PER, one after the other. */
export const bombs: ReadonlyMap<string, Uint8Array> = new Map([
  // Counts.
  ["30 million structs announced", bytes(1, 30_000_000, stranger, 0, 0)],
  ["as many structs as a number can say", bytes(1, Number.MAX_SAFE_INTEGER, stranger, 0, 0)],
  ["four billion clients", bytes(2 ** 32, 0)],
  [
    "more clients than anybody has",
    bytes(5000, ...Array.from({ length: 5000 }, (_, index) => bytes(1, index + 1, 0, write)), 0),
  ],
  ["a billion clients among the deletions", bytes(0, 1_000_000_000, 1, 1, 0, 1)],
  ["a billion ranges of one client", bytes(0, 1, victim, 1_000_000_000, 0, 1)],
  ["a run of nothing", bytes(1, 0, stranger, 0, 0)],
  ["one client in two runs", bytes(2, 1, stranger, 0, write, 1, stranger, 1, write, 0)],
  ["ranges that go over the same clocks again", bytes(0, 1, victim, 3, 0, 2, 0, 2, 0, 2)],
  // Clocks.
  ["a collected struct of length 2^31 on somebody's clock", update(victim, 2, [bytes(byte(0), huge)])],
  ["a collected struct of length 1", update(victim, 2, [bytes(byte(0), 1)])],
  ["a skip of length 2^31", update(victim, 2, [bytes(byte(10), huge)])],
  ["a deleted run of length 2^31", update(victim, 2, [bytes(byte(0xa1), victim, 1, huge)])],
  [
    "a deleted run of length 2^53",
    update(victim, 2, [bytes(byte(0xa1), victim, 1, Number.MAX_SAFE_INTEGER)]),
  ],
  ["a clock that numbers cannot count on from", update(stranger, Number.MAX_SAFE_INTEGER, [write])],
  ["a deletion of 2^31 clocks nobody has", bytes(0, deleting(victim, 0, huge))],
  ["a deletion of everything", bytes(0, deleting(victim, 0, 2))],
  ["a write that follows itself", update(stranger, 0, [overwrite(stranger, 0, one)])],
  [
    "an overwritten value put over the one that counts",
    update(stranger, 0, [bytes(byte(0xa1), victim, 0, 1)]),
  ],
  // Values.
  ["arrays 100,000 deep", nestedIn(bytes(byte(117), 1))],
  ["objects 100,000 deep", nestedIn(bytes(byte(118), 1, "a"))],
  ["an array that announces 2^31 items", writing(bytes(byte(117), huge))],
  ["an object that announces 2^31 keys", writing(bytes(byte(118), huge))],
  ["a text that announces four gigabytes", writing(bytes(byte(119), 2 ** 32))],
  ["a text over the limit", writing(any("x".repeat(100_000)))],
  ["not a number", writing(any(Number.NaN))],
  ["infinity", writing(any(-Infinity))],
  ["a big integer", writing(bytes(byte(122), new Uint8Array(8)))],
  ["undefined", writing(byte(127))],
  ["bytes as a value", writing(any(new Uint8Array(9)))],
  ["a number that never ends", new Uint8Array(300).fill(0xff)],
  ["a value with the key __proto__", writing(bytes(byte(118), 1, "__proto__", one))],
  ["a value with the key constructor", writing(any({ constructor: 1 }))],
  ["the key __proto__", update(stranger, 0, [firstWrite("n", "__proto__", one)])],
  ["the root __proto__", update(stranger, 0, [firstWrite("__proto__", "s:CAN", one)])],
  ["no value at all", ofKind(8, bytes(0))],
  ["2^31 values in one write", ofKind(8, bytes(huge))],
  // Contents that this product has no use for.
  ["JSON of old", ofKind(2, bytes(1, "{}"))],
  ["binary content", ofKind(3, bytes(4, new Uint8Array(4)))],
  ["characters at a key", ofKind(4, bytes("hello"))],
  ["an embed", ofKind(5, bytes("{}"))],
  ["a format", ofKind(6, bytes("bold", "true"))],
  ["a nested type", ofKind(7, bytes(1))],
  ["a document in a document", ofKind(9, bytes("id", any({})))],
  ["a kind nobody knows", ofKind(31, bytes(1))],
  ["a list", fromYjs((doc) => doc.getArray("n").push([1]))],
  ["a text", fromYjs((doc) => doc.getText("n").insert(0, "hello"))],
  ["an element", fromYjs((doc) => doc.getXmlFragment("n").push([new Y.XmlElement("p")]))],
  // The other form of updates, whose lists of lengths announce what takes minutes to unpack (yjs/yjs#687).
  ["an update in the second form", v2],
  [
    "one that announces 100 million structs in 19 bytes",
    bytes(0, 0, 0, 0, 5, 1, 0, 100_000_000, 0, 0, 0, 0, 1, 0, 0),
  ],
]);
