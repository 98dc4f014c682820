// Nobody writes under the client id of somebody else who is here (T14), and nobody honest is hurt by that: whoever comes
// back before the server saw them go, has two tabs, or passes on what others wrote.
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { openAuthor, openExtended } from "../../support/extended-client.ts";
import { startGatedServer, type GatedServer } from "../../support/gated-server.ts";
import { openRaw, type RawClient } from "../../support/raw-client.ts";
import { joinStock } from "../../support/stock-client.ts";
import { any, bytes, firstWrite, update } from "../../support/update-bytes.ts";
import { documentChanges, until } from "../../support/wait.ts";

let server: GatedServer;
afterEach(() => server[Symbol.asyncDispose]());

const write = firstWrite("n", "s:CAN", any("forged"));
const [answer, edit] = [1, 2];

function send(client: RawClient, kind: number, sent: Uint8Array): void {
  client.send(bytes(0, kind, sent.byteLength, sent));
}

/** Says under which client id somebody writes, and by which name they go. */
function introduce(client: RawClient, id: number, name: string): void {
  const state = bytes(1, id, 1, JSON.stringify({ user: { name } }));
  client.send(bytes(1, state.byteLength, state));
}

/** Everything that was sent before has been taken when this resolves. */
async function isTaken(client: RawClient): Promise<void> {
  const heard = client.frames.filter(([type, kind]) => type === 0 && kind === answer).length;
  client.send(bytes(0, 0, 1, 0));
  await client.hears(heard + 1, 0, answer);
}

/** Of each row: who sent it, and how. */
async function rows(): Promise<readonly (readonly [string | undefined, string])[]> {
  const found: (readonly [string | undefined, string])[] = [];
  for await (const { by, origin } of server.log.readSince("test", 0)) found.push([by, origin]);
  return found;
}

test("T14 who writes a victim's next clock is sent away, and the victim's edit is everywhere under the victim's name", async () => {
  server = await startGatedServer();
  using victim = joinStock(server.syncUrl, "test");
  using third = joinStock(server.syncUrl, "test");
  victim.provider.awareness.setLocalState({ user: { name: "Ann" } });
  await Promise.all([victim.synced(), third.synced()]);
  victim.set("n", "s:JPN", 1);
  await third.sees("n", "s:JPN", 1);

  using attacker = await openRaw(server.syncUrl, "test");
  const next = Y.getState(victim.doc.store, victim.doc.clientID);
  const forged = update(victim.doc.clientID, next, [write]);
  const ended = attacker.closed();
  // The first one is dropped until the victim has given a sign of life.
  const forging = setInterval(() => send(attacker, edit, forged), 10);
  expect((await ended).code).toBe(4410);
  clearInterval(forging);

  victim.set("n", "s:PER", 2);
  await third.sees("n", "s:PER", 2);
  expect(third.doc.getMap("n").has("s:CAN")).toBe(false);
  expect(await rows()).toEqual([
    ["Ann", "edit"],
    ["Ann", "edit"],
  ]);
});

test("T14 nor does passing a forged write on as somebody else's bring it in", async () => {
  server = await startGatedServer({ keepAliveTickMs: 10 });
  using victim = await openRaw(server.syncUrl, "test");
  introduce(victim, 7, "Ann");
  await isTaken(victim);
  using attacker = await openRaw(server.syncUrl, "test");
  for (let round = 0; round < 5; round += 1) {
    send(attacker, answer, update(7, 0, [write]));
    // It is asked for again a little later.
    await attacker.hears(2 + round, 0, 0);
  }
  send(victim, edit, update(7, 0, [firstWrite("n", "s:JPN", any("true"))]));
  await isTaken(victim);
  await victim.hears(1, 0, edit);
  expect(await rows()).toEqual([["Ann", "edit"]]);
});

test("T14 whoever comes back while the server still holds their dead connection loses nothing and is not sent away", async () => {
  server = await startGatedServer({ keepAliveTickMs: 10, probeMs: 100 });
  using dead = await openRaw(server.syncUrl, "test", { autoPong: false });
  const author = openAuthor(7);
  introduce(dead, 7, "Ann");
  send(dead, edit, author.set("s:JPN", 1));
  await isTaken(dead);

  using back = await openExtended(server.syncUrl, "test");
  introduce(back, 7, "Ann");
  for (let value = 2; value < 40; value += 1) back.sendUpdate(author.set("s:JPN", value));
  expect((await dead.closed()).code).toBe(1006);
  await back.hears(1, 100, 1);
  // Not a word of "saved" before what was dropped was asked for.
  const kinds = back.frames.map(([type, kind]) => `${type} ${kind}`);
  expect(kinds.lastIndexOf("0 0")).toBeGreaterThan(kinds.indexOf("0 0"));
  expect(kinds.lastIndexOf("0 0")).toBeLessThan(kinds.indexOf("100 1"));
  back.sendAnswer(Y.encodeStateAsUpdate(author.doc));
  back.sendUpdate(author.set("s:PER", 1));
  using reader = joinStock(server.syncUrl, "test");
  await reader.sees("n", "s:PER", 1);
  expect(reader.doc.getMap("n").get("s:JPN")).toBe(39);
});

test("P18 what somebody passes on for another is marked as passed on, what they wrote themselves is not", async () => {
  server = await startGatedServer();
  const offline = openAuthor(8);
  offline.set("s:JPN", "of another");
  using client = await openRaw(server.syncUrl, "test");
  introduce(client, 7, "Ann");
  const own = openAuthor(7);
  send(client, answer, Y.mergeUpdates([own.set("s:PER", 1)]));
  send(client, answer, Y.encodeStateAsUpdate(offline.doc));
  send(client, edit, own.set("s:PER", 2));
  await client.hears(3, 0, edit);
  expect(await rows()).toEqual([
    ["Ann", "edit"],
    ["Ann", "relayed"],
    ["Ann", "edit"],
  ]);
});

/** A tab of a browser: the stock client as it comes, which tells the other tabs what it writes. */
function openTab(closed: unknown[]): { readonly doc: Y.Doc; readonly provider: WebsocketProvider } {
  const doc = new Y.Doc();
  const provider = new WebsocketProvider(server.syncUrl, "test", doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
  });
  provider.on("closed", (event) => closed.push(event));
  return { doc, provider };
}

test("two tabs of one browser that tell each other everything are never sent away, also when a line breaks", async () => {
  server = await startGatedServer({ keepAliveTickMs: 10 });
  const closed: unknown[] = [];
  const [one, other] = [openTab(closed), openTab(closed)];
  for (let round = 0; round < 20; round += 1) {
    for (const { doc } of [one, other]) doc.getMap("n").set("s:JPN", `${round} by ${doc.clientID}`);
    one.doc.getMap("n").set("s:PER", round);
    if (round % 3 === 1) one.provider.ws?.close();
    const isThere = () => other.doc.getMap("n").get("s:PER") === round;
    await until(isThere, documentChanges(other.doc), "the tabs to agree");
  }
  using reader = joinStock(server.syncUrl, "test");
  await reader.sees("n", "s:PER", 19);
  await reader.sees("n", "s:JPN", one.doc.getMap("n").get("s:JPN"));
  expect([closed, one.provider.shouldConnect, other.provider.shouldConnect]).toEqual([[], true, true]);
  for (const { provider } of [one, other]) provider.destroy();
});
