// Three people who edit the same few records over real sockets, each behind a cable that can be cut. What each of them
// knew when they wrote is recorded beside the documents: at the end it says which values must be there, and which must
// be listed as having lost a race.
import * as Y from "yjs";

import { canonicalJson } from "../../schema/canonical.ts";
import { areSameValues } from "../../schema/conflicts/conflicts.ts";
import { graphRoots, writeIdOf, type GraphRoot, type WriteId } from "../../schema/document.ts";
import { perform, type Command } from "../../schema/edits.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { ClaimId, EntityId, EvidenceId, SourceId } from "../../schema/ids.ts";
import { project } from "../../schema/projection.ts";
import { layCable, socketTo, type NetworkCable } from "./network-cable.ts";
import type { Random } from "./random.ts";
import { joinStock, type StockClient } from "./stock-client.ts";

/** The records they all work on. */
const records = ["s:AAA", "s:BBB", "s:CCC", "d:one"] as EntityId[];

interface Written {
  readonly root: GraphRoot;
  readonly key: string;
  readonly value: unknown;
  readonly write: WriteId;
  /** Clocks by client, as of just before the write. */
  readonly knew: ReadonlyMap<number, number>;
}

/** One of the three. */
export interface Person extends AsyncDisposable {
  readonly name: string;
  readonly client: StockClient;
  readonly cable: NetworkCable;
}

/** What was found when everybody had everything. */
export interface Findings {
  readonly edits: number;
  readonly isEqual: boolean;
  /** Keys whose value somebody had knowingly replaced. */
  readonly overruled: readonly string[];
  /** Values that lost a race and are not listed, and listed ones that did not. */
  readonly unlisted: readonly string[];
  readonly wronglyListed: readonly string[];
  readonly conflicts: number;
  /** Pieces of evidence that were added and are nowhere. */
  readonly lostEvidence: readonly string[];
}

/** The three and all that they wrote. */
export class ThreePeople implements AsyncDisposable {
  readonly people: readonly Person[];
  readonly #written: Written[] = [];
  readonly #evidence: string[] = [];
  readonly #random: Random;
  #edits = 0;

  private constructor(people: readonly Person[], random: Random) {
    this.people = people;
    this.#random = random;
    for (const { client } of people) this.#record(client.doc);
  }

  /** Sits three people down at a workspace of a running server, with the records they will work on. */
  static async join(port: number, workspace: string, random: Random): Promise<ThreePeople> {
    const people = await Promise.all(
      ["Ann", "Ben", "Cem"].map(async (name) => {
        const cable = await layCable(port);
        const client = joinStock(`ws://127.0.0.1:${cable.port}/sync`, workspace, new Y.Doc(), socketTo(port));
        client.provider.awareness.setLocalStateField("user", { name });
        const leave = async () => {
          client[Symbol.dispose]();
          await cable[Symbol.asyncDispose]();
        };
        return { name, client, cable, [Symbol.asyncDispose]: leave };
      }),
    );
    await Promise.all(people.map(({ client }) => client.synced()));
    const three = new ThreePeople(people, random);
    const [first] = people;
    if (first) three.#prepare(first);
    return three;
  }

  /** One edit of one person; most touch a field that the others touch too. */
  edit(person: Person): void {
    this.#edits += 1;
    try {
      perform(person.client.doc, this.#command(), author(person));
    } catch (error) {
      // What is in the bin cannot be renamed, and so on; anything but a refusal is a bug.
      if (!(error instanceof EntenteError)) throw error;
    }
  }

  /** Whether everybody has all that anybody wrote, and the server's notes on it. */
  get isSettled(): boolean {
    // A note comes after the edits it speaks of. Whoever edits in between has not seen what lost, and settles nothing.
    return this.#areEqual && this.judge().unlisted.length === 0;
  }

  get #areEqual(): boolean {
    const texts = this.people.map(({ client }) => contentOf(client.doc));
    return (
      texts.every((text) => text === texts[0]) && this.people.every(({ client }) => client.provider.synced)
    );
  }

  judge(): Findings {
    const [first] = this.people;
    if (!first) throw new Error("there is nobody");
    const { doc } = first.client;
    const listed = new Map(
      project(doc).conflicts.flatMap(({ root, key, others }) =>
        others.map(({ write }) => [nameOf(write), `${root} ${key}`] as const),
      ),
    );
    const { overruled, lost } = this.#truth(doc);
    return {
      edits: this.#edits,
      isEqual: this.#areEqual,
      overruled,
      unlisted: [...lost].filter(([write]) => !listed.has(write)).map(([, place]) => place),
      wronglyListed: [...listed].filter(([write]) => !lost.has(write)).map(([, place]) => place),
      conflicts: listed.size,
      lostEvidence: this.#evidence.filter((id) => !doc.getMap("c").has(id)),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.people.map((person) => person[Symbol.asyncDispose]()));
  }

  #prepare(person: Person): void {
    const commands: Command[] = [
      { kind: "add-source", id: "src:one" as SourceId, fields: { kind: "report", title: "A report" } },
      ...records.map((id): Command => {
        const fields = { kind: id.startsWith("d:") ? "decision" : "state", label: id };
        return { kind: "add-entity", id, fields };
      }),
    ];
    perform(person.client.doc, { kind: "all", commands }, author(person));
  }

  #command(): Command {
    const random = this.#random;
    const id = random.pick(records);
    const chance = random.next();
    if (chance < 0.35) return { kind: "change", id, fields: { notes: `Note ${this.#edits}` } };
    if (chance < 0.5) return { kind: "rename", id, label: `Name ${random.below(12)}` };
    if (chance < 0.6) return { kind: "change", id, fields: { subtype: `Kind ${random.below(3)}` } };
    if (chance < 0.68) return { kind: "retract", ids: [id] };
    if (chance < 0.78) return { kind: "restore", ids: [id] };
    return this.#claim(id);
  }

  #claim(on: EntityId): Command {
    const name = `n${this.#edits}`;
    const [claim, evidence] = [`clm:${name}` as ClaimId, `evd:${name}` as EvidenceId];
    this.#evidence.push(evidence);
    const source = "src:one" as SourceId;
    return {
      kind: "all",
      commands: [
        { kind: "add-claim", id: claim, fields: { kind: "claim", on, statement: `Said as ${name}.` } },
        { kind: "add-evidence", id: evidence, fields: { kind: "evidence", claim, source, locator: "p1" } },
      ],
    };
  }

  /** Writes down what a person's own edits wrote, and what they knew just before. */
  #record(doc: Y.Doc): void {
    let knew: ReadonlyMap<number, number> = new Map();
    doc.on("beforeTransaction", () => (knew = Y.decodeStateVector(Y.encodeStateVector(doc))));
    doc.on("afterTransaction", (transaction: Y.Transaction) => {
      if (!transaction.local) return;
      for (const root of graphRoots) {
        const map = doc.getMap<unknown>(root);
        for (const key of transaction.changed.get(map as never) ?? []) {
          const write = writeIdOf(map, String(key));
          if (write) this.#written.push({ root, key: String(key), value: map.get(String(key)), write, knew });
        }
      }
    });
  }

  /** By what was known, not by where items stand: which values may stand, and which lost a race. */
  #truth(doc: Y.Doc): { readonly overruled: readonly string[]; readonly lost: ReadonlyMap<string, string> } {
    const overruled: string[] = [];
    const lost = new Map<string, string>();
    for (const [place, writes] of Map.groupBy(this.#written, ({ root, key }) => `${root} ${key}`)) {
      const latest = writes.filter((write) => !writes.some((other) => hasSeen(other, write)));
      const [root = "", key = ""] = place.split(" ");
      const current = doc.getMap<unknown>(root).get(key);
      if (!latest.some(({ value }) => canonicalJson(value) === canonicalJson(current))) overruled.push(place);
      const losers = latest.filter(({ value }) => !areSameValues(key, value, current));
      for (const { write } of losers) lost.set(nameOf(write), place);
    }
    return { overruled, lost };
  }
}

function hasSeen(later: Written, { write }: Written): boolean {
  if (later.write === write) return false;
  return (later.knew.get(write.client) ?? 0) > write.clock;
}

function author({ name }: Person) {
  return { user: name, at: "2026-01-02T03:04:05.000Z" };
}

function nameOf({ client, clock }: WriteId): string {
  return `${client} ${clock}`;
}

function contentOf(doc: Y.Doc): string {
  return canonicalJson(
    Object.fromEntries([...graphRoots, "x"].map((root) => [root, doc.getMap(root).toJSON()])),
  );
}
