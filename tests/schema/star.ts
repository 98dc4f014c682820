// People around one server, cut off and joined again at random, with slow lines both ways. What each of them knew
// when they wrote is recorded beside the documents, so that a test can say what must be found without looking at
// how it is found.
import * as Y from "yjs";

import { conflictId, toEntry } from "../../schema/conflicts/conflict-entries.ts";
import { applyFindingConflicts, type FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { collectUpdates } from "../../schema/collect-updates.ts";
import { conflictRoot, writeIdOf, type WriteId } from "../../schema/document.ts";
import type { Random } from "../support/random.ts";

/** One write, and what its writer knew. */
export interface Recorded {
  readonly name: string;
  readonly key: string;
  readonly value: unknown;
  /** The write whose value the writer saw and replaced. */
  readonly shown: string | undefined;
  /** Clocks by client, as of just before the write. */
  readonly knew: ReadonlyMap<number, number>;
}

export const nameOf = ({ client, clock }: WriteId) => `${client} ${clock}`;

export const keys = ["s:A", "s:A/label", "s:A/notes", "s:B/label"];

/** What one update brought to the server. */
export interface Arrival {
  readonly key: string;
  readonly stood: string | undefined;
  readonly current: string;
  readonly writes: readonly Recorded[];
}

export class Person {
  doc = new Y.Doc();
  up: Uint8Array[] = [];
  down: Uint8Array[] = [];
  isConnected = false;
  readonly #star: Star;

  constructor(star: Star, client: number) {
    this.#star = star;
    this.#listen(client);
  }

  #listen(client: number): void {
    this.doc.clientID = client;
    this.doc.on("update", (bytes: Uint8Array, origin: unknown) => {
      if (this.isConnected && origin !== "server") this.up.push(bytes);
    });
  }

  /** Runs an edit of the graph's keys and records what it wrote, and in ignorance of what. */
  edit(work: () => void): void {
    const map = this.doc.getMap("n");
    const knew = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    const shown = new Map(keys.map((key) => [key, writeIdOf(map, key)]));
    work();
    for (const key of keys) {
      const [before, after] = [shown.get(key), writeIdOf(map, key)];
      if (!after || (before && nameOf(before) === nameOf(after))) continue;
      const name = nameOf(after);
      this.#star.writes.set(name, { name, key, value: map.get(key), shown: before && nameOf(before), knew });
    }
  }

  deliver(): void {
    const bytes = this.down.shift();
    if (bytes) Y.applyUpdate(this.doc, bytes, "server");
  }

  /** The tab is loaded anew from this device's copy: the same edits under another client id. */
  reload(client: number): void {
    this.disconnect();
    const copy = Y.encodeStateAsUpdate(this.doc);
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, copy, "server");
    this.#listen(client);
  }

  /** What was sent is received; what was on its way here is lost. */
  disconnect(): void {
    while (this.up.length > 0) this.#star.receive(this);
    this.isConnected = false;
    this.down = [];
  }
}

/** The server and everybody around it. */
export class Star {
  readonly random: Random;
  readonly server = new Y.Doc();
  readonly people: Person[];
  readonly writes = new Map<string, Recorded>();
  readonly found: FoundConflict[] = [];
  readonly arrivals: Arrival[] = [];
  /** Every update as the server took it, entries left out. */
  readonly log: Uint8Array[] = [];
  readonly #notes = new Y.Doc();
  readonly #isNoting: boolean;
  readonly #clients = new Set<number>();

  /** @param isNoting The server writes entries, and everybody gets them. */
  constructor(random: Random, isNoting: boolean) {
    this.random = random;
    this.#isNoting = isNoting;
    this.#notes.clientID = 2_000_000 + random.below(1_000_000);
    this.people = Array.from({ length: 5 }, () => new Person(this, this.#nextClient()));
  }

  step(edit: (person: Person) => void): void {
    const { random } = this;
    const person = random.pick(this.people);
    random.pick([
      () => edit(person),
      () => edit(person),
      () => this.receive(person),
      () => person.deliver(),
      () => person.deliver(),
      () => (person.isConnected ? random.chance(0.3) && person.disconnect() : this.connect(person)),
      () => random.chance(0.1) && person.reload(this.#nextClient()),
    ])();
  }

  /** Everybody comes back and gets everything. */
  settle(): void {
    for (const person of this.people) if (!person.isConnected) this.connect(person);
    while (this.people.some(({ up, down }) => up.length + down.length > 0)) {
      for (const person of this.people) {
        this.receive(person);
        person.deliver();
      }
    }
  }

  /** Both sides send what the other lacks as of now, before either has heard anything. */
  connect(person: Person): void {
    person.isConnected = true;
    const [ofServer, ofPerson] = [this.server, person.doc].map((doc) => Y.encodeStateVector(doc));
    person.up.push(Y.encodeStateAsUpdate(person.doc, ofServer));
    person.down.push(Y.encodeStateAsUpdate(this.server, ofPerson));
  }

  receive(person: Person): void {
    const bytes = person.up.shift();
    if (!bytes) return;
    const map = this.server.getMap("n");
    const before = Y.decodeStateVector(Y.encodeStateVector(this.server));
    const stood = new Map(keys.map((key) => [key, writeIdOf(map, key)]));
    const found = applyFindingConflicts(this.server, bytes);
    this.log.push(bytes);
    this.found.push(...found);
    this.#record(before, stood);
    this.#send(bytes);
    if (this.#isNoting) for (const conflict of found) this.#note(conflict);
  }

  #record(before: ReadonlyMap<number, number>, stood: ReadonlyMap<string, WriteId | undefined>): void {
    const now = Y.decodeStateVector(Y.encodeStateVector(this.server));
    const isNew = ({ name }: Recorded) => {
      const [client, clock] = name.split(" ").map(Number) as [number, number];
      return clock >= (before.get(client) ?? 0) && clock < (now.get(client) ?? 0);
    };
    const fresh = Map.groupBy([...this.writes.values()].filter(isNew), ({ key }) => key);
    for (const [key, writes] of fresh) {
      const [last, current] = [stood.get(key), writeIdOf(this.server.getMap("n"), key)];
      if (!current) throw new Error("what was written stands there");
      this.arrivals.push({ key, stood: last && nameOf(last), current: nameOf(current), writes });
    }
  }

  #note(found: FoundConflict): void {
    const id = conflictId(found.values);
    const write = () =>
      void this.#notes.getMap(conflictRoot).set(
        id,
        toEntry(found, () => ({})),
      );
    for (const bytes of collectUpdates(this.#notes, write)) {
      Y.applyUpdate(this.server, bytes);
      this.#send(bytes);
    }
  }

  #send(bytes: Uint8Array): void {
    for (const { isConnected, down } of this.people) if (isConnected) down.push(bytes);
  }

  #nextClient(): number {
    const client = 1 + this.random.below(1_000_000);
    if (this.#clients.has(client)) return this.#nextClient();
    this.#clients.add(client);
    return client;
  }
}
