// Every kind of room, for every role, by cookie and by token, over real sockets.
import { afterAll, beforeAll, describe, expect, test } from "vitest";

import { readRoom, roomParts, type RoomPart } from "../../../schema/protocol.ts";
import { openEntrance } from "../../../server/auth/entrance.ts";
import type { Role } from "../../../server/auth/roles.ts";
import { readConfig } from "../../../server/config.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import {
  allAskers,
  startAccountsServer,
  type AccountsServer,
  type Asker,
} from "../../support/accounts-server.ts";
import { openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { fuzzSeeds } from "../../support/fuzz.ts";
import { startGatedServer } from "../../support/gated-server.ts";
import { Random } from "../../support/random.ts";
import { openRaw, upgradeStatus } from "../../support/raw-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { any, byte, bytes, deleting, firstWrite, update } from "../../support/update-bytes.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Client ids that nobody has used: each cell writes as somebody new. */
let nextClient = 1000;

type Who = Role | "stranger" | "nobody";
const at = "2026-01-02T03:04:05.000Z";
/** Said under one's own name, as something that nobody has said. */
const thread = (who: Who) =>
  firstWrite(
    "t",
    `thr:${nextClient}`,
    any({ kind: "thread", on: { record: "s:JPN" }, text: "Is this so?", by: `The ${who}`, at }),
  );

interface RoomRow {
  readonly room: string;
  readonly readers: readonly Who[];
  readonly writers: readonly Who[];
  readonly edit: Uint8Array | ((who: Who) => Uint8Array);
}

/** A room of each kind, who may see it and who may write into it, and an edit that fits. */
const rooms: readonly RoomRow[] = [
  {
    room: "test",
    readers: ["visitor", "viewer", "commenter", "editor", "owner"],
    writers: ["editor", "owner"],
    edit: firstWrite("n", "s:JPN", any({ kind: "state", label: "Japan" })),
  },
  {
    room: "test/view/main",
    readers: ["visitor", "viewer", "commenter", "editor", "owner"],
    writers: ["editor", "owner"],
    edit: firstWrite("p", "s:JPN", any([1, 2])),
  },
  {
    room: "test/talk",
    readers: ["viewer", "commenter", "editor", "owner"],
    writers: ["commenter", "editor", "owner"],
    edit: thread,
  },
  {
    room: "test/text",
    readers: ["visitor", "viewer", "commenter", "editor", "owner"],
    writers: ["editor", "owner"],
    edit: bytes(byte(0x04), 1, "t:s:JPN", "hello"),
  },
  {
    room: "test/scenario/early",
    readers: ["visitor", "viewer", "commenter", "editor", "owner"],
    writers: ["editor", "owner"],
    edit: firstWrite("n", "s:JPN", any({ kind: "state", label: "Japan" })),
  },
];
const parts = new Set<RoomPart | undefined>(rooms.map(({ room }) => readRoom(room)?.part));

function refusal(who: Who): number {
  if (who === "nobody") return 4401;
  return who === "stranger" ? 4404 : 4403;
}

function open(asker: Asker, room: string): Promise<ExtendedClient> {
  return openExtended(server.syncUrl, room, { headers: { ...asker.headers } });
}

/** Whether an edit is kept, as the extension tells. */
async function tryEdit(client: ExtendedClient, edit: Uint8Array): Promise<string> {
  client.sendUpdate(update((nextClient += 1), 0, [edit]));
  await client.hears(1, 100, 1);
  const rejected = client.told("reject").map(({ code }) => code);
  return rejected[0] ?? "kept";
}

test("there is a room of each kind", () => {
  expect(parts).toEqual(new Set(roomParts));
});

/** What becomes of a socket: the code it is closed with, or what it may do and what becomes of its edit. */
async function tryRoom(asker: Asker, room: string, edit: Uint8Array): Promise<unknown> {
  using client = await open(asker, room);
  await Promise.race([client.closed(), client.hears(1, 100, 0)]);
  const [hello] = client.told("hello");
  if (!hello) return { code: (await client.closed()).code, heard: client.frames.length };
  const outcome = await tryEdit(client, edit);
  return { ...hello.rights, outcome, isOpen: client.socket.readyState === client.socket.OPEN };
}

describe.each(rooms)("P12 in $room", ({ room, readers, writers, edit }) => {
  const expected = (who: Who) => {
    if (!readers.includes(who)) return { code: refusal(who), heard: 0 };
    const mayWrite = writers.includes(who);
    return { edit: mayWrite, outcome: mayWrite ? "kept" : "edit-forbidden", isOpen: true };
  };

  test("P12 each role sees and writes exactly what it may", async () => {
    for (const [who, asker] of allAskers(server))
      expect([who, await tryRoom(asker, room, typeof edit === "function" ? edit(who) : edit)]).toEqual([
        who,
        expected(who),
      ]);
  });
});

test("P12 a stock reader is told once, stays, and nothing that it sends changes anything", async () => {
  const { viewer, owner } = server.people;
  using watching = await open(owner.by.cookie, "test");
  await watching.hears(1, 0, 0);
  const before = JSON.stringify((await watching.readState()).getMap("n").toJSON());
  using reader = await openRaw(server.syncUrl, viewer.by.token.syncPath("test"));
  const payload = update(77, 0, [firstWrite("n", "s:TWN", any({ kind: "state", label: "Taiwan" }))]);
  for (const subtype of [1, 2, 2, 1]) reader.send(bytes(0, subtype, payload.byteLength, payload));
  reader.send(bytes(0, 0, 1, bytes(0)));
  await reader.hears(1, 0, 1);
  expect(reader.frames.filter(([type]) => type === 2)).toHaveLength(1);
  expect(reader.socket.readyState).toBe(reader.socket.OPEN);
  expect(JSON.stringify((await watching.readState()).getMap("n").toJSON())).toBe(before);
});

const seeds = fuzzSeeds(10);

test.each(seeds)("P12 whatever a reader sends, the room stays as it is (seed %i)", async (seed) => {
  const random = new Random(seed);
  const { owner, viewer, commenter } = server.people;
  const readers = [viewer.by.cookie, viewer.by.token, server.visitor, commenter.by.token];
  const summary = async () => (await owner.by.token.ask("GET", "/api/workspaces/test")).body;
  const before = await summary();
  using client = await open(random.pick(readers), "test");
  await client.hears(1, 0, 0);
  const someEdit = () => {
    const [root, key] = [
      random.pick(["n", "e", "c", "s", "m", "x", "t"]),
      random.pick(["s:JPN", "r:1", "title", "thr:1"]),
    ];
    const value = any(random.pick([null, 1, "text", { kind: "state", label: "Japan" }]));
    const gone = random.pick([bytes(0), deleting(random.below(2000), 0, 1 + random.below(5))]);
    return update(random.below(2000), random.below(3), [firstWrite(root, key, value)], gone);
  };
  for (let count = 0; count < 40; count += 1) {
    if (random.next() < 0.5) client.sendUpdate(someEdit());
    else client.sendAnswer(someEdit());
  }
  client.send(bytes(0, 0, 1, bytes(0)));
  const isAnswered = () => client.frames.some(([type, subtype]) => type === 0 && subtype === 1);
  while (!isAnswered() && client.socket.readyState === client.socket.OPEN)
    await Promise.race([client.hears(client.frames.length + 1), client.closed()]);
  expect(await summary()).toEqual(before);
});

test("a program may send its token in a header too, and a wrong one counts for nobody", async () => {
  const { viewer } = server.people;
  using good = await openRaw(server.syncUrl, "test", { headers: { ...viewer.by.token.headers } });
  await good.hears(1, 0, 0);
  using bad = await openRaw(server.syncUrl, "test?token=made-up");
  expect((await bad.closed()).code).toBe(4401);
});

test("P27 a cookie counts only with the origin of our own page", async () => {
  const { cookie = "" } = server.people.owner.by.cookie.headers;
  using none = await openRaw(server.syncUrl, "test", { headers: { cookie } });
  expect((await none.closed()).code).toBe(4401);
  const { port } = server;
  const strange = [
    "null",
    "",
    "file://",
    "http://localhost",
    `http://localhost:${port + 1}`,
    `https://localhost:${port}`,
    `ws://localhost:${port}`,
    `HTTP://localhost:${port}`,
    `http://LOCALHOST:${port}`,
    `http://localhost.:${port}`,
    `http://localhost:${port}/`,
    `http://localhost:${port}#`,
    `http://localhost:${port}.example.org`,
    `http://localhost:${port}@example.org`,
    `http://localhost@example.org:${port}`,
    `http://example.org:${port}`,
    `http://evillocalhost:${port}`,
    `http://localhost.example.org:${port}`,
    `http://a.localhost:${port}`,
    `http://127.0.0.1:${port}`,
    `http://127.0.0.2:${port}`,
    `http://[::1]:${port}`,
    `http://0.0.0.0:${port}`,
    `http://user@localhost:${port}`,
    `http://localhost:0${port}`,
    `http://localhost:${port}, http://example.org`,
    `http://localhost:${port} `.replace(" ", "%20"),
    `http:localhost:${port}`,
    `http:/localhost:${port}`,
    `http:\\\\localhost:${port}`,
    `//localhost:${port}`,
    `localhost:${port}`,
    `chrome-extension://localhost:${port}`,
    `http://xn--localhost-:${port}`,
    `http://1ocalhost:${port}`,
    `http://localhost:${port}?`,
    `http://localhost:${port};`,
    `http://localhost:${port}/sync`,
    `http://localhos:${port}`,
    `http://localhost:${String(port).slice(0, -1)}`,
  ];
  const statuses = await Promise.all(
    strange.map((origin) => upgradeStatus(`${server.syncUrl}/test`, { headers: { cookie, origin } })),
  );
  expect(Object.fromEntries(strange.map((origin, index) => [origin, statuses[index]]))).toEqual(
    Object.fromEntries(strange.map((origin) => [origin, 403])),
  );
});

test("T11 whoever is nobody opens no room, however many they ask for", async () => {
  using folder = temporaryFolder();
  using data = openDataFolder(folder.path);
  const config = readConfig({ ENTENTE_ACCESS: "accounts", DATA_DIR: folder.path }, {});
  await using gated = await startGatedServer(
    {},
    (limits) => openEntrance(config, { limits, people: data.people, publicUrl: () => "" }).door,
  );
  const names = Array.from({ length: 1000 }, (_, index) => `test/view/v${index}`);
  const codes = new Set<number>();
  for (let at = 0; at < names.length; at += 100) {
    const clients = await Promise.all(names.slice(at, at + 100).map((name) => openRaw(gated.syncUrl, name)));
    for (const client of clients) codes.add((await client.closed()).code);
  }
  expect([...codes]).toEqual([4401]);
  expect(gated.rooms.openCount).toBe(0);
});
