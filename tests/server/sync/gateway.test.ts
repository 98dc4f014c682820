// Who is let in, and how idle and lost sockets are looked after.
import { once } from "node:events";
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestServer, type TestServer } from "../../support/server.ts";
import { openRaw, upgradeStatus } from "../../support/raw-client.ts";
import { joinStock } from "../../support/stock-client.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({
    limits: { keepAliveMs: 50, keepAliveTickMs: 10, pingMs: 50, roomSocketsMax: 5 },
  });
});
afterAll(() => server[Symbol.asyncDispose]());

test("pages of other origins are refused before the handshake, however alike they look", async () => {
  const { port } = server;
  const strange = [
    "null",
    "https://example.org",
    `https://127.0.0.1:${port}`,
    `http://127.0.0.1:${port + 1}`,
    `http://127.0.0.1`,
    `http://127.0.0.1:${port}.example.org`,
    `http://127.0.0.1:${port}/`,
    `http://evil127.0.0.1:${port}`,
    `http://127.0.0.1:${port}@example.org`,
    `HTTP://127.0.0.1:${port}`,
    `http://127.0.0.2:${port}`,
    "file://",
    "",
  ];
  const statuses = await Promise.all(
    strange.map((origin) => upgradeStatus(`${server.syncUrl}/test`, { headers: { origin } })),
  );
  expect(statuses).toEqual(strange.map(() => 403));
});

test("this server's own page is let in under each of its names, and programs without an origin are", async () => {
  const own = ["127.0.0.1", "localhost", "[::1]"].map((name) => ({
    origin: `http://${name}:${server.port}`,
  }));
  const statuses = await Promise.all(
    [...own, {}].map((headers) => upgradeStatus(`${server.syncUrl}/test`, { headers })),
  );
  expect(statuses).toEqual([101, 101, 101, 101]);
});

test("another name in Host is refused, on loopback too", async () => {
  const hosts = ["example.org", `example.org:${server.port}`, "127.0.0.1", `127.0.0.1:${server.port + 1}`];
  const statuses = await Promise.all(
    hosts.map((host) => upgradeStatus(`${server.syncUrl}/test`, { headers: { host } })),
  );
  expect(statuses).toEqual([403, 403, 403, 403]);
});

test.each(["other", "TEST", "test/", "test/view/", "test/view/UPPER", "test%2fview%2fmain", "a".repeat(300)])(
  "the room %s does not exist, and the client learns it for good",
  async (room) => {
    using client = await openRaw(server.syncUrl, room);
    expect((await client.closed()).code).toBe(4404);
  },
);

test("a stock client in a room that does not exist stops trying", async () => {
  using client = joinStock(server.syncUrl, "other");
  const [closing] = (await once(toEmitter(client.provider), "closed")) as [{ code: number }];
  expect(closing.code).toBe(4404);
  expect(client.provider.shouldConnect).toBe(false);
});

test("sockets elsewhere than at /sync are not found", async () => {
  expect(await upgradeStatus(`ws://127.0.0.1:${server.port}/other`)).toBe(404);
});

test("no compression is agreed to", async () => {
  using client = await openRaw(server.syncUrl, "test", { perMessageDeflate: true });
  expect(client.socket.extensions).toBe("");
});

test("an idle socket hears something often enough for the stock client to stay", async () => {
  using client = await openRaw(server.syncUrl, "test");
  await client.hears(5, 1, 1, 0);
});

test("a peer that answers no ping is cut off", async () => {
  using client = await openRaw(server.syncUrl, "test", { autoPong: false });
  expect((await client.closed()).code).toBe(1006);
});

test("a full room answers busy before the handshake", async () => {
  const clients = await Promise.all(Array.from({ length: 5 }, () => openRaw(server.syncUrl, "test")));
  expect(await upgradeStatus(`${server.syncUrl}/test`)).toBe(503);
  for (const client of clients) client[Symbol.dispose]();
});

/** The provider's `once` with Node's promise form. */
function toEmitter(provider: ReturnType<typeof joinStock>["provider"]) {
  const target = new EventTarget();
  provider.on("closed", (closing) => target.dispatchEvent(Object.assign(new Event("closed"), closing)));
  return target;
}
