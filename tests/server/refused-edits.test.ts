// What is refused is kept for people to look at, within bounds, and never applied.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

import { RefusedEdits } from "../../server/storage/refused-edits.ts";
import { openDataFolder } from "../../server/storage/data-folder.ts";
import { openRaw } from "../support/raw-client.ts";
import { runFile } from "../support/run-process.ts";
import { startTestServer } from "../support/server.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { any, bytes, firstWrite, update } from "../support/update-bytes.ts";

const bounds = { refusedCountMax: 3, refusedBytesMax: 4 };

test("the newest are kept, of each the beginning, and of whom they came", () => {
  using place = temporaryFolder();
  using folder = openDataFolder(place.path);
  const refused = folder.refused;
  for (let count = 1; count <= 5; count += 1)
    refused.keep(
      { room: "test", by: "Ann", code: "update-invalid", reason: "why", bytes: new Uint8Array(count + 2) },
      bounds,
    );
  const kept = refused.list().map(({ id, size, bytes: { byteLength } }) => [id, size, byteLength]);
  expect(kept).toEqual([
    [5, 7, 4],
    [4, 6, 4],
    [3, 5, 4],
  ]);
  expect(refused.read(4)).toMatchObject({ room: "test", by: "Ann", code: "update-invalid", reason: "why" });
  expect(() => refused.read(1)).toThrow("number 1");
});

test("P28 what is damaged is found, and what is not there is not missed", () => {
  using place = temporaryFolder();
  const file = join(place.path, "refused.sqlite");
  const open = () => new RefusedEdits(file, () => new Date());
  {
    using refused = open();
    expect(refused.verify()).toBeUndefined();
    refused.keep({ room: "test", by: "Ann", code: "c", reason: "why", bytes: new Uint8Array(9) }, bounds);
    expect(refused.verify()).toBeUndefined();
  }
  writeFileSync(file, "x".repeat(50_000));
  using again = open();
  expect(again.verify()).toMatch(/not a database|malformed/u);
});

test("an edit that broke the rules is found by the command line, and is nowhere in the map", async () => {
  await using server = await startTestServer();
  const bad = update(9, 0, [firstWrite("n", "no key", any("secret"))]);
  using client = await openRaw(server.syncUrl, "test");
  client.send(bytes(0, 2, bad.byteLength, bad));
  expect((await client.closed()).code).toBe(4400);
  await server.close();

  const entente = (...words: string[]) =>
    runFile("server/entente.mjs", ["refused", ...words, "--data", server.dataDir]);
  const listed = await entente("list", "--json");
  expect(JSON.parse(listed.stdout)).toEqual([
    expect.objectContaining({ id: 1, room: "test", code: "update-invalid", size: bad.byteLength }),
  ]);
  expect((await entente("show", "1")).stdout).toContain(Buffer.from(bad).toString("hex"));
  expect((await entente("show", "2")).code).toBe(1);
  using folder = openDataFolder(server.dataDir);
  expect((await folder.log.readHead("test"))?.seq).toBe(1);
});
