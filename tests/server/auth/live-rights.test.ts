// What becomes of open sockets when somebody's rights change, or their sign-in runs out.
import { afterEach, expect, test } from "vitest";
import { WebSocket } from "ws";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";

import { startAccountsServer, type AccountsServer, type Asker } from "../../support/accounts-server.ts";
import { openAuthor, openExtended, type ExtendedClient } from "../../support/extended-client.ts";
import { openRaw } from "../../support/raw-client.ts";
import { bytes } from "../../support/update-bytes.ts";
import { until } from "../../support/wait.ts";

let server: AccountsServer;
afterEach(() => server[Symbol.asyncDispose]());

const people = "/api/workspaces/test/people";
const japan = { kind: "state", label: "Japan" };
const operator = { kind: "local" } as const;

async function join(asker: Asker, room = "test"): Promise<ExtendedClient> {
  const client = await openExtended(server.syncUrl, room, { headers: { ...asker.headers } });
  await client.hears(1, 0, 0);
  return client;
}

/** How one asker of the owner's ends somebody's access, and the code their sockets are closed with. */
const endings: readonly (readonly [string, number, () => Promise<unknown>])[] = [
  ["removal from the workspace", 4403, () => asOwner("DELETE", `${people}/${server.people.editor.id}`)],
  ["closing the account", 4401, () => asOwner("DELETE", `${people}/${server.people.editor.id}?everywhere=1`)],
  ["signing out", 4401, () => server.people.editor.by.cookie.ask("POST", "/api/sign-out")],
  [
    "ending the session",
    4401,
    async () => {
      const { body } = await asOwner("GET", "/api/workspaces/test/sessions");
      const sessions = body as { id: string; person: { id: string } }[];
      const session = sessions.find(({ person }) => person.id === server.people.editor.id);
      return asOwner("DELETE", `/api/workspaces/test/sessions/${session?.id}`);
    },
  ],
];

function asOwner(method: string, path: string, body?: unknown) {
  return server.people.owner.by.cookie.ask(method, path, body);
}

test.each(endings)(
  "P13 %s closes the open sockets with %i, and they hear nothing more",
  async (_, code, end) => {
    server = await startAccountsServer();
    using gone = await join(server.people.editor.by.cookie);
    using talking = await join(server.people.editor.by.cookie, "test/talk");
    using owner = await join(server.people.owner.by.cookie);
    await end();
    const heard = gone.frames.length;
    owner.sendUpdate(openAuthor().set("s:JPN", japan));
    await owner.hears(1, 100, 1);
    expect([(await gone.closed()).code, (await talking.closed()).code]).toEqual([code, code]);
    expect(gone.frames.slice(heard).filter(([type, subtype]) => type === 0 && subtype === 2)).toEqual([]);
    using again = await openRaw(server.syncUrl, "test", {
      headers: { ...server.people.editor.by.cookie.headers },
    });
    expect((await again.closed()).code).toBe(code === 4403 ? 4404 : 4401);
  },
);

test("P13 a token that is revoked closes its sockets, and no others of its person", async () => {
  server = await startAccountsServer();
  const { editor } = server.people;
  using program = await join(editor.by.token);
  using browser = await join(editor.by.cookie);
  const { body } = await editor.by.cookie.ask("GET", "/api/workspaces/test/tokens");
  const [token] = body as { id: string }[];
  await editor.by.cookie.ask("DELETE", `/api/workspaces/test/tokens/${token?.id}`);
  expect((await program.closed()).code).toBe(4401);
  await browser.readState();
});

test("P13 a shared link that is revoked closes the visitors' sockets and shows them nothing more", async () => {
  server = await startAccountsServer();
  using visiting = await join(server.visitor);
  const graph = () => server.visitor.ask("GET", "/api/workspaces/test/graph");
  expect((await graph()).status).toBe(200);
  await asOwner("DELETE", `/api/workspaces/test/links/${server.share.id}`);
  expect((await visiting.closed()).code).toBe(4403);
  expect((await graph()).status).toBe(401);
});

test("P13 another role takes effect on open sockets, both ways, and their owner is told", async () => {
  server = await startAccountsServer();
  const { editor } = server.people;
  using client = await join(editor.by.cookie);
  const author = openAuthor();
  client.sendUpdate(author.set("s:JPN", japan));
  await client.hears(1, 100, 1);

  await asOwner("PATCH", `${people}/${editor.id}`, { role: "viewer" });
  await client.hears(1, 100, 3);
  expect(client.told("rights").at(-1)).toMatchObject({
    rights: { edit: false },
    reason: expect.stringContaining("viewer") as string,
  });
  client.sendUpdate(author.set("s:JPN/label", "Nippon"));
  await client.hears(1, 100, 2);
  expect(client.told("reject").map(({ code }) => code)).toEqual(["edit-forbidden"]);

  await asOwner("PATCH", `${people}/${editor.id}`, { role: "editor" });
  await client.hears(2, 100, 3);
  client.sendUpdate(openAuthor().set("s:TWN", { kind: "state", label: "Taiwan" }));
  await client.hears(3, 100, 1);
  expect((await client.readState()).getMap("n").has("s:TWN")).toBe(true);
  expect(client.told("reject")).toHaveLength(1);
});

test("P13 what nobody told is found by looking again", async () => {
  server = await startAccountsServer({ limits: { rightsRecheckMs: 50, keepAliveTickMs: 20 } });
  using client = await join(server.people.editor.by.cookie);
  // As another server would, which this one does not hear.
  server.changeQuietly((store) => store.removeRole(server.people.editor.id, "test"));
  expect((await client.closed()).code).toBe(4403);
});

/** A token of the editor that lasts so long from now. */
function shortToken(lastsMs: number): string {
  const tokens: string[] = [];
  server.changeQuietly((_store, { grants }) => {
    const wish = { label: "short", lastsMs, personId: server.people.editor.id };
    tokens.push(grants.issueToken(operator, "test", "editor", wish).secret);
  });
  return tokens[0] ?? "";
}

const quick = { keepAliveTickMs: 20, signInSoonMs: 1500, signInGraceMs: 300 };

test("P14 a program renews its token in place, and whoever does not is asked to come back", async () => {
  server = await startAccountsServer({ limits: quick });
  const [first, later] = [shortToken(3000), shortToken(60_000)];
  const open = (token: string) =>
    openExtended(server.syncUrl, "test", { headers: { authorization: `Bearer ${token}` } });
  using renewing = await open(first);
  using forgetful = await open(first);
  await renewing.hears(1, 100, 6);
  expect(renewing.told("auth-soon")[0]?.seconds).toBeLessThanOrEqual(2);
  renewing.send(bytes(100, 5, JSON.stringify({ token: later })));
  await renewing.hears(1, 100, 3);
  expect((await forgetful.closed()).code).toBe(4503);
  renewing.sendUpdate(openAuthor().set("s:JPN", japan));
  await renewing.hears(1, 100, 1);
  expect(renewing.told("reject")).toEqual([]);
  using late = await open(first);
  expect((await late.closed()).code).toBe(4503);
});

test("P14 nobody goes on with somebody else's token", async () => {
  server = await startAccountsServer();
  const { editor, viewer } = server.people;
  using client = await join(editor.by.token);
  const [, , token] = viewer.secrets;
  client.send(bytes(100, 5, JSON.stringify({ token })));
  expect((await client.closed()).code).toBe(4403);
  using other = await join(editor.by.token);
  other.send(bytes(100, 5, JSON.stringify({ token: "made-up" })));
  expect((await other.closed()).code).toBe(4401);
});

test("P14 a stock client whose token runs out comes back with a newer one, and no edit is lost", async () => {
  server = await startAccountsServer({ limits: quick });
  const later = shortToken(60_000);
  const doc = new Y.Doc();
  const codes: number[] = [];
  const provider = new WebsocketProvider(server.syncUrl, "test", doc, {
    params: { token: shortToken(2000) },
    WebSocketPolyfill: WebSocket as unknown as typeof globalThis.WebSocket,
    disableBc: true,
  });
  provider.on("connection-close", (event) => {
    codes.push(event?.code ?? 0);
    if (event?.code === 4503) provider.params = { token: later };
  });
  let written = 0;
  const writing = setInterval(() => doc.getMap("n").set(`s:X${(written += 1)}`, japan), 20);
  try {
    const onStatus = (listener: () => void) => {
      provider.on("sync", listener);
      return () => provider.off("sync", listener);
    };
    await until(() => codes.includes(4503) && provider.synced, onStatus, "the client to be back");
  } finally {
    clearInterval(writing);
  }
  using owner = await join(server.people.owner.by.cookie);
  const last = `s:X${written}`;
  while (!(await owner.readState()).getMap("n").has(last)) await owner.hears(owner.frames.length + 1);
  const kept = (await owner.readState()).getMap("n");
  expect(kept.size).toBe(written);
  expect(new Set(codes)).toEqual(new Set([4503]));
  provider.destroy();
});

test("P14 a browser is warned before its session ends for want of use, and goes on when it is used", async () => {
  const idle = { sessionIdleMs: 3000, sessionSoonMs: 2000, grantUseNotedMs: 10, keepAliveTickMs: 20 };
  server = await startAccountsServer({ limits: idle });
  const { cookie } = server.people.editor.by;
  using client = await join(cookie);
  await client.hears(1, 100, 6);
  expect(client.told("auth-soon")[0]?.seconds).toBeLessThanOrEqual(2);
  expect((await cookie.ask("GET", "/api/me")).status).toBe(200);
  const usedAtMs = performance.now();
  expect((await client.closed()).code).toBe(4401);
  expect(performance.now() - usedAtMs).toBeGreaterThan(idle.sessionIdleMs - 100);
  // Once for each end that came near.
  expect(client.told("auth-soon")).toHaveLength(2);
});
