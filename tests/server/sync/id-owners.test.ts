// With accounts a client id is its person's for good (T14): what they write off line arrives, whatever others wrote
// meanwhile; and nobody honest is hurt by that.
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { carryOver } from "../../../client/session/carry-over.ts";
import { bulkOrigin, ServerLink, type Refusal } from "../../../client/session/server-link.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { backUp } from "../../../server/storage/backup.ts";
import { putBack } from "../../../server/storage/put-back.ts";
import { openDataFolder } from "../../../server/storage/data-folder.ts";
import { RefusedEdits } from "../../../server/storage/refused-edits.ts";
import { SqliteUpdateLog } from "../../../server/storage/sqlite-update-log.ts";
import { verifyLog } from "../../../server/storage/verify.ts";
import { IdOwners } from "../../../server/sync/id-owners.ts";
import { startAccountsServer, type AccountsServer, type Asker } from "../../support/accounts-server.ts";
import { openAuthor, openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { openRaw, type RawClient } from "../../support/raw-client.ts";
import { joinStock, type StockClient } from "../../support/stock-client.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { any, bytes, firstWrite, update } from "../../support/update-bytes.ts";
import { documentChanges, until } from "../../support/wait.ts";

let server: AccountsServer;
afterEach(() => server[Symbol.asyncDispose]());

const write = firstWrite("n", "s:CAN", any("forged"));
const [answer, edit] = [1, 2];

const stock = (asker: Asker): StockClient => joinStock(server.syncUrl, asker.syncPath("test"));
const extended = ({ headers }: Asker): Promise<ExtendedClient> =>
  openExtended(server.syncUrl, "test", { headers: { ...headers } });
const raw = ({ headers }: Asker): Promise<RawClient> =>
  openRaw(server.syncUrl, "test", { headers: { ...headers } });

function send(client: RawClient, kind: number, sent: Uint8Array): void {
  client.send(bytes(0, kind, sent.byteLength, sent));
}

function introduce(client: RawClient, id: number): void {
  const state = bytes(1, id, 1, "{}");
  client.send(bytes(1, state.byteLength, state));
}

/** What somebody would have to send to take the place of another's next write. */
function forgeryOf({ doc }: StockClient): Uint8Array {
  return update(doc.clientID, Y.getState(doc.store, doc.clientID), [write]);
}

/** They are gone for the others, and so for the server. */
function isGone({ doc }: StockClient, seenBy: StockClient): Promise<void> {
  const { awareness } = seenBy.provider;
  const watch = (listener: () => void) => {
    awareness.on("change", listener);
    return () => awareness.off("change", listener);
  };
  return until(() => !awareness.getStates().has(doc.clientID), watch, "somebody to be gone");
}

function openLog(): SqliteUpdateLog {
  const path = join(server.dataDir, "entente.sqlite");
  return new SqliteUpdateLog(path, { now: () => new Date(), newGeneration: () => "" });
}

/** Of each row that came over a socket: who sent it, and how. */
async function rows(): Promise<readonly (readonly [string | undefined, string])[]> {
  using log = openLog();
  const found: (readonly [string | undefined, string])[] = [];
  for await (const { by, origin } of log.readSince("test", 0))
    if (origin !== "import") found.push([by, origin]);
  return found;
}

/** What happens in the server's files makes no event here. */
function often(listener: () => void): () => void {
  const timer = setInterval(listener, 10);
  return () => clearInterval(timer);
}

function refusals(): readonly (readonly [string | undefined, string])[] {
  using refused = new RefusedEdits(join(server.dataDir, "refused.sqlite"), () => new Date());
  return refused.list().map(({ by, code }) => [by, code]);
}

/** The owner is away; the editor writes the owner's next clock in every way there is; the owner's edit still arrives. */
async function expectUnharmed(owner: StockClient, third: StockClient): Promise<void> {
  const { editor } = server.people;
  const forged = forgeryOf(owner);
  using told = await extended(editor.by.cookie);
  introduce(told, owner.doc.clientID);
  told.sendUpdate(forged);
  told.sendAnswer(forged);
  await told.hears(2, 100, 2);
  expect(told.told("reject").map(({ n, code }) => [n, code])).toEqual([
    [1, "identity-conflict"],
    [2, "identity-conflict"],
  ]);
  using attacker = await raw(editor.by.token);
  send(attacker, answer, forged);
  // It is dropped, and asked for again a little later.
  await attacker.hears(2, 0, 0);
  send(attacker, edit, forged);
  expect((await attacker.closed()).code).toBe(4410);
  expect(refusals()).toEqual(Array.from({ length: 4 }, () => [editor.name, "identity-conflict"]));

  owner.set("n", "s:PER", "off line");
  owner.provider.connect();
  await third.sees("n", "s:PER", "off line");
  expect(third.doc.getMap("n").has("s:CAN")).toBe(false);
}

test("T14 nobody writes under the id of somebody who is away, also after a restart, and what they wrote off line arrives", async () => {
  server = await startAccountsServer({ limits: { keepAliveTickMs: 10 } });
  const { owner: person, commenter } = server.people;
  using owner = stock(person.by.token);
  using third = stock(commenter.by.token);
  await Promise.all([owner.synced(), third.synced()]);
  owner.set("n", "s:JPN", 1);
  await third.sees("n", "s:JPN", 1);
  owner.provider.disconnect();
  await isGone(owner, third);
  await server.restart();
  await expectUnharmed(owner, third);
  owner.set("n", "s:PER", "on line");
  await third.sees("n", "s:PER", "on line");
  expect(await rows()).toEqual(Array.from({ length: 3 }, () => [person.name, "edit"]));
});

test("T14 an id is its person's from when they are seen, before they have written anything", async () => {
  server = await startAccountsServer({ limits: { keepAliveTickMs: 10 } });
  const { owner: person, commenter } = server.people;
  using owner = stock(person.by.token);
  using third = stock(commenter.by.token);
  await Promise.all([owner.synced(), third.synced()]);
  owner.provider.disconnect();
  await isGone(owner, third);
  await expectUnharmed(owner, third);
  expect(await rows()).toEqual([[person.name, "edit"]]);
});

test("one's own ids are taken from every connection of one's own at once, in a later visit and after a restart too", async () => {
  server = await startAccountsServer();
  const { owner } = server.people;
  const author = openAuthor(7);
  {
    using one = await extended(owner.by.cookie);
    introduce(one, 7);
    one.sendUpdate(author.set("s:JPN", 1));
    await one.hears(1, 100, 1);
    // The other tab, or the first connection was cut and the server has not noticed.
    using other = await extended(owner.by.token);
    introduce(other, 8);
    other.sendAnswer(author.set("s:JPN", 2));
    await other.hears(1, 100, 1);
    other.sendUpdate(author.set("s:JPN", 3));
    await other.hears(2, 100, 1);
    one.sendUpdate(author.set("s:JPN", 4));
    await one.hears(2, 100, 1);
  }
  await server.restart();
  using later = await extended(owner.by.token);
  introduce(later, 9);
  const before = Y.encodeStateVector(author.doc);
  author.set("s:JPN", 5);
  later.sendAnswer(Y.encodeStateAsUpdate(author.doc, before));
  await later.hears(1, 100, 1);
  expect((await later.readState()).getMap("n").get("s:JPN")).toBe(5);
  expect(await rows()).toEqual(Array.from({ length: 5 }, () => [owner.name, "edit"]));
});

test("what nobody is known to have written is taken from whoever passes it on, and is not theirs by that", async () => {
  server = await startAccountsServer();
  const { owner, editor } = server.people;
  const author = openAuthor(7);
  author.set("s:JPN", "off line");
  using editing = await extended(editor.by.token);
  editing.sendAnswer(Y.encodeStateAsUpdate(author.doc));
  await editing.hears(1, 100, 1);
  using owning = await extended(owner.by.token);
  owning.sendUpdate(author.set("s:JPN", "on line"));
  await owning.hears(1, 100, 1);
  editing.sendUpdate(author.set("s:JPN", "forged"));
  await editing.hears(1, 100, 2);
  expect(await rows()).toEqual([
    [editor.name, "relayed"],
    [owner.name, "edit"],
  ]);
});

/** A tab of one browser, in which somebody is signed in: the stock client as it comes. */
function openTab({ by }: { readonly by: AccountsServer["people"]["owner"]["by"] }, closed: unknown[]) {
  const doc = new Y.Doc();
  const token = by.token.syncPath("").split("=")[1] ?? "";
  const provider = new WebsocketProvider(server.syncUrl, "test", doc, {
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    params: { token },
  });
  provider.on("closed", (event) => closed.push(event));
  return { doc, provider };
}

test("two people in one browser, whose tabs tell each other everything, are never sent away and lose nothing", async () => {
  server = await startAccountsServer({ limits: { keepAliveTickMs: 10 } });
  const { owner, editor, commenter } = server.people;
  const closed: unknown[] = [];
  const [one, other] = [openTab(owner, closed), openTab(editor, closed)];
  for (let round = 0; round < 20; round += 1) {
    for (const { doc } of [one, other]) doc.getMap("n").set("s:JPN", `${round} by ${doc.clientID}`);
    one.doc.getMap("n").set("s:PER", round);
    if (round % 3 === 1) (round % 2 === 0 ? one : other).provider.ws?.close();
    const isThere = () => other.doc.getMap("n").get("s:PER") === round;
    await until(isThere, documentChanges(other.doc), "the tabs to agree");
  }
  using reader = stock(commenter.by.token);
  await reader.sees("n", "s:PER", 19);
  await reader.sees("n", "s:JPN", one.doc.getMap("n").get("s:JPN"));
  one.provider.disconnect();

  // The owner's last words reach the other tab and not the server, and only the other tab comes back.
  one.doc.getMap("n").set("s:CHL", "off line");
  Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(one.doc), other.provider);
  other.provider.ws?.close();
  await until(() => refusals().length > 0, often, "the copy to be kept");
  other.doc.getMap("n").set("s:CAN", "by the other");
  await reader.sees("n", "s:CAN", "by the other");
  expect(reader.doc.getMap("n").has("s:CHL")).toBe(false);
  one.provider.connect();
  await reader.sees("n", "s:CHL", "off line");
  expect([closed, refusals()]).toEqual([[], [[editor.name, "identity-conflict"]]]);
  for (const { provider } of [one, other]) provider.destroy();
});

/** Our client in a page where somebody is signed in, and what becomes of all it has to send. */
async function linkOnce({ by }: { readonly by: Readonly<Record<"token", Asker>> }, doc: Y.Doc) {
  const settled = Promise.withResolvers<Refusal | "saved">();
  const link = new ServerLink({
    serverUrl: server.syncUrl,
    name: "test",
    doc,
    isRestored: () => false,
    onChange: () => link.isSaved && settled.resolve("saved"),
    onRefused: (refusal) => settled.resolve(refusal),
  });
  link.provider.params = { ...link.provider.params, token: by.token.syncPath("").split("=")[1] ?? "" };
  link.connect();
  const outcome = await settled.promise;
  link[Symbol.dispose]();
  return outcome;
}

test("T14 our client, in a page where somebody else signs in, is told, and all goes on under another id", async () => {
  server = await startAccountsServer();
  const { owner, editor, commenter } = server.people;
  const doc = new Y.Doc();
  const label = (text: string) => ({ kind: "state", label: text });
  doc.getMap("n").set("s:JPN", label("Japan"));
  expect(await linkOnce(owner, doc)).toBe("saved");
  doc.getMap("n").set("s:PER", label("Peru"));
  const refusal = await linkOnce(editor, doc);
  if (refusal === "saved") throw new Error("it was taken under the owner's id");
  expect(refusal.code).toBe("identity-conflict");

  const next = new Y.Doc();
  using reader = stock(commenter.by.token);
  await reader.synced();
  Y.applyUpdate(next, Y.encodeStateAsUpdate(reader.doc));
  expect(carryOver(doc, next, refusal, bulkOrigin).refused).toEqual([]);
  expect(await linkOnce(editor, next)).toBe("saved");
  await reader.sees("n", "s:PER", label("Peru"));
  expect(await rows()).toEqual([
    [owner.name, "edit"],
    [editor.name, "edit"],
  ]);
});

test("whose an id is goes into a backup and comes back with it", async () => {
  server = await startAccountsServer();
  const { owner } = server.people;
  using client = await extended(owner.by.token);
  client.sendUpdate(openAuthor(7).set("s:JPN", 1));
  await client.hears(1, 100, 1);
  using folder = temporaryFolder();
  const [file, elsewhere] = [join(folder.path, "backup.sqlite"), join(folder.path, "elsewhere")];
  await backUp(server.dataDir, file);
  await putBack(file, elsewhere);
  using opened = openDataFolder(elsewhere);
  expect([...(await opened.log.readIdOwners("test"))]).toEqual([[7, owner.id]]);
  const { storage, rooms } = await verifyLog(opened.log);
  expect([storage, rooms.filter(({ problem }) => problem)]).toEqual([[], []]);
});

test("of ids that nobody has written under, only so many are remembered; of the others, all", () => {
  const owners = new IdOwners({ ...defaultLimits, claimedIdsMax: 2 });
  owners.load(new Map([[1, "ann"]]));
  for (const id of [1, 2, 3]) owners.claim(id, "ben");
  owners.storing({ personId: "ben", clientIds: [2] });
  for (const id of [4, 5]) owners.claim(id, "eve");
  const ids = [1, 2, 3, 4, 5];
  expect(ids.map((id) => owners.ownerOf(id))).toEqual(["ann", "ben", undefined, "eve", "eve"]);
  expect(owners.unstored("eve", ids)).toEqual({ personId: "eve", clientIds: [4, 5] });
  expect(owners.unstored("ben", ids)).toBeUndefined();
});
