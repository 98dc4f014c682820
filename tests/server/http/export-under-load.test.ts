// Exports made while many write.
import { expect, test } from "vitest";
import * as Y from "yjs";

import { openRaw, type RawClient } from "../../support/raw-client.ts";
import { addWorkspace, startTestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { editing } from "../../support/sync-frames.ts";
import { documentChanges, until } from "../../support/wait.ts";

const writerCount = 20;
const rounds = 5;
const editsEach = 10;
const exportsEach = 3;
const all = rounds * writerCount * editsEach;

interface File {
  readonly entities: readonly { readonly id: string }[];
  readonly hash: string;
}

/** Somebody who adds one company after the other, each in a frame of its own. */
class Writer {
  readonly #doc = new Y.Doc();
  readonly #name: string;
  #made = 0;

  constructor(client: RawClient, name: string) {
    this.#name = name;
    this.#doc.on("update", (update: Uint8Array) => client.send(editing(update)));
  }

  write(): void {
    const id = `c:${this.#name}n${this.#made}`;
    this.#made += 1;
    this.#doc.getMap("n").set(id, { kind: "company", label: id });
  }
}

/** How many of each writer's companies there are, and that none before them is missing. */
function countsIn({ entities }: File): ReadonlyMap<string, number> {
  const numbers = new Map<string, number[]>();
  for (const { id } of entities) {
    const [, writer = "", number] = /^c:(?<writer>w\d+)n(?<number>\d+)$/u.exec(id) ?? [];
    numbers.set(writer, [...(numbers.get(writer) ?? []), Number(number)]);
  }
  for (const found of numbers.values())
    expect(found.toSorted((a, b) => a - b)).toEqual(Array.from(found.keys()));
  return new Map([...numbers].map(([writer, { length }]) => [writer, length]));
}

test("F19 an export made while twenty people write is the map after one edit and before the next, whole", async () => {
  await using server = await startTestServer();
  using reader = joinStock(server.syncUrl, "test");
  await reader.synced();
  const workspaces = `${server.url}/api/workspaces`;
  const exported = async (name: string) =>
    (await (await fetch(`${workspaces}/${name}/export`)).json()) as File;
  const clients = await Promise.all(
    Array.from({ length: writerCount }, () => openRaw(server.syncUrl, "test")),
  );
  const writers = clients.map((client, index) => new Writer(client, `w${index}`));
  const files: File[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    const exporting: Promise<File>[] = [];
    for (let edit = 0; edit < editsEach; edit += 1) {
      for (const writer of writers) writer.write();
      if (edit % Math.floor(editsEach / exportsEach) === 0) exporting.push(exported("test"));
      await new Promise(setImmediate);
    }
    files.push(...(await Promise.all(exporting)));
    await until(
      () => reader.doc.getMap("n").size === round * writerCount * editsEach,
      documentChanges(reader.doc),
      `round ${round} to be seen`,
    );
  }
  const totals = files.map((file) => [...countsIn(file).values()].reduce((sum, count) => sum + count, 0));
  // Some were made in the middle of it.
  expect(totals.filter((total) => total % (writerCount * editsEach) > 0).length).toBeGreaterThan(rounds);
  expect(totals.every((total) => total <= all)).toBe(true);

  // What was taken in the middle can be put in elsewhere, and is the same there.
  const middle = files[Math.floor(files.length / 2)];
  await addWorkspace(server.url, "copy");
  const put = await fetch(`${workspaces}/copy/import`, { method: "POST", body: JSON.stringify(middle) });
  expect(put.status).toBe(200);
  expect((await exported("copy")).hash).toBe(middle?.hash);
  for (const client of clients) client[Symbol.dispose]();
});
