// Log before broadcast: whatever anybody saw survives a process that is killed at any moment.
import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";

import { openRaw, type RawClient } from "../support/raw-client.ts";
import { startServerProcess, type ServerProcess } from "../support/server-process.ts";
import { joinStock } from "../support/stock-client.ts";
import { documentChanges, until } from "../support/wait.ts";
import { bytes } from "../support/update-bytes.ts";

const editsMax = 2000;
const aheadMax = 100;
let server: ServerProcess | undefined;
afterEach(async () => {
  await server?.[Symbol.asyncDispose]();
  server = undefined;
});

const syncUrlOf = ({ url }: ServerProcess) => `${url.replace(/^http/, "ws")}/sync`;

/** An author who sends as fast as it can, and knows which of its edits came back. */
class Author {
  readonly doc = new Y.Doc();
  readonly sent = new Map<string, string>();
  readonly #client: RawClient;

  constructor(client: RawClient) {
    this.#client = client;
    this.doc.on("update", (update: Uint8Array) => client.send(bytes(0, 2, update.byteLength, update)));
  }

  /** Half of the edits are new records, half put one in the bin. */
  edit(index: number): void {
    const key = index % 2 === 0 ? `x:e${index}` : `x:e${index - 1}/$del`;
    const value = index % 2 === 0 ? { kind: "x", label: `edit ${index}` } : { by: "author", at: `${index}` };
    this.doc.transact(() => this.doc.getMap("n").set(key, value));
    this.sent.set(key, JSON.stringify(value));
  }

  /** What the server sent back: by its promise, all of it is on disk. */
  echoed(): Y.Doc {
    const doc = new Y.Doc();
    for (const frame of this.#client.frames) {
      if (frame[0] === 0 && frame[1] === 2) Y.applyUpdate(doc, bodyOf(frame));
    }
    return doc;
  }
}

/** The update in an update frame. */
function bodyOf(frame: Uint8Array): Uint8Array {
  let at = 2;
  while ((frame[at] ?? 0) >= 0x80) at += 1;
  return frame.subarray(at + 1);
}

function entriesOf(doc: Y.Doc): ReadonlyMap<string, string> {
  const own = [...doc.getMap("n")].filter(([key]) => key.startsWith("x:e"));
  return new Map(own.map(([key, value]) => [key, JSON.stringify(value)]));
}

test.each([150, 700, 1400])(
  "kill -9 when %i of 2,000 edits were seen: nothing that author or reader saw is gone",
  async (killAfter) => {
    server = await startServerProcess();
    const syncUrl = syncUrlOf(server);
    const authorSocket = await openRaw(syncUrl, "cptpp");
    const author = new Author(authorSocket);
    const reader = joinStock(syncUrl, "cptpp");
    await reader.synced();

    const seenKeys: string[] = [];
    reader.doc.getMap("n").observe((event) => void seenKeys.push(...event.keysChanged));
    let made = 0;
    while (made < editsMax && seenKeys.length < killAfter) {
      author.edit(made);
      made += 1;
      // The author is always some edits ahead of what comes back, never all of them.
      await until(
        () => made - seenKeys.length < aheadMax,
        documentChanges(reader.doc),
        `edit ${made - aheadMax} to be seen`,
      );
    }
    await server.kill();
    expect(made).toBeLessThan(editsMax);

    const [byReader, byAuthor] = [entriesOf(reader.doc), entriesOf(author.echoed())];
    // They must not bring back themselves what the server may have lost.
    reader[Symbol.dispose]();
    authorSocket[Symbol.dispose]();
    await server.start();
    using late = joinStock(syncUrl, "cptpp");
    await late.synced();
    const kept = entriesOf(late.doc);

    expect(byReader.size).toBeGreaterThanOrEqual(killAfter);
    expect([...byReader].filter(([key, value]) => kept.get(key) !== value)).toEqual([]);
    expect([...byAuthor].filter(([key, value]) => kept.get(key) !== value)).toEqual([]);
    expect([...kept].filter(([key, value]) => author.sent.get(key) !== value)).toEqual([]);
  },
);
