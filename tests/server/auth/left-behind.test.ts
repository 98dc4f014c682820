// What somebody who may do less than before has left behind, or has still under way: none of it does more than they may.
import { afterEach, beforeEach, expect, test } from "vitest";
import { connect } from "node:net";
import { once } from "node:events";

import {
  asker,
  startAccountsServer,
  type AccountsServer,
  type Answer,
  type Asker,
} from "../../support/accounts-server.ts";
import { openExtended } from "../../support/extended-client.ts";

const base = "/api/workspaces/test";
const secretIn = ({ body }: Answer) => (body as { url: string }).url.split("=")[1] ?? "";

let server: AccountsServer;
beforeEach(async () => {
  server = await startAccountsServer({ limits: { sessionsPerPersonMax: 2 } });
});
afterEach(() => server[Symbol.asyncDispose]());

const owner = () => server.people.owner.by.cookie;
const fresh = () => asker(() => server.url, { origin: server.url, "sec-fetch-site": "same-origin" });
const idsIn = async (path: string) =>
  ((await owner().ask("GET", `${base}/${path}`)).body as { id: string }[]).map(({ id }) => id);
/** Who may do less afterwards, and how that comes about. */
const endings: readonly (readonly [string, (id: string) => Promise<Answer>])[] = [
  ["removed", (id) => owner().ask("DELETE", `${base}/people/${id}`)],
  ["made an editor", (id) => owner().ask("PATCH", `${base}/people/${id}`, { role: "editor" })],
  ["gone for good", (id) => owner().ask("DELETE", `${base}/people/${id}?everywhere=1`)],
];

test.each(endings)("T39 an owner who is %s has no way back by what they made", async (_, end) => {
  const { editor, viewer } = server.people;
  await owner().ask("PATCH", `${base}/people/${editor.id}`, { role: "owner" });
  const kept = await owner().ask("POST", `${base}/invitations`, { role: "viewer", name: "Kept" });
  const token = await editor.by.cookie.ask("POST", `${base}/tokens`, { name: "A program", role: "owner" });
  const program = { authorization: `Bearer ${(token.body as { token: string }).token}` };
  const hands: readonly Asker[] = [editor.by.cookie, asker(() => server.url, program)];
  const invitations = await Promise.all(
    hands.map((hand) => hand.ask("POST", `${base}/invitations`, { role: "owner", name: "Back" })),
  );
  const link = await editor.by.cookie.ask("POST", `${base}/people/${viewer.id}/link`);
  expect([...invitations, link].map(({ status }) => status)).toEqual([201, 201, 201]);
  expect((await end(editor.id)).status).toBeLessThan(300);
  for (const invitation of invitations) {
    const secret = secretIn(invitation);
    const tries = [editor.by.cookie, fresh()].map((by) =>
      by.ask("POST", "/api/sign-in/invitation", { secret }),
    );
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([401, 401]);
  }
  const asAnother = await fresh().ask("POST", "/api/sign-in/link", { secret: secretIn(link) });
  expect(asAnother).toMatchObject({ status: 401, body: { code: "sign-in-refused" } });
  expect(await idsIn("invitations")).toEqual([(kept.body as { id: string }).id]);
  const audit = (await owner().ask("GET", `${base}/audit`)).body as { action: string }[];
  const ended = audit
    .map(({ action }) => action)
    .filter((action) => /(invitation|link)-revoked/u.test(action));
  expect(ended.toSorted()).toEqual(["invitation-revoked", "invitation-revoked", "sign-in-link-revoked"]);
});

test("T4 whoever loses their role while their file comes in has not imported it", async () => {
  const { editor } = server.people;
  const file = JSON.stringify({ format: "entente", formatVersion: 1, records: {} });
  const socket = connect(server.port, "127.0.0.1");
  const headers = Object.entries({ ...editor.by.token.headers, host: `localhost:${server.port}` });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.write(
    `POST ${base}/import HTTP/1.1\r\n${head}content-length: ${file.length}\r\nconnection: close\r\n\r\n${file.slice(0, 5)}`,
  );
  // Another request on its way behind the first: answered when that one has been let in.
  await editor.by.token.ask("GET", "/api/me");
  await owner().ask("PATCH", `${base}/people/${editor.id}`, { role: "viewer" });
  let answer = "";
  socket.on("data", (data) => (answer += data.toString()));
  socket.write(file.slice(5));
  await once(socket, "close");
  expect(answer).toMatch(/^HTTP\/1\.1 403 /u);
  expect(answer).toContain('"code":"no-access"');
});

/** A request whose body does not come, so that it stays under way; or, of another method, one whose answer nobody reads. */
function beginRequest({ port }: AccountsServer, asker: Asker, path: string, method = "POST") {
  const socket = connect(port, "127.0.0.1");
  socket.on("error", () => {});
  const headers = Object.entries({ ...asker.headers, host: `localhost:${port}` });
  const head = headers.map(([name, value]) => `${name}: ${value}\r\n`).join("");
  socket.write(
    `${method} ${base}${path} HTTP/1.1\r\n${head}${method === "GET" ? "" : "content-type: application/json\r\ncontent-length: 5\r\n"}\r\n`,
  );
  return socket;
}

const statusOf = async (asker: Asker, path = "") => (await asker.ask("GET", `${base}${path}`)).status;

test("T8 whoever has many requests under way waits with more, and nobody else does", async () => {
  await using small = await startAccountsServer({ limits: { requestsAtOnceMax: 2 } });
  const { editor, viewer } = small.people;
  const begun = [1, 2].map(() => beginRequest(small, editor.by.token, "/import"));
  await expect.poll(() => statusOf(editor.by.cookie)).toBe(503);
  expect([await statusOf(viewer.by.cookie), await statusOf(small.visitor)]).toEqual([200, 200]);
  for (const socket of begun) socket.destroy();
  await expect.poll(() => statusOf(editor.by.token)).toBe(200);
});

test("T8 of what reads back the log, one sender has even fewer under way", async () => {
  await using small = await startAccountsServer({ limits: { replaysAtOnceMax: 1 } });
  const { editor, viewer } = small.people;
  const begun = beginRequest(small, editor.by.token, "/versions/1/restore");
  for (const path of ["/history?record=s:JPN", "/graph?recordedBy=2999"]) {
    await expect.poll(() => statusOf(editor.by.cookie, path)).toBe(503);
    expect(await statusOf(viewer.by.cookie, path)).toBe(200);
  }
  expect(await statusOf(editor.by.cookie, "/graph")).toBe(200);
  begun.destroy();
  await expect.poll(() => statusOf(editor.by.cookie, "/history?record=s:JPN")).toBe(200);
});

test("T8 whoever hangs up while the log is read back for them has no place for another until that has ended", async () => {
  await using small = await startAccountsServer({ limits: { replaysAtOnceMax: 1, restoresWaitingMax: 1 } });
  const { editor, owner: other } = small.people;
  const made = await editor.by.cookie.ask("POST", `${base}/versions`, { name: "One" });
  const changes = `/versions/${(made.body as { id: number }).id}/changes`;
  const begun = beginRequest(small, editor.by.token, changes, "GET");
  await expect.poll(() => statusOf(editor.by.cookie, "/history?record=s:JPN"), { interval: 1 }).toBe(503);
  begun.destroy();
  await expect.poll(() => statusOf(editor.by.cookie, "/history?record=s:JPN"), { interval: 1 }).toBe(200);
  // So little is worked out at once that this one would be refused while the first still is.
  expect(await statusOf(other.by.cookie, changes)).toBe(200);
});

test("T4 a session that gives way to a newer one closes its sockets", async () => {
  const { viewer } = server.people;
  using oldest = await openExtended(server.syncUrl, "test", { headers: { ...viewer.by.cookie.headers } });
  await oldest.hears(1, 100, 0);
  for (let count = 0; count < 2; count += 1) {
    const link = await owner().ask("POST", `${base}/people/${viewer.id}/link`);
    expect((await fresh().ask("POST", "/api/sign-in/link", { secret: secretIn(link) })).status).toBe(200);
  }
  expect((await oldest.closed()).code).toBe(4401);
});
