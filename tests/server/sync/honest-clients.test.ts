// Seeded random runs of honest clients against the guard, without sockets: edits, lost connections, reconnections,
// tabs that tell each other behind the server's back, and a disk that lags. The guard must never refuse one of them,
// and in the end all documents must be equal.
import { expect, test } from "vitest";
import * as Y from "yjs";

import type { RecordId } from "../../../schema/ids.ts";
import { openText } from "../../../schema/rooms/texts.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import type { CheckedUpdate } from "../../../server/sync/checked-update.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { openRoom } from "../../support/guarded-room.ts";
import { Random } from "../../support/random.ts";

const keys = ["s:JPN", "s:PER", "s:PER/label", "s:CHL/notes", "a:CPTPP"];
const seeds = fuzzSeeds(60);

/** What people do in a room, and all that is in it. */
interface Work {
  readonly part: "graph" | "text";
  readonly edit: (doc: Y.Doc, random: Random) => void;
  readonly contentOf: (doc: Y.Doc) => string;
}

const keeping: Work = {
  part: "graph",
  edit: (doc, random) => void doc.getMap("n").set(random.pick(keys), random.below(1000)),
  contentOf: (doc) => JSON.stringify([...doc.getMap("n")].toSorted(([a], [b]) => (a < b ? -1 : 1))),
};

const records = ["s:JPN", "d:one"].map((id) => id as RecordId);
/** Words of one, two and three bytes a letter, a mark that decoders like to swallow, and a pair of surrogates. */
const words = ["a", "word ", "\u00fc", "\u53f0\u6e7e", "\uFEFFmark", "\u{1F5FA}"];

const writing: Work = {
  part: "text",
  edit(doc, random) {
    const text = openText(doc, random.pick(records));
    const at = random.below(text.length + 1);
    if (random.chance(0.3)) text.delete(at, Math.min(text.length - at, random.below(8)));
    else text.insert(at, random.pick(words));
  },
  contentOf: (doc) => JSON.stringify(records.map((id) => openText(doc, id).toJSON())),
};

class World {
  readonly random: Random;
  readonly room: RoomDocument;
  readonly clients: Client[];
  /** On their way to the disk. */
  readonly committing: CheckedUpdate[] = [];
  readonly verdicts = { new: 0, repeat: 0, gap: 0 };

  constructor(seed: number, { part, edit }: Work) {
    this.random = new Random(seed);
    this.room = openRoom(part);
    this.clients = Array.from({ length: 4 }, (_, index) => new Client(seed * 10 + index + 1, edit));
    for (const client of this.clients) this.connect(client);
  }

  step(): void {
    const client = this.random.pick(this.clients);
    const actions = [
      () => client.edit(this.random),
      () => client.edit(this.random),
      () => this.receive(client),
      () => this.receive(client),
      () => client.deliver(),
      () => this.commit(),
      () => (client.isConnected ? this.random.chance(0.2) && client.disconnect() : this.connect(client)),
      () => client.tellTab(this.random.pick(this.clients)),
    ];
    this.random.pick(actions)();
  }

  settle(): void {
    for (const client of this.clients) if (!client.isConnected) this.connect(client);
    const isBusy = () =>
      this.committing.length > 0 || this.clients.some(({ up, down }) => up.length + down.length > 0);
    while (isBusy()) {
      this.commit();
      for (const client of this.clients) {
        this.receive(client);
        client.deliver();
      }
    }
  }

  connect(client: Client): void {
    client.isConnected = true;
    client.down.push(step1Of(this.room));
    client.down.push({ kind: "update", bytes: this.encodedFor(client) });
  }

  /** The server takes the oldest thing a client has sent. */
  receive(client: Client): void {
    const bytes = client.up.shift();
    if (!bytes) return;
    const verdict = this.room.judge(bytes);
    this.verdicts[verdict.kind] += 1;
    if (verdict.kind === "gap") client.down.push(step1Of(this.room));
    if (verdict.kind !== "new") return;
    this.room.queue(verdict.update);
    this.committing.push(verdict.update);
  }

  commit(): void {
    const update = this.committing.shift();
    if (!update) return;
    this.room.apply(update, this.room.seq + 1);
    for (const client of this.clients) {
      if (client.isConnected) client.down.push({ kind: "update", bytes: update.bytes });
    }
  }

  encodedFor(client: Client): Uint8Array {
    return this.room.read((doc) => Y.encodeStateAsUpdate(doc, Y.encodeStateVector(client.doc)));
  }
}

type Down =
  | { readonly kind: "update"; readonly bytes: Uint8Array }
  | { readonly kind: "step1"; readonly vector: Uint8Array };

function step1Of(room: RoomDocument): Down {
  return { kind: "step1", vector: room.read((doc) => Y.encodeStateVector(doc)) };
}

/** A browser tab. */
class Client {
  readonly doc = new Y.Doc();
  up: Uint8Array[] = [];
  down: Down[] = [];
  isConnected = false;
  readonly #edit: Work["edit"];

  constructor(clientId: number, edit: Work["edit"]) {
    this.#edit = edit;
    this.doc.clientID = clientId;
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (this.isConnected && origin === null) this.up.push(bytes);
    });
  }

  edit(random: Random): void {
    this.doc.transact(() => {
      const count = 1 + random.below(3);
      for (let index = 0; index < count; index += 1) this.#edit(this.doc, random);
    });
  }

  deliver(): void {
    const message = this.down.shift();
    if (message?.kind === "update") Y.applyUpdate(this.doc, message.bytes, "server");
    if (message?.kind === "step1") this.up.push(Y.encodeStateAsUpdate(this.doc, message.vector));
  }

  /** Everything in flight either way is lost. */
  disconnect(): void {
    this.isConnected = false;
    this.up = [];
    this.down = [];
  }

  tellTab(other: Client): void {
    Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(other.doc)), "tab");
  }
}

function run(seed: number, work: Work): void {
  const world = new World(seed, work);
  for (let step = 0; step < 400; step += 1) world.step();
  world.settle();
  const ofServer = world.room.read(work.contentOf);
  expect(world.clients.map(({ doc }) => work.contentOf(doc))).toEqual(world.clients.map(() => ofServer));
  expect(world.verdicts.new).toBeGreaterThan(10);
}

test.each(seeds)("honest clients are never refused and all end equal, seed %i", (seed) => {
  run(seed, keeping);
});

test.each(seeds)("TXT-2 honest writers are never refused and all end with equal texts, seed %i", (seed) => {
  run(seed, writing);
});
