// The stock y-websocket client works unmodified.
import { afterAll, beforeAll, expect, test } from "vitest";

import { startTestServer, type TestServer } from "../../support/server.ts";
import { joinStock } from "../../support/stock-client.ts";
import { until } from "../../support/wait.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server[Symbol.asyncDispose]());

const japan = { kind: "state", label: "Japan" };
const peru = { kind: "state", label: "Peru" };

test("two clients that edit at once converge, and one who joins later gets it all", async () => {
  using a = joinStock(server.syncUrl, "test");
  using b = joinStock(server.syncUrl, "test");
  await Promise.all([a.synced(), b.synced()]);
  a.set("n", "s:JPN", japan);
  b.set("n", "s:PER", peru);
  await Promise.all([a.sees("n", "s:PER", peru), b.sees("n", "s:JPN", japan)]);
  expect(a.content("n")).toEqual(b.content("n"));

  using late = joinStock(server.syncUrl, "test");
  await late.synced();
  expect(late.content("n")).toEqual(a.content("n"));
});

test("two who set one field at once see the same value, and it is one of the two", async () => {
  using a = joinStock(server.syncUrl, "test");
  using b = joinStock(server.syncUrl, "test");
  await Promise.all([a.synced(), b.synced()]);
  a.provider.disconnect();
  a.set("n", "s:JPN/label", "Nippon");
  b.set("n", "s:JPN/label", "Nihon");
  a.provider.connect();
  b.set("n", "s:PER/notes", "last");
  await a.sees("n", "s:PER/notes", "last");
  a.set("n", "s:PER/notes", "very last");
  await b.sees("n", "s:PER/notes", "very last");
  expect(a.content("n")).toEqual(b.content("n"));
  expect(["Nippon", "Nihon"]).toContain(a.doc.getMap("n").get("s:JPN/label"));
});

test("presence arrives, changes, and goes with its socket", async () => {
  using a = joinStock(server.syncUrl, "test");
  using b = joinStock(server.syncUrl, "test");
  await Promise.all([a.synced(), b.synced()]);
  const changes = (listener: () => void) => {
    b.provider.awareness.on("change", listener);
    return () => b.provider.awareness.off("change", listener);
  };
  const nameOfA = () => b.provider.awareness.getStates().get(a.doc.clientID)?.["name"] as unknown;
  a.provider.awareness.setLocalState({ name: "Ann" });
  await until(() => nameOfA() === "Ann", changes, "Ann to be seen");
  a.provider.awareness.setLocalStateField("name", "Anna");
  await until(() => nameOfA() === "Anna", changes, "Anna to be seen");
  a.provider.disconnect();
  await until(() => !b.provider.awareness.getStates().has(a.doc.clientID), changes, "Anna to be gone");
  a.provider.connect();
  await until(() => nameOfA() === "Anna", changes, "Anna to be back");
});

test("edits made while the server is away arrive when it is back, and nothing is gone", async () => {
  using a = joinStock(server.syncUrl, "test");
  using b = joinStock(server.syncUrl, "test");
  await Promise.all([a.synced(), b.synced()]);
  a.set("n", "s:CAN", { kind: "state", label: "Canada" });
  await b.sees("n", "s:CAN", { kind: "state", label: "Canada" });
  await server.close();
  a.set("n", "s:CHL", { kind: "state", label: "Chile" });
  await server.restart();
  await b.sees("n", "s:CHL", { kind: "state", label: "Chile" });
  expect(a.content("n")).toEqual(b.content("n"));
});
