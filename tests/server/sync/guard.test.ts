// What the guard refuses, and that whatever it lets through is applied at once and completely.
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";

import { isKeyOf } from "../../../schema/document.ts";
import { defaultLimits } from "../../../server/limits.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { commit, copyOf, mutate, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";
import { any, byte, bytes, deleting, firstWrite, overwrite, update } from "../../support/update-bytes.ts";

const victim = 7;
const stranger = 99;
let room: RoomDocument;

/** A room in which the victim has written two keys, the second one twice. */
beforeEach(() => {
  room = openRoom();
  commit(room, update(victim, 0, [firstWrite("n", "s:JPN", any({ kind: "state", label: "Japan" }))]));
  commit(room, update(victim, 1, [firstWrite("n", "s:PER", any(1))]));
  commit(room, update(victim, 2, [overwrite(victim, 1, any(2))], deleting(victim, 1, 1)));
});

const write = firstWrite("n", "s:CAN", any(1));
const huge = 2 ** 31;

describe("bytes that are no update", () => {
  test.each<[string, Uint8Array, string]>([
    ["nothing", bytes(), "protocol-invalid"],
    ["an update cut short", update(stranger, 0, [write]).subarray(0, 12), "protocol-invalid"],
    ["bytes left over", bytes(update(stranger, 0, [write]), 0), "protocol-invalid"],
    ["30 million structs announced in ten bytes", bytes(1, 30_000_000, stranger, 0, 0), "protocol-invalid"],
    ["four billion clients announced", bytes(2 ** 32, 0), "protocol-invalid"],
    ["a V2 update", Y.convertUpdateFormatV1ToV2(update(stranger, 0, [write])), "protocol-invalid"],
    ["a text longer than the rest", bytes(1, 1, stranger, 0, byte(0x28), 1, huge), "protocol-invalid"],
    ["a number that never ends", new Uint8Array(200).fill(0xff), "protocol-invalid"],
    [
      "a key that is not UTF-8",
      bytes(1, 1, stranger, 0, byte(0x28), 1, "n", 2, byte(0xc3), byte(0x28), 1, any(1), 0),
      "protocol-invalid",
    ],
    [
      "a text over the limit",
      update(stranger, 0, [firstWrite("n", "s:CAN", any("x".repeat(65_537)))]),
      "too-large",
    ],
  ])("%s", (_, update, code) => {
    expect(verdictOn(room, update)).toBe(code);
  });
});

describe("updates that break the document's rules", () => {
  const nested = Array.from({ length: 100_000 }, () => bytes(byte(117), 1));
  test.each<[string, Uint8Array]>([
    ["a collected struct of length 2^31 on a victim's clock", update(victim, 3, [bytes(byte(0), huge)])],
    ["a deleted run of length 2^31", update(victim, 3, [bytes(byte(0x81), victim, 2, huge)])],
    ["something of no length", update(stranger, 0, [bytes(byte(0x21), 1, "n", "s:CAN", 0)])],
    ["a client named twice", bytes(2, 1, stranger, 0, write, 1, stranger, 1, write, 0)],
    ["a write that follows itself", update(stranger, 0, [overwrite(stranger, 0, any(1))])],
    ["an unknown root", update(stranger, 0, [firstWrite("x", "s:CAN", any(1))])],
    ["the key __proto__", update(stranger, 0, [firstWrite("n", "__proto__", any(1))])],
    ["a key of another root", update(stranger, 0, [firstWrite("e", "s:CAN", any(1))])],
    [
      "a value with the key __proto__",
      update(stranger, 0, [firstWrite("n", "s:CAN", bytes(byte(118), 1, "__proto__", any(1)))]),
    ],
    ["undefined", update(stranger, 0, [firstWrite("n", "s:CAN", byte(127))])],
    ["bytes as a value", update(stranger, 0, [firstWrite("n", "s:CAN", any(new Uint8Array(3)))])],
    ["infinity", update(stranger, 0, [firstWrite("n", "s:CAN", any(Infinity))])],
    [
      "a value nested 100,000 deep",
      update(stranger, 0, [firstWrite("n", "s:CAN", bytes(...nested, any(1)))]),
    ],
    ["two values in one write", update(stranger, 0, [bytes(byte(0x28), 1, "n", "s:CAN", 2, any(1), any(2))])],
    ["a deletion with nothing newer, of everything", bytes(0, deleting(victim, 0, 3))],
    ["a deletion hidden beside a harmless write", update(stranger, 0, [write], deleting(victim, 0, 1))],
    ["deletions that overlap", bytes(0, 1, victim, 2, 1, 1, 1, 1)],
    ["a continuation of a known write elsewhere", update(victim, 2, [bytes(byte(0x21), 1, "n", "s:CAN", 2)])],
  ])("%s", (_, update) => {
    expect(verdictOn(room, update)).toBe("update-invalid");
  });

  test.each<[string, (doc: Y.Doc) => void]>([
    ["a list", (doc) => doc.getArray("n").push([1])],
    ["a text", (doc) => doc.getText("n").insert(0, "hello")],
    ["a nested map", (doc) => doc.getMap("n").set("s:CAN", new Y.Map())],
    ["a document in a document", (doc) => doc.getMap("n").set("s:CAN", new Y.Doc())],
    ["an element", (doc) => doc.getXmlFragment("n").push([new Y.XmlElement("p")])],
  ])("%s", (_, edit) => {
    const doc = new Y.Doc();
    edit(doc);
    expect(verdictOn(room, Y.encodeStateAsUpdate(doc))).toBe("update-invalid");
  });

  test("the removal of a key by an honest-looking client", () => {
    const doc = copyOf(room);
    const vector = Y.encodeStateVector(doc);
    doc.getMap("n").delete("s:JPN");
    expect(verdictOn(room, Y.encodeStateAsUpdate(doc, vector))).toBe("update-invalid");
  });
});

describe("order", () => {
  test("a gap in one's own clocks, an unknown predecessor, a skip and an unknown deletion are gaps", () => {
    const skip = bytes(1, 2, stranger, 0, byte(10), 5, write, 0);
    const gaps = [
      update(stranger, 5, [write]),
      update(stranger, 0, [overwrite(12_345, 0, any(1))]),
      update(stranger, 0, [write], deleting(victim, 2, 9)),
      skip,
    ];
    expect(gaps.map((gap) => verdictOn(room, gap))).toEqual(["gap", "gap", "gap", "gap"]);
  });

  test("clients in one update that wait for each other are a gap", () => {
    const circle = bytes(2, 1, 50, 0, overwrite(51, 0, any(1)), 1, 51, 0, overwrite(50, 0, any(1)), 0);
    expect(verdictOn(room, circle)).toBe("gap");
  });

  test("clients in one update that build on each other in turn are taken in order", () => {
    const first = [overwrite(51, 0, any(3)), overwrite(51, 1, any(5))];
    const second = [firstWrite("n", "s:CAN", any(2)), overwrite(50, 0, any(4))];
    commit(room, bytes(2, 2, 50, 0, ...first, 2, 51, 0, ...second, 0));
    expect(room.read((doc) => doc.getMap("n").get("s:CAN"))).toBe(5);
  });

  test("a long chain of clients is taken without running out of stack", () => {
    const count = defaultLimits.updateClientsMax;
    const runs = Array.from({ length: count }, (_, index) => {
      const client = 1000 + index;
      return index === count - 1
        ? bytes(1, client, 0, firstWrite("n", "s:CAN", any(1)))
        : bytes(1, client, 0, overwrite(client + 1, 0, any(index)));
    });
    commit(room, bytes(count, ...runs, 0));
    expect(room.seq).toBe(4);
  });

  test("what is known is a repeat, also while it is on its way to the disk", () => {
    const fresh = update(stranger, 0, [write]);
    expect(verdictOn(room, update(victim, 0, [firstWrite("n", "s:JPN", any(1))]))).toBe("repeat");
    const verdict = room.judge(fresh);
    if (verdict.kind === "new") room.queue(verdict.update);
    expect(verdictOn(room, fresh)).toBe("repeat");
    expect(
      verdictOn(room, update(stranger, 1, [overwrite(stranger, 0, any(2))], deleting(stranger, 0, 1))),
    ).toBe("new");
  });

  test("the deletion of a value that is only on its way is refused as well", () => {
    const verdict = room.judge(update(stranger, 0, [write]));
    if (verdict.kind !== "new") throw new Error("expected something new");
    room.queue(verdict.update);
    const bare = bytes(0, deleting(stranger, 0, 1));
    expect(verdictOn(room, bare)).toBe("update-invalid");
    room.apply(verdict.update, room.seq + 1);
    expect(verdictOn(room, bare)).toBe("update-invalid");
  });
});

test("a view takes pairs of whole numbers by entity, and null", () => {
  const view = openRoom("view");
  const place = (value: unknown) => update(stranger, 0, [firstWrite("p", "s:JPN", any(value))]);
  expect([[1, -2], null].map((value) => verdictOn(view, place(value)))).toEqual(["new", "new"]);
  const wrong = [[1], [1, 2, 3], [1.5, 2], ["1", 2], { x: 1 }, 7, [1, Infinity]];
  expect(wrong.map((value) => verdictOn(view, place(value)))).toEqual(wrong.map(() => "update-invalid"));
  expect(verdictOn(view, update(stranger, 0, [write]))).toBe("update-invalid");
});

test.each(fuzzSeeds(40))("whatever is let through is applied at once and completely, seed %i", (seed) => {
  const random = new Random(seed);
  const document = openRoom();
  const newClient = () => Object.assign(copyOf(document), { clientID: random.below(1_000_000) });
  let honest = newClient();
  for (let step = 0; step < 250; step += 1) {
    const vector = document.read((doc) => Y.encodeStateVector(doc));
    honest.getMap("n").set(random.pick(["s:JPN", "s:PER", "s:PER/label"]), random.below(1000));
    const sent = mutate(Y.encodeStateAsUpdate(honest, vector), random);
    // `apply` itself refuses what Yjs would leave pending, and what makes it throw.
    if (verdictOn(document, sent) === "new") commit(document, sent);
    // After a refusal nothing more of this client can be placed: a new one starts from what the server has.
    else if (random.chance(0.3)) honest = newClient();
  }
  const strange = document.read((doc) => [...doc.getMap("n").keys()].filter((key) => !isKeyOf("n", key)));
  expect(strange).toEqual([]);
  expect(document.read((doc) => [...doc.share.keys()].filter((root) => !"mnecs".includes(root)))).toEqual([]);
});

describe("settings that only the server writes", () => {
  test.each(["schema", "minWrite"])("VER-4 %s is refused from a client and taken from the server", (key) => {
    const bytesOfUpdate = update(stranger, 0, [firstWrite("m", key, any(1))]);
    expect(verdictOn(room, bytesOfUpdate)).toBe("update-invalid");
    expect(room.judge(bytesOfUpdate, "server").kind).toBe("new");
  });

  test("VER-4 a client that has them sends them back without harm", () => {
    const fromServer = update(stranger, 0, [firstWrite("m", "schema", any(1))]);
    commit(room, fromServer, "server");
    expect(verdictOn(room, fromServer)).toBe("repeat");
  });

  test("VER-4 a client cannot write over them either", () => {
    commit(room, update(stranger, 0, [firstWrite("m", "schema", any(1))]), "server");
    const over = update(victim, 3, [overwrite(stranger, 0, any(9))], deleting(stranger, 0, 1));
    expect(verdictOn(room, over)).toBe("update-invalid");
  });

  test("VER-4 nothing is taken for a workspace that is too new for this server", () => {
    commit(room, update(stranger, 0, [firstWrite("m", "minWrite", any(99))]), "server");
    expect(verdictOn(room, update(7_777, 0, [write]))).toBe("schema-too-new");
  });
});
