// Somebody who writes as fast as a test wants, and knows what they sent and what came back.
import * as Y from "yjs";

import { payloadOf } from "./extended-client.ts";
import type { RawClient } from "./raw-client.ts";
import { bytes } from "./update-bytes.ts";

/** An author on a bare socket, one frame for each edit. */
export class Author {
  readonly doc = new Y.Doc();
  /** What each key was last given. */
  readonly sent = new Map<string, string>();
  readonly client: RawClient;
  readonly #name: string;
  readonly #label: string;
  #made = 0;

  /** @param options.labelLength Characters of each new record's label, which make an edit as long as a test needs. */
  constructor(client: RawClient, name: string, { labelLength = 8 } = {}) {
    this.client = client;
    this.#name = name;
    this.#label = name.padEnd(labelLength, "x");
    this.doc.on("update", (update: Uint8Array) => client.send(bytes(0, 2, update.byteLength, update)));
  }

  get made(): number {
    return this.#made;
  }

  /** Half of the edits are new records, half put one in the bin. */
  edit(): void {
    const index = this.#made;
    this.#made += 1;
    const id = `x:${this.#name}${index - (index % 2)}`;
    const [key, value] =
      index % 2 === 0
        ? [id, { kind: "x", label: `${this.#label} ${index}` }]
        : [`${id}/$del`, { by: this.#name, at: `${index}` }];
    this.doc.transact(() => this.doc.getMap("n").set(key, value));
    this.sent.set(key, JSON.stringify(value));
  }

  /** What the first frames brought, each one edit. */
  sentIn(frames: number): ReadonlyMap<string, string> {
    return new Map([...this.sent].slice(0, frames));
  }

  /** What the server sent back: by its promise, all of it is on disk. */
  echoed(): Y.Doc {
    const doc = new Y.Doc();
    for (const frame of this.client.frames) {
      if (frame[0] === 0 && frame[1] === 2) Y.applyUpdate(doc, payloadOf(frame));
    }
    return doc;
  }
}

/** What authors wrote, of all that a document holds. */
export function entriesOf(doc: Y.Doc): ReadonlyMap<string, string> {
  const own = [...doc.getMap("n")].filter(([key]) => key.startsWith("x:"));
  return new Map(own.map(([key, value]) => [key, JSON.stringify(value)]));
}

/** Entries of one that the other does not have. */
export function missingIn(
  kept: ReadonlyMap<string, string>,
  seen: ReadonlyMap<string, string>,
): readonly string[] {
  return [...seen].filter(([key, value]) => kept.get(key) !== value).map(([key]) => key);
}
