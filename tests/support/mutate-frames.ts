// Valid frames of every kind of message, and what becomes of them when bytes are changed, cut, repeated and mixed.
import * as Y from "yjs";

import { encodeExtension } from "../../schema/extension.ts";
import type { RoomPart } from "../../schema/protocol.ts";
import type { RoomDocument } from "../../server/sync/room-document.ts";
import { copyOf } from "./guarded-room.ts";
import type { Random } from "./random.ts";
import { bytes } from "./update-bytes.ts";

/** Lengths, counts and clocks that no frame has room for, or that wrap around. */
const bombs = [0, 1, 127, 128, 4096, 65_537, 2 ** 31 - 1, 2 ** 31, 2 ** 32, 2 ** 40, Number.MAX_SAFE_INTEGER];
const messagesKept = 60;

/** A message in its two layers, either of which can be spoiled. */
interface Message {
  readonly payload: Uint8Array;
  readonly wrap: (payload: Uint8Array) => Uint8Array;
}

/** Writes what honest people of one kind of room write. */
const writes: Readonly<Record<RoomPart, (doc: Y.Doc, random: Random) => void>> = {
  graph: (doc, random) => {
    const key = random.pick(["s:JPN", "s:PER", "s:PER/label", "s:CHL/notes", "a:CPTPP", "a:CPTPP/$del"]);
    doc
      .getMap("n")
      .set(key, random.pick([random.below(1000), "word", null, { kind: "state", tags: ["a", 1.5] }]));
  },
  view: (doc, random) => {
    doc.getMap("p").set(random.pick(["s:JPN", "s:PER"]), random.pick([[random.below(900), -3], null]));
  },
  talk: (doc, random) => {
    const field = random.pick(["text", "resolved"]);
    const by = { by: "Ann", at: "2026-01-02T03:04:05.000Z" };
    doc.getMap("t").set(`thr:${random.below(3)}/${field}`, field === "text" ? "Why?" : by);
  },
  scenario: (doc, random) => {
    doc.getMap("n").set(random.pick(["s:JPN/label", "s:PER/label"]), { v: random.below(9), was: null });
  },
  text: (doc, random) => {
    const text = doc.getText(`t:${random.pick(["s:JPN", "d:one"])}`);
    const at = random.below(text.length + 1);
    if (random.chance(0.3)) text.delete(at, Math.min(text.length - at, random.below(8)));
    else text.insert(at, random.pick(["a", "word ", "\u{1F5FA}", "\u53f0\u6e7e"]));
  },
};

/** A stream of frames for one room, few of which are as somebody meant them. */
export class FrameSource {
  readonly #document: RoomDocument;
  readonly #part: RoomPart;
  readonly #random: Random;
  readonly #messages: Message[] = [];
  #author: Y.Doc;

  constructor(document: RoomDocument, part: RoomPart, random: Random) {
    this.#document = document;
    this.#part = part;
    this.#random = random;
    this.#author = this.#newAuthor();
  }

  next(): Uint8Array {
    const random = this.#random;
    if (this.#messages.length < 5 || random.chance(0.1)) this.#keep(this.#honestMessage());
    const { payload, wrap } = random.pick(this.#messages);
    if (random.chance(0.05)) return wrap(payload);
    return random.chance(0.7) ? wrap(this.#spoil(payload)) : this.#spoil(wrap(payload));
  }

  #keep(message: Message): void {
    this.#messages.push(message);
    if (this.#messages.length > messagesKept) this.#messages.shift();
  }

  #honestMessage(): Message {
    const random = this.#random;
    if (random.chance(0.1)) this.#author = this.#newAuthor();
    const kind = random.below(10);
    if (kind === 0) return syncMessage(0, Y.encodeStateVector(this.#author));
    if (kind === 1) return { payload: bytes(3), wrap: (payload) => payload };
    if (kind === 2)
      return { payload: encodeExtension({ kind: "auth", token: "a token" }), wrap: (payload) => payload };
    if (kind === 3)
      return { payload: this.#presence(), wrap: (payload) => bytes(1, payload.byteLength, payload) };
    return syncMessage(random.pick([1, 2]), this.#edit());
  }

  #spoil(whole: Uint8Array): Uint8Array {
    let spoilt = whole;
    const count = 1 + this.#random.below(3);
    for (let index = 0; index < count; index += 1) spoilt = this.#mutate(spoilt);
    return spoilt;
  }

  #edit(): Uint8Array {
    const vector = this.#document.read((doc) => Y.encodeStateVector(doc));
    this.#author.transact(() => {
      const count = 1 + this.#random.below(3);
      for (let index = 0; index < count; index += 1) writes[this.#part](this.#author, this.#random);
    });
    return Y.encodeStateAsUpdate(this.#author, vector);
  }

  #presence(): Uint8Array {
    const state = JSON.stringify({ user: { name: "Ann", color: "#fff" }, at: this.#random.below(9) });
    return bytes(1, this.#author.clientID, this.#random.below(100), state);
  }

  #newAuthor(): Y.Doc {
    return Object.assign(copyOf(this.#document), { clientID: 1 + this.#random.below(2 ** 20) });
  }

  #mutate(frame: Uint8Array): Uint8Array {
    const random = this.#random;
    const at = random.below(frame.length + 1);
    const end = at + random.below(frame.length + 1 - at);
    const other = random.pick(this.#messages).payload;
    const from = random.below(other.length + 1);
    return random.pick([
      () => flip(frame, random),
      () => flip(frame, random),
      () => splice(frame, at, at + 1, new Uint8Array([random.below(256)])),
      () => splice(frame, at, at + 1, bytes(random.pick(bombs))),
      () => splice(frame, at, at, bytes(random.pick(bombs))),
      () => frame.subarray(0, at),
      () => splice(frame, at, end, new Uint8Array()),
      () => splice(frame, at, at, repeated(frame.subarray(at, end), 1 + random.below(4))),
      () => splice(frame, at, end, other.subarray(from, from + random.below(40))),
      () => splice(frame, at, frame.length, other.subarray(from)),
    ])();
  }
}

function syncMessage(kind: number, payload: Uint8Array): Message {
  return { payload, wrap: (inner) => bytes(0, kind, inner.byteLength, inner) };
}

function flip(frame: Uint8Array, random: Random): Uint8Array {
  const mutant = Uint8Array.from(frame);
  const at = random.below(frame.length);
  if (at < mutant.length) mutant[at] = (mutant[at] ?? 0) ^ (1 << random.below(8));
  return mutant;
}

function splice(frame: Uint8Array, start: number, end: number, inserted: Uint8Array): Uint8Array {
  return Uint8Array.from(Buffer.concat([frame.subarray(0, start), inserted, frame.subarray(end)]));
}

function repeated(piece: Uint8Array, count: number): Uint8Array {
  return Uint8Array.from(Buffer.concat(Array.from({ length: count }, () => piece)));
}
