// What a room gives to those who lack something: always all of it, however it is put together.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { defaultLimits, type Limits } from "../../../server/limits.ts";
import { Answers, type Delivery, type Point } from "../../../server/sync/answers.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { Random } from "../../support/random.ts";
import { readWire } from "../../support/read-wire.ts";
import { hear } from "../../support/sync-frames.ts";

const empty = new Uint8Array([0]);

/** A document and its answers, edited and asked by hand. */
function setUp(limits: Partial<Limits> = {}) {
  const doc = new Y.Doc();
  const answers = new Answers(doc, { ...defaultLimits, ...limits });
  let seq = 0;
  doc.on("update", (update: Uint8Array) => answers.applied((seq += 1), update));
  return { doc, answers };
}

const read = (doc: Y.Doc, { wires }: Delivery) =>
  readWire(Buffer.concat(wires)).map((message) => hear(doc, message));

test("P24 many who join get the same bytes, encoded once, also while somebody goes on writing", () => {
  const { doc, answers } = setUp({ pieceBytes: 1000 });
  doc.getMap("n").set("s:JPN", "x".repeat(10_000));
  const [first, second] = [answers.step2(empty).wires, answers.step2(empty).wires];
  expect(first.length).toBe(11);
  expect(first.every((wire, index) => wire === second[index])).toBe(true);
  doc.getMap("n").set("s:PER", 1);
  const third = answers.step2(empty).wires;
  expect(third.slice(1, 11).every((wire, index) => wire === first[index + 1])).toBe(true);
});

test("what was written since the state was encoded comes behind it, and step 2 last", () => {
  const { doc, answers } = setUp();
  doc.getMap("n").set("s:JPN", "x".repeat(1000));
  expect(read(new Y.Doc(), answers.step2(empty))).toEqual(["step2"]);
  doc.getMap("n").set("s:PER", 1);
  doc.getMap("n").delete("s:JPN");
  const joined = new Y.Doc();
  expect(read(joined, answers.step2(empty))).toEqual(["update", "update", "update", "step2"]);
  expect(joined.getMap("n").toJSON()).toEqual({ "s:PER": 1 });
});

test("nothing is kept for nobody: neither updates that no one waits for nor a state that was left behind", () => {
  const { doc, answers } = setUp();
  doc.getMap("n").set("s:JPN", "x".repeat(1000));
  answers.step2(empty);
  const start = answers.point;
  for (let value = 1; value <= 100; value += 1) doc.getMap("n").set("s:PER", value);
  answers.trim(false);
  expect(read(new Y.Doc(), answers.step2(empty))).toEqual(["step2"]);
  const late = new Y.Doc();
  expect(read(late, answers.since(start))).toEqual(["update"]);
});

test("P8 whoever comes, falls behind and catches up at any time has what the room has, deletions too", () => {
  runSeeds("answers", 100, (seed) => {
    const random = new Random(seed);
    const { doc, answers } = setUp({ laterBytesMax: 200, pieceBytes: 50 });
    const readers = Array.from({ length: 4 }, () => ({
      doc: new Y.Doc(),
      at: undefined as Point | undefined,
    }));
    for (let step = 0; step < 60; step += 1) {
      edit(doc, random);
      if (random.chance(0.1)) answers.encoded(Y.encodeStateAsUpdate(doc));
      for (const reader of readers.filter(() => random.chance(0.2))) {
        const isAsking = !reader.at || random.chance(0.2);
        const vector = reader.at ? Y.encodeStateVector(reader.doc) : empty;
        const delivery = isAsking ? answers.step2(vector) : answers.since(reader.at ?? answers.point);
        read(reader.doc, delivery);
        reader.at = delivery.upTo;
        expect(Y.encodeStateAsUpdate(reader.doc)).toEqual(Y.encodeStateAsUpdate(doc));
      }
      answers.trim(random.chance(0.7));
    }
  });
});

function edit(doc: Y.Doc, random: Random): void {
  const [map, text] = [doc.getMap("n"), doc.getText("t")];
  const key = `s:${random.below(5)}`;
  const kind = random.pick(["set", "unset", "write", "strike"]);
  if (kind === "set") map.set(key, random.below(100));
  else if (kind === "unset") map.delete(key);
  else if (kind === "strike" && text.length > 0) text.delete(random.below(text.length), 1);
  else text.insert(random.below(text.length + 1), "word ");
}
