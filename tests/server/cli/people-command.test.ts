// People and access from the command line, on a data folder and on a running server: the same words do the same.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as Y from "yjs";

import { runFile } from "../../support/run-process.ts";
import { startAccountsServer, type AccountsServer } from "../../support/accounts-server.ts";
import { openRaw } from "../../support/raw-client.ts";
import { startTestServer } from "../../support/server.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { openData } from "../../../server/open-data.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { openLog } from "../../../server/log.ts";

let server: AccountsServer;
const folder = temporaryFolder();
const environment = { PUBLIC_URL: "https://maps.example.org", ENTENTE_TOKEN: "" };
beforeAll(async () => {
  server = await startAccountsServer();
  await using data = openData(folder.path, defaultLimits, openLog("silent"));
  await data.workspaces.create("test");
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

const token = () => server.people.owner.by.token.headers["authorization"]?.slice("Bearer ".length) ?? "";
const onFolder = (...words: string[]) =>
  runFile("server/entente.mjs", [...words, "--workspace", "test", "--data", folder.path], environment);
const onServer = (...words: string[]) =>
  runFile("server/entente.mjs", [...words, "--workspace", "test", "--server", server.url], {
    ...environment,
    ENTENTE_TOKEN: token(),
  });

/** What a command gave as JSON. */
async function read(run: Promise<{ code: number | null; stdout: string; stderr: string }>): Promise<unknown> {
  const { code, stdout, stderr } = await run;
  expect([code, stderr]).toEqual([0, ""]);
  return JSON.parse(stdout);
}

test("on a data folder people are added, changed, listed and removed", async () => {
  const added = await read(onFolder("user", "add", "Ann", "--role", "owner", "--json"));
  const url = expect.stringMatching(/^https:\/\/maps\.example\.org\/sign-in#link=[\w-]{43}$/u) as string;
  expect(added).toMatchObject({ name: "Ann", role: "owner", link: { url } });
  expect((await onFolder("user", "add", "Ben", "--role", "viewer")).stdout).toContain("Added Ben as viewer.");
  expect((await onFolder("user", "role", "BEN", "editor")).stdout).toBe("Ben is editor now.\n");
  expect((await onFolder("user", "list")).stdout).toBe("owner      Ann\neditor     Ben\n");
  expect((await onFolder("user", "link", "Ben")).stdout).toMatch(/#link=[\w-]{43}\n$/u);
  expect((await onFolder("user", "remove", "Ben", "--everywhere")).code).toBe(0);
  const gone = await onFolder("user", "link", "Ben", "--json");
  expect([gone.code, JSON.parse(gone.stderr)]).toMatchObject([1, { code: "person-unknown" }]);
});

test("what was done about accounts, in no workspace, is told with the data folder, and to nobody over a server", async () => {
  await onFolder("user", "add", "Cleo", "--role", "viewer");
  const whole = await onFolder("audit", "--everywhere");
  expect(whole.stdout).toMatch(/ {2}- {2}operator {2}person-added {2}person=\w+ {2}name=\w+\n/u);
  expect(whole.stdout).toMatch(/ {2}test {2}operator {2}role-given /u);
  expect((await onFolder("audit")).stdout).not.toContain("person-added");
  const refused = await onServer("audit", "--everywhere");
  expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining("cannot be used with")]);
  expect((await server.people.owner.by.token.ask("GET", "/api/audit")).status).toBe(404);
});

test("going back to a version with the data folder is noted as the deed of whoever has the machine", async () => {
  await onFolder("user", "add", "Dora", "--role", "owner");
  const { stdout } = await onFolder("version", "add", "Empty", "--json");
  const { id } = JSON.parse(stdout) as { id: number };
  {
    await using data = openData(folder.path, defaultLimits, openLog("silent"));
    using lease = await data.rooms.open({ name: "test", workspace: "test", part: "graph" });
    const doc = new Y.Doc();
    doc.getMap("n").set("s:JPN", { kind: "state", label: "Japan" });
    lease.room.submit(Y.encodeStateAsUpdate(doc), () => {});
    await data.committer.flush();
  }
  await onFolder("version", "restore", String(id));
  const noted = await onFolder("audit", "--limit", "1");
  expect(noted.stdout).toMatch(
    new RegExp(` {2}operator {2}version-restored {2}version=${id} {2}name=Empty {2}before=\\d+\n$`, "u"),
  );
});

test("on a running server tokens and links are made, listed and revoked, and it is noted", async () => {
  const made = await read(onServer("token", "add", "a robot", "--role", "viewer", "--days", "3", "--json"));
  const { id, token: secret } = made as { id: string; token: string };
  const listed = await onServer("token", "list");
  expect(listed.stdout).toContain(`${id}  The owner: a robot (viewer, until `);
  expect(listed.stdout).not.toContain(secret);
  expect((await onServer("token", "revoke", id)).stdout).toBe(`Revoked ${id}.\n`);
  expect((await onServer("token", "revoke", id)).code).toBe(1);
  expect((await onServer("link", "add", "the press")).stdout).toMatch(/#share=[\w-]{43}\n$/u);
  const sessions = await onServer("session", "list");
  expect(sessions.stdout).toContain("The editor: a test");
  const audit = await onServer("audit", "--limit", "1");
  expect(audit.stdout).toMatch(/The owner {2}share-made {2}grant=\w+ {2}label=the press {2}role=visitor\n$/u);
});

test("somebody is signed out everywhere, and nobody else", async () => {
  const { viewer, owner } = server.people;
  expect((await onServer("session", "end", "the viewer")).stdout).toBe(
    "Signed the viewer out of 1 browser.\n",
  );
  expect((await viewer.by.cookie.ask("GET", "/api/me/sessions")).status).toBe(401);
  expect((await owner.by.cookie.ask("GET", "/api/me/sessions")).status).toBe(200);
  expect((await onServer("session", "end", "the viewer")).stdout).toBe(
    "There is no browser of the viewer that you may sign out.\n",
  );
  const nobody = await onServer("session", "end", "Nobody");
  expect([nobody.code, nobody.stderr]).toEqual([1, expect.stringContaining("Nobody")]);
});

test("what cannot be understood ends with 2", async () => {
  const runs = [
    ["user", "add", "Ann", "--role", "king"],
    ["user", "role", "Ann", "king"],
    ["token", "add", "x", "--role", "viewer", "--days", "soon"],
  ];
  const codes = await Promise.all(runs.map(async (words) => (await onServer(...words)).code));
  expect(codes).toEqual([2, 2, 2]);
});

test("a list in which nothing stands says so", async () => {
  for (const list of ["tokens", "sessions", "links"]) {
    const { stdout } = await onFolder(list.slice(0, -1), "list");
    expect(stdout).toBe(`There are no ${list}.\n`);
  }
});

test("a server without accounts is named as one", async () => {
  await using local = await startTestServer();
  const words = ["user", "list", "--workspace", "test", "--server", local.url];
  const { code, stderr } = await runFile("server/entente.mjs", words);
  expect([code, stderr]).toEqual([1, expect.stringContaining("ENTENTE_ACCESS=accounts")]);
});

test("a server with accounts is asked by token, also for the map itself", async () => {
  const words = ["export", "--server", server.url, "--workspace", "test"];
  const without = await runFile("server/entente.mjs", words, { ENTENTE_TOKEN: "" });
  expect([without.code, without.stderr]).toEqual([1, expect.stringContaining("signed in")]);
  expect((await runFile("server/entente.mjs", [...words, "--token", token()])).code).toBe(0);
});

test("where no server of ours answers, the command says so and names the address", async () => {
  await using other = createServer((_request, response) => response.writeHead(502).end("<h1>no</h1>")).listen(
    0,
    "127.0.0.1",
  );
  await once(other, "listening");
  const elsewhere = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  for (const address of ["nonsense", "ftp://127.0.0.1", elsewhere]) {
    const { code, stderr } = await runFile("server/entente.mjs", ["user", "list", "--server", address]);
    expect([code, stderr], address).toEqual([
      1,
      expect.stringMatching(/^No Entente server answers there\. \(.*\)\nGive the address .*\n$/u),
    ]);
  }
});

test("P13 an owner's command closes the socket of whoever it concerns", async () => {
  const { viewer } = server.people;
  using client = await openRaw(server.syncUrl, viewer.by.token.syncPath("test"));
  await client.hears(1, 0, 0);
  expect((await onServer("user", "remove", viewer.name)).code).toBe(0);
  expect((await client.closed()).code).toBe(4401);
});
