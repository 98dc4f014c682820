// Every key that was written keeps a value, whatever is sent (T18). The guard works out without Yjs which write of a key
// would count; here that is held against the plain way, applying the update to a copy of the document and looking.
import { beforeEach, describe, expect, test } from "vitest";
import * as Y from "yjs";

import type { CheckedUpdate } from "../../../server/sync/checked-update.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { commit, openRoom, verdictOn } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";
import { any, byte, bytes, deleting, firstWrite, overwrite, update } from "../../support/update-bytes.ts";

const keys = ["s:JPN", "s:PER"];
const clients = [3, 7, 8, 20];

/** A run of overwritten values behind a write; without one, of the first values of a key. */
function goneAfter(origin: Y.ID | undefined, key: string, length: number): Uint8Array {
  return origin
    ? bytes(byte(0xa1), origin.client, origin.clock, length)
    : bytes(byte(0x21), 1, "n", key, length);
}

describe("a key cannot be made to vanish", () => {
  let room: RoomDocument;
  beforeEach(() => {
    room = openRoom();
    commit(room, update(7, 0, [firstWrite("n", "s:JPN", any("Japan"))]));
  });

  test.each<[string, Uint8Array]>([
    ["an overwritten value put over the one that counts", update(8, 0, [goneAfter(Y.createID(7, 0), "", 1)])],
    ["a run of them", update(8, 0, [goneAfter(Y.createID(7, 0), "", 100)])],
    ["an overwritten first value of a greater client", update(8, 0, [goneAfter(undefined, "s:JPN", 1)])],
    ["an overwritten first value of a key nobody has", update(8, 0, [goneAfter(undefined, "s:PER", 1)])],
    ["a new value that is deleted at once", update(8, 0, [overwrite(7, 0, any(1))], deleting(8, 0, 1))],
    [
      "the value that counts deleted beside one that loses",
      update(3, 0, [firstWrite("n", "s:JPN", any(1))], deleting(7, 0, 1)),
    ],
  ])("by %s", (_, sent) => {
    expect(verdictOn(room, sent)).toBe("update-invalid");
  });

  test("by one that loses on its way and one that deletes", () => {
    const loser = room.judge(update(3, 0, [firstWrite("n", "s:JPN", any(1))]));
    if (loser.kind !== "new") throw new Error("expected something new");
    room.queue(loser.update);
    expect(verdictOn(room, bytes(0, deleting(7, 0, 1)))).toBe("update-invalid");
  });

  test("but overwritten values that lose are taken", () => {
    commit(room, update(3, 0, [goneAfter(undefined, "s:JPN", 2)]));
    commit(room, update(8, 0, [goneAfter(Y.createID(7, 0), "", 2), overwrite(8, 1, any("again"))]));
    expect(room.read((doc) => doc.getMap("n").get("s:JPN"))).toBe("again");
  });

  test("but an overwritten value behind one that is no longer before the last is taken", () => {
    commit(
      room,
      update(3, 0, [firstWrite("n", "s:PER", any(1)), overwrite(3, 0, any(2)), overwrite(3, 1, any(3))]),
    );
    const [wins, loses] = [overwrite(3, 0, any("wins")), goneAfter(Y.createID(3, 1), "", 1)];
    commit(room, bytes(2, 1, 7, 1, wins, 1, 20, 0, loses, 0));
    expect(room.read((doc) => doc.getMap("n").get("s:PER"))).toBe("wins");
  });
});

describe("what makes Yjs search long is refused before it does (T8)", () => {
  const count = 1000;
  const value = any(1);

  /** Two clients that overwrote each other in turn: a list that Yjs cannot shorten. */
  function roomWithLongList(): RoomDocument {
    const room = openRoom();
    const [first, second] = [[firstWrite("n", "s:JPN", value)], [] as Uint8Array[]];
    for (let index = 0; index < count; index += 1) {
      second.push(overwrite(5, index, value));
      first.push(overwrite(6, index, value));
    }
    commit(room, bytes(2, first.length, 5, 0, ...first, second.length, 6, 0, ...second, 0));
    return room;
  }

  test("many writes behind many different ones of a long list", () => {
    const fan = Array.from({ length: count }, (_, index) => overwrite(5, index, value));
    expect(verdictOn(roomWithLongList(), update(9, 0, fan))).toBe("update-invalid");
  });

  test("but one of them, and a row of one's own behind it, is taken", () => {
    const own = Array.from({ length: count }, (_, index) => overwrite(4, index, value));
    expect(verdictOn(roomWithLongList(), update(4, 0, [overwrite(5, 3, value), ...own]))).toBe("new");
  });

  test("more structs than any honest document has, and as many as a large one has are taken", () => {
    const rowOf = (length: number) => {
      const rest = Array.from({ length: length - 1 }, (_, index) => overwrite(9, index, value));
      const start = [bytes(1, length, 9, 0), firstWrite("n", "s:JPN", value)];
      return Uint8Array.from(Buffer.concat([...start, ...rest, bytes(0)]));
    };
    expect(verdictOn(openRoom(), rowOf(250_001))).toBe("too-large");
    expect(verdictOn(openRoom(), rowOf(185_000))).toBe("new");
  });
});

/** A room with some edits on their way to the disk, and the same edits in a document that has them all. */
class World {
  readonly room = openRoom();
  readonly copy = new Y.Doc();
  readonly queued: CheckedUpdate[] = [];
  readonly random: Random;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  take(checked: CheckedUpdate): void {
    this.room.queue(checked);
    this.queued.push(checked);
    Y.applyUpdate(this.copy, checked.bytes);
  }

  store(): void {
    const next = this.queued.shift();
    if (next) this.room.apply(next, this.room.seq + 1);
  }
}

/** What applying an update to everything known would do. */
function plainVerdict(copy: Y.Doc, sent: Uint8Array): string {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(copy));
  const [vector, wasLive] = [Y.encodeStateVector(doc), [...doc.getMap("n").keys()]];
  Y.applyUpdate(doc, sent);
  if (doc.store.pendingStructs || doc.store.pendingDs) return "gap";
  const map = doc.getMap("n");
  const hasVanished =
    wasLive.some((key) => !map.has(key)) || [...map._map.keys()].some((key) => !map.has(key));
  if (hasVanished) return "update-invalid";
  return Buffer.from(vector).equals(Y.encodeStateVector(doc)) ? "repeat" : "new";
}

/** Well-formed writes of anybody anywhere, and deletions of anything. */
function forge({ copy, random }: World): Uint8Array {
  const runs = random.chance(0.3) ? 2 : 1;
  const senders = clients.toSorted(() => random.next() - 0.5).slice(0, runs);
  const written = senders.map((client) => new ForgedRun(copy, client, random).bytes);
  const deletes = random.chance(0.4) ? forgeDeletes(copy, senders, random) : bytes(0);
  return bytes(runs, ...written, deletes);
}

/** One run of a client's writes, begun at or just before what is known of it. */
class ForgedRun {
  readonly structs: Uint8Array[] = [];
  readonly #copy: Y.Doc;
  readonly #client: number;
  readonly #start: number;
  readonly #random: Random;
  #clock: number;

  constructor(copy: Y.Doc, client: number, random: Random) {
    this.#copy = copy;
    this.#client = client;
    this.#random = random;
    this.#start = Math.max(0, Y.getState(copy.store, client) - (random.chance(0.2) ? 1 : 0));
    this.#clock = this.#start;
    const count = 1 + random.below(random.chance(0.5) ? 2 : 8);
    while (this.structs.length < count) this.#add();
  }

  get bytes(): Uint8Array {
    return bytes(this.structs.length, this.#client, this.#start, ...this.structs);
  }

  #add(): void {
    // What is known already has its place; only what follows it is made up.
    const isRepeat = this.#clock < Y.getState(this.#copy.store, this.#client);
    const id = Y.createID(this.#client, this.#clock);
    const key = isRepeat ? keyOf(this.#copy, id) : this.#random.pick(keys);
    const origin = isRepeat ? originOf(this.#copy, id) : this.#pickOrigin(key);
    const length = this.#random.chance(0.4) && !isRepeat ? 1 + this.#random.below(3) : 0;
    this.structs.push(structOf(origin, key, length));
    this.#clock += length || 1;
  }

  #pickOrigin(key: string): Y.ID | undefined {
    const random = this.#random;
    if (random.chance(0.3)) return undefined;
    if (random.chance(0.3)) return this.#copy.getMap("n")._map.get(key)?.lastId;
    const own = this.#clock - this.#start;
    if (own > 0 && random.chance(0.5)) return Y.createID(this.#client, this.#start + random.below(own));
    const writers = clients.filter((writer) => Y.getState(this.#copy.store, writer) > 0);
    if (writers.length === 0) return undefined;
    const writer = random.pick(writers);
    return Y.createID(writer, random.below(Y.getState(this.#copy.store, writer)));
  }
}

function structOf(origin: Y.ID | undefined, key: string, goneLength: number): Uint8Array {
  if (goneLength > 0) return goneAfter(origin, key, goneLength);
  return origin ? overwrite(origin.client, origin.clock, any(1)) : firstWrite("n", key, any(1));
}

function originOf(copy: Y.Doc, { client, clock }: Y.ID): Y.ID | undefined {
  const item = Y.getItem(copy.store, Y.createID(client, clock));
  return item.id.clock < clock ? Y.createID(client, clock - 1) : (item.origin ?? undefined);
}

function keyOf(copy: Y.Doc, id: Y.ID): string {
  return Y.getItem(copy.store, id).parentSub ?? "";
}

function forgeDeletes(copy: Y.Doc, senders: readonly number[], random: Random): Uint8Array {
  const client = random.chance(0.5) ? random.pick(senders) : random.pick(clients);
  const end = Y.getState(copy.store, client) + (senders.includes(client) ? 1 : 0);
  if (end === 0) return bytes(0);
  const clock = random.below(end);
  return deleting(client, clock, 1 + random.below(Math.min(3, end - clock)));
}

test.each(fuzzSeeds(40))("T18 refuses exactly what would make a key vanish, seed %i", (seed) => {
  const world = new World(seed);
  const counts: Record<string, number> = {};
  for (let step = 0; step < 100; step += 1) {
    const sent = forge(world);
    const verdict = verdictOn(world.room, sent);
    counts[verdict] = (counts[verdict] ?? 0) + 1;
    expect([step, verdict]).toEqual([step, plainVerdict(world.copy, sent)]);
    if (verdict === "new") {
      const checked = world.room.judge(sent);
      if (checked.kind === "new") world.take(checked.update);
    }
    if (world.random.chance(0.45)) world.store();
  }
  expect([counts["new"], counts["update-invalid"]].every((count = 0) => count > 10)).toBe(true);
});
