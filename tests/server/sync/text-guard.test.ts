// What may stand in the room of texts; that it is let through there only; and that it is applied at once and completely.
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import { openText, readTextRoot, textLengthMax } from "../../../schema/rooms/texts.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { commit, copyOf, honestUpdate, mutate, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";
import { any, byte, bytes, deleting, firstWrite, update } from "../../support/update-bytes.ts";

const japan = "s:JPN" as RecordId;
const peru = "s:PER" as RecordId;
const [victim, stranger] = [7, 99];
const seeds = fuzzSeeds(40);
let room: RoomDocument;

/** Japan's text is "hello" of clocks 0 to 4, Peru's "peru" of clocks 5 to 8, both the victim's. */
beforeEach(() => {
  room = openRoom("text");
  commit(room, update(victim, 0, [start("t:s:JPN", "hello"), start("t:s:PER", "peru")]));
});

/** Characters at the start of a text that has none, as far as their writer knows. */
function start(root: string, text: string): Uint8Array {
  return bytes(byte(0x04), 1, root, text);
}
function after(client: number, clock: number, text: string): Uint8Array {
  return bytes(byte(0x84), client, clock, text);
}
function before(client: number, clock: number, text: string): Uint8Array {
  return bytes(byte(0x44), client, clock, text);
}
function between(
  left: readonly [number, number],
  right: readonly [number, number],
  text: string,
): Uint8Array {
  return bytes(byte(0xc4), ...left, ...right, text);
}
function textOf(document: RoomDocument, id = japan): string {
  return document.read((doc) => openText(doc, id).toJSON());
}

describe("TXT-2 a room of texts takes", () => {
  test.each<[string, Uint8Array, string]>([
    ["what comes behind", update(stranger, 0, [after(victim, 4, "!")]), "hello!"],
    ["what comes before", update(stranger, 0, [before(victim, 0, "oh ")]), "oh hello"],
    ["what comes between", update(stranger, 0, [between([victim, 1], [victim, 2], "-")]), "he-llo"],
    [
      "what builds on what is new",
      update(stranger, 0, [after(victim, 4, "a"), after(stranger, 0, "b")]),
      "helloab",
    ],
    [
      "a run that was deleted before it came",
      update(stranger, 0, [bytes(byte(0x81), victim, 4, 9)]),
      "hello",
    ],
    ["the deletion of somebody's characters", bytes(0, deleting(victim, 1, 3)), "ho"],
    [
      "letters of any script",
      update(stranger, 0, [after(victim, 4, "\u53F0\u{1F5FA}\uFEFF")]),
      "hello\u53F0\u{1F5FA}\uFEFF",
    ],
  ])("%s, and no other room does", (_, sent, text) => {
    for (const part of ["graph", "view", "talk"] as const)
      expect(["update-invalid", "gap"]).toContain(verdictOn(openRoom(part), sent));
    commit(room, sent);
    expect(textOf(room)).toBe(text);
    expect(verdictOn(room, sent)).toBe("repeat");
  });

  test("the first characters of a text, and a graph refuses the very same bytes", () => {
    const sent = update(stranger, 0, [start("t:d:one", "A brief.")]);
    expect(verdictOn(room, sent)).toBe("new");
    expect((["graph", "view", "talk"] as const).map((part) => verdictOn(openRoom(part), sent))).toEqual([
      "update-invalid",
      "update-invalid",
      "update-invalid",
    ]);
  });
});

describe("TXT-3 a room of texts refuses", () => {
  test.each<[string, (doc: Y.Doc) => void]>([
    ["a format", (doc) => openText(doc, japan).format(0, 2, { bold: true })],
    ["words with a format", (doc) => openText(doc, japan).insert(0, "bold", { bold: true })],
    ["an embed", (doc) => openText(doc, japan).insertEmbed(0, { image: "x" })],
    ["a nested text", (doc) => openText(doc, japan).insertEmbed(0, new Y.Text("x"))],
    ["an attribute", (doc) => openText(doc, japan).setAttribute("lang", "en")],
    ["a record", (doc) => void doc.getMap("n").set("s:JPN", { kind: "state", label: "Japan" })],
    ["a list", (doc) => doc.getArray("t:s:CAN").push([1])],
    ["a text of another name", (doc) => doc.getText("notes").insert(0, "x")],
    ["an element", (doc) => doc.getXmlFragment("t:s:CAN").push([new Y.XmlElement("p")])],
  ])("%s", (_, edit) => {
    expect(verdictOn(room, honestUpdate(room, edit))).toBe("update-invalid");
  });

  const huge = 2 ** 31;
  test.each<[string, Uint8Array, string]>([
    ["a write to a key", update(stranger, 0, [firstWrite("t:s:JPN", "a", any(1))]), "update-invalid"],
    ["a name that is no record's", update(stranger, 0, [start("t:__proto__", "x")]), "update-invalid"],
    ["characters of no length", update(stranger, 0, [after(victim, 4, "")]), "update-invalid"],
    ["collected structs", update(victim, 9, [bytes(byte(0), huge)]), "update-invalid"],
    ["a deleted run of 2^31", update(stranger, 0, [bytes(byte(0x81), victim, 4, huge)]), "update-invalid"],
    ["plain values", update(stranger, 0, [bytes(byte(0x88), victim, 4, 1, any(1))]), "update-invalid"],
    ["bytes", update(stranger, 0, [bytes(byte(0x83), victim, 4, 1, byte(0))]), "update-invalid"],
    ["something nested", update(stranger, 0, [bytes(byte(0x04), 0, victim, 4, "x")]), "update-invalid"],
    ["what follows itself", update(stranger, 0, [after(stranger, 0, "x")]), "update-invalid"],
    ["what comes before itself", update(stranger, 0, [before(stranger, 0, "x")]), "update-invalid"],
    [
      "what stands between two texts",
      update(stranger, 0, [between([victim, 4], [victim, 5], "x")]),
      "update-invalid",
    ],
    [
      "neighbours in the wrong order",
      update(stranger, 0, [between([victim, 3], [victim, 1], "x")]),
      "update-invalid",
    ],
    ["one neighbour twice", update(stranger, 0, [between([victim, 3], [victim, 3], "x")]), "update-invalid"],
    ["a continuation in another text", update(victim, 8, [start("t:s:JPN", "uu")]), "update-invalid"],
    [
      "letters that are not UTF-8",
      update(stranger, 0, [bytes(byte(0x84), victim, 4, 1, byte(0xff))]),
      "protocol-invalid",
    ],
    [
      "a length of four gigabytes",
      update(stranger, 0, [bytes(byte(0x84), victim, 4, 2 ** 32)]),
      "protocol-invalid",
    ],
    [
      "an update cut short",
      update(stranger, 0, [after(victim, 4, "abc")]).subarray(0, 8),
      "protocol-invalid",
    ],
    ["what follows something unknown", update(stranger, 0, [after(victim, 50, "x")]), "gap"],
    ["what comes before something unknown", update(stranger, 0, [before(12_345, 0, "x")]), "gap"],
    ["a gap in one's own clocks", update(stranger, 5, [after(victim, 4, "x")]), "gap"],
    ["the deletion of something unknown", bytes(0, deleting(victim, 8, 9)), "gap"],
    ["a deletion twice in one update", bytes(0, 1, victim, 2, 1, 1, 1, 1), "update-invalid"],
  ])("%s", (_, sent, verdict) => {
    expect(verdictOn(room, sent)).toBe(verdict);
  });

  test("a deletion that was made already is a repeat, also while it is on its way to the disk", () => {
    const sent = bytes(0, deleting(victim, 1, 2));
    const verdict = room.judge(sent);
    if (verdict.kind === "new") room.queue(verdict.update);
    expect(verdictOn(room, sent)).toBe("repeat");
    expect(verdictOn(room, bytes(0, deleting(victim, 1, 3)))).toBe("new");
  });

  test("insertions whose neighbours are far apart, of which each would cost a walk", () => {
    const small = openRoom("text", { textNeighboursApartMax: 10 });
    const backwards = Array.from({ length: 20 }, (_, index) => before(victim, index, "a"));
    commit(small, update(victim, 0, [start("t:s:JPN", "a"), ...backwards]));
    expect(verdictOn(small, update(stranger, 0, [start("t:s:JPN", "b")]))).toBe("update-invalid");
    expect(verdictOn(small, update(stranger, 0, [before(victim, 0, "b")]))).toBe("update-invalid");
    expect(verdictOn(small, update(stranger, 0, [between([victim, 9], [victim, 0], "b")]))).toBe("new");
    // Neither by way of characters that are new themselves.
    const detour = update(stranger, 0, [after(victim, 0, "z"), before(stranger, 0, "b")]);
    expect(verdictOn(small, detour)).toBe("update-invalid");
  });
});

describe("TXT-4 the length of a text", () => {
  const long = "x".repeat(textLengthMax - 5);

  test("may be reached and not passed, in one update or in many", () => {
    expect(verdictOn(room, update(stranger, 0, [after(victim, 4, `${long}x`)]))).toBe("too-large");
    commit(room, update(stranger, 0, [after(victim, 4, long)]));
    const more = (count: number) => update(55, 0, [after(victim, 4, "y".repeat(count))]);
    expect(verdictOn(room, more(1))).toBe("too-large");
    // The other text has room.
    expect(verdictOn(room, update(55, 0, [after(victim, 8, "y")]))).toBe("new");
    // A deletion in the same update makes room, and not more than its own.
    const replacing = (gone: number, count: number) =>
      update(55, 0, [after(victim, 4, "y".repeat(count))], deleting(victim, 0, gone));
    expect([replacing(3, 3), replacing(3, 4)].map((sent) => verdictOn(room, sent))).toEqual([
      "new",
      "too-large",
    ]);
  });

  test("counts what is on its way to the disk, and a deletion once", () => {
    commit(room, update(stranger, 0, [after(victim, 4, long)]));
    const queue = (sent: Uint8Array) => {
      const verdict = room.judge(sent);
      if (verdict.kind === "new") room.queue(verdict.update);
      return verdict.kind;
    };
    expect(queue(bytes(0, deleting(victim, 0, 2)))).toBe("new");
    expect(queue(bytes(0, deleting(victim, 0, 3)))).toBe("new");
    expect(queue(update(55, 0, [after(victim, 4, "yyy")]))).toBe("new");
    expect(verdictOn(room, update(56, 0, [after(victim, 4, "y")]))).toBe("too-large");
  });

  test("is what an honest writer's own editor says it is", () => {
    const replaceAll = honestUpdate(room, (doc) => {
      openText(doc, japan).delete(0, 5);
      openText(doc, japan).insert(0, "x".repeat(textLengthMax));
      openText(doc, japan).delete(3, 9);
    });
    commit(room, replaceAll);
    expect(textOf(room)).toHaveLength(textLengthMax - 9);
  });
});

test("TXT-4 updates, insertions at once, insertions waiting and texts are bounded", () => {
  const limits = { textFrameBytesMax: 200, textStructsMax: 3, textStructsQueuedMax: 1, textsMax: 2 };
  const small = openRoom("text", limits);
  expect(verdictOn(small, update(1, 0, [start("t:s:JPN", "x".repeat(300))]))).toBe("too-large");
  const four = [start("t:s:JPN", "a"), ...[0, 1, 2].map((clock) => after(1, clock, "a"))];
  expect(verdictOn(small, update(1, 0, four))).toBe("too-large");
  commit(small, update(1, 0, [start("t:s:JPN", "a"), start("t:s:PER", "b")]));
  expect(verdictOn(small, update(2, 0, [start("t:s:CAN", "c")]))).toBe("too-large");
  for (const client of [3, 4]) {
    const verdict = small.judge(update(client, 0, [after(1, 0, "d")]));
    if (verdict.kind === "new") small.queue(verdict.update);
  }
  expect(verdictOn(small, update(5, 0, [after(1, 0, "e")]))).toBe("overloaded");
});

test.each(seeds)("TXT-3 whatever is let through is plain text, applied at once, seed %i", (seed) => {
  const random = new Random(seed);
  let honest = copyOf(room);
  const write = () => {
    const text = openText(honest, random.pick([japan, peru]));
    const at = random.below(text.length + 1);
    if (random.chance(0.3)) text.delete(at, Math.min(text.length - at, random.below(5)));
    else text.insert(at, random.pick(["a", "words", "\u53F0\u6E7E"]));
  };
  for (let step = 0; step < 250; step += 1) {
    const vector = room.read((doc) => Y.encodeStateVector(doc));
    for (let count = random.below(4); count >= 0; count -= 1) write();
    const sent = mutate(Y.encodeStateAsUpdate(honest, vector), random);
    if (verdictOn(room, sent) === "new") commit(room, sent);
    else if (random.chance(0.3)) honest = copyOf(room);
  }
  room.read((doc) => {
    const roots = [...doc.share.keys()];
    expect(roots.filter((root) => readTextRoot(root) === undefined)).toEqual([]);
    const deltas = roots.flatMap(
      (root) => doc.getText(root).toDelta() as { insert: unknown; attributes?: unknown }[],
    );
    expect(deltas.filter(({ insert, attributes }) => typeof insert !== "string" || attributes)).toEqual([]);
    expect(roots.filter((root) => doc.getText(root)._map.size > 0)).toEqual([]);
  });
  const reader = copyOf(room);
  expect(openText(reader, japan).toJSON()).toBe(textOf(room));
});
