// Every route, for every role, by cookie and by token: each cell is tried on a real server.
import { get } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";

import { may, roles, verbs, type Role } from "../../../server/auth/roles.ts";
import { allAskers, startAccountsServer, type AccountsServer } from "../../support/accounts-server.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer();
});
afterAll(() => server[Symbol.asyncDispose]());

/** Who may do what below a workspace, in words of its own: what the weakest role is that may. */
const weakest: Readonly<Record<string, Role>> = {
  "GET /": "visitor",
  "GET /graph": "visitor",
  "GET /claims": "visitor",
  "GET /paths": "visitor",
  "GET /opposite": "visitor",
  "GET /neighbours": "visitor",
  "GET /stances": "visitor",
  "GET /entities": "visitor",
  "GET /relations": "visitor",
  "GET /contested": "visitor",
  "GET /unsourced": "visitor",
  "GET /changes": "visitor",
  "GET /decisions": "visitor",
  "GET /decisions/{decision}": "visitor",
  "GET /export": "visitor",
  "GET /history": "viewer",
  "GET /imports": "viewer",
  "GET /tokens": "viewer",
  "POST /tokens": "viewer",
  "DELETE /tokens/{grant}": "viewer",
  "GET /versions": "viewer",
  "GET /versions/{version}/changes": "viewer",
  "POST /versions": "editor",
  "PUT /versions/{version}": "editor",
  "DELETE /versions/{version}": "editor",
  "POST /versions/{version}/restore": "editor",
  "POST /import": "editor",
  "POST /imports/{batch}/undo": "editor",
  "POST /imports/{batch}/bring-back": "editor",
  "GET /people": "owner",
  "POST /people": "owner",
  "PATCH /people/{person}": "owner",
  "DELETE /people/{person}": "owner",
  "POST /people/{person}/link": "owner",
  "GET /audit": "owner",
  "GET /invitations": "owner",
  "POST /invitations": "owner",
  "DELETE /invitations/{grant}": "owner",
  "GET /links": "owner",
  "POST /links": "owner",
  "DELETE /links/{grant}": "owner",
  "GET /sessions": "owner",
  "DELETE /sessions/{grant}": "owner",
};

/** Outside of a workspace: who gets past the door. */
const elsewhere: Readonly<Record<string, "anybody" | "person">> = {
  "GET /api/workspaces": "anybody",
  "POST /api/policy-reports": "anybody",
  "GET /api/me": "anybody",
  "GET /api/me/sessions": "person",
  "GET /api/me/audit": "person",
  "DELETE /api/me/sessions": "person",
  "DELETE /api/me/sessions/{grant}": "person",
  "GET /api/me/passkeys": "person",
  "POST /api/me/passkeys": "person",
  "POST /api/me/passkeys/options": "person",
  "DELETE /api/me/passkeys/{passkey}": "person",
  "POST /api/sign-in/passkey": "anybody",
  "POST /api/sign-in/passkey/options": "anybody",
  "POST /api/sign-in/link": "anybody",
  "POST /api/sign-in/share": "anybody",
  "POST /api/sign-in/invitation/look": "anybody",
  "POST /api/sign-in/invitation": "anybody",
};
/** They look at who asks themselves; see the other tests. */
const ownRules = [
  "POST /api/workspaces",
  "POST /api/sign-out",
  "GET /healthz",
  "GET /readyz",
  "GET /metrics",
];

const base = "/api/workspaces/{workspace}";

async function routes(): Promise<readonly string[]> {
  const { body } = await server.nobody.ask("GET", "/api/openapi.json");
  const { paths } = body as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
}

/** What the door says: `in`, or the code by which it refuses. */
async function tryRoute(asker: AccountsServer["nobody"], method: string, path: string): Promise<string> {
  const filled = path.replace("{workspace}", "test").replaceAll(/\{\w+\}/gu, "0000");
  const { status, body } = await asker.ask(method, filled, method === "POST" ? {} : undefined);
  const code = (body as { code?: string } | undefined)?.code ?? "";
  const isRefusal = ["not-signed-in", "no-access", "workspace-unknown", "forbidden"].includes(code);
  expect(status, `${method} ${filled}: ${code}`).toBeLessThan(500);
  return isRefusal ? `${status} ${code}` : "in";
}

function expected(who: Role | "stranger" | "nobody", needed: Role): string {
  if (who === "nobody") return "401 not-signed-in";
  if (who === "stranger") return "404 workspace-unknown";
  return roles.indexOf(who) >= roles.indexOf(needed) ? "in" : "403 no-access";
}

test("the roles and the verbs go up together", () => {
  for (const [place, role] of roles.entries())
    expect(verbs.filter((verb) => may(role, verb))).toEqual(verbs.slice(0, place + 1));
});

test("every route has its place in the tables of this test", async () => {
  const listed = [
    ...Object.keys(weakest).map((route) => route.replace(" /", ` ${base}/`).replace(/\/$/u, "")),
    ...Object.keys(elsewhere),
    ...ownRules,
  ];
  const present = await routes();
  expect(present.toSorted()).toEqual(listed.toSorted());
});

test("below a workspace each role gets in exactly where it may, by cookie and by token", async () => {
  const present = await routes();
  for (const route of present.filter((name) => name.includes(base))) {
    const [method = "", path = ""] = route.split(" ");
    const needed = weakest[`${method} ${path.slice(base.length) || "/"}`];
    if (!needed) throw new Error(`${route} is not in the table`);
    for (const [who, asker] of allAskers(server)) {
      const outcome = await tryRoute(asker, method, path);
      expect(`${who}: ${outcome}`, route).toBe(`${who}: ${expected(who, needed)}`);
    }
  }
});

test("T39 a visitor does not read the past by asking for the map as it was recorded", async () => {
  const paths = ["graph", "claims", "decisions", "decisions/s:JPN"];
  for (const path of paths.flatMap((name) => [
    `${name}?recordedBy=2020`,
    `${name}?recordedBy=&recordedBy=2020`,
  ])) {
    const refused = await server.visitor.ask("GET", `/api/workspaces/test/${path}`);
    expect([refused.status, refused.body], path).toMatchObject([403, { code: "no-access" }]);
  }
  for (const [who, status] of [
    [server.visitor, 200],
    [server.people.viewer.by.token, 200],
  ] as const) {
    const query = who === server.visitor ? "recordedBy=" : "recordedBy=2020";
    expect((await who.ask("GET", `/api/workspaces/test/graph?${query}`)).status).toBe(status);
  }
});

test("elsewhere a person gets in where a person is asked for, and nobody else", async () => {
  for (const [route, needed] of Object.entries(elsewhere)) {
    const [method = "", path = ""] = route.split(" ");
    for (const [role, { by }] of Object.entries(server.people)) {
      expect(await tryRoute(by.cookie, method, path), `${role} ${route}`).toBe("in");
      const asProgram = await tryRoute(by.token, method, path);
      expect(asProgram, `${role} ${route}`).toBe(needed === "person" ? "401 not-signed-in" : "in");
    }
    const outcome = needed === "person" ? "401 not-signed-in" : "in";
    expect(await tryRoute(server.nobody, method, path), route).toBe(outcome);
    expect(await tryRoute(server.visitor, method, path), route).toBe(outcome);
  }
});

test("everybody sees the workspaces they have a role in, and no other", async () => {
  for (const [who, asker] of allAskers(server)) {
    const { body } = await asker.ask("GET", "/api/workspaces");
    const names = (body as { name: string }[]).map(({ name }) => name);
    const own = who === "nobody" ? [] : [who === "stranger" ? "other" : "test"];
    expect([who, names]).toEqual([who, own]);
  }
});

test("T38 what is not there and what is not for somebody look alike to them", async () => {
  const { stranger } = server.people;
  for (const route of (await routes()).filter((name) => name.includes(base))) {
    const [method = "", path = ""] = route.split(" ");
    const body = method === "POST" || method === "PATCH" ? {} : undefined;
    for (const asker of [stranger.by.cookie, stranger.by.token, server.nobody]) {
      const answers = await Promise.all(
        ["test", "nowhere"].map(async (workspace) => {
          const filled = path.replace("{workspace}", workspace).replaceAll(/\{\w+\}/gu, "0000");
          const answer = await asker.ask(method, filled, body);
          return [answer.status, JSON.stringify(answer.body).replaceAll(workspace, "…")];
        }),
      );
      expect(answers[0], route).toEqual(answers[1]);
    }
  }
});

test("T38 an id of one workspace is nothing in another", async () => {
  const { owner, stranger } = server.people;
  const made = async (path: string, body: object) =>
    ((await owner.by.cookie.ask("POST", `/api/workspaces/test${path}`, body)).body as { id: string }).id;
  const ids: readonly (readonly [string, string, string])[] = [
    ["DELETE", "/invitations/", await made("/invitations", { role: "viewer" })],
    ["DELETE", "/links/", await made("/links", { name: "A link" })],
    ["DELETE", "/tokens/", await made("/tokens", { name: "A token", role: "viewer" })],
    ["DELETE", "/people/", server.people.viewer.id],
    ["PATCH", "/people/", server.people.viewer.id],
    [
      "DELETE",
      "/sessions/",
      ((await owner.by.cookie.ask("GET", "/api/me/sessions")).body as { id: string }[])[0]?.id ?? "",
    ],
  ];
  for (const [method, path, id] of ids) {
    expect(id).toMatch(/^[0-9a-f]{16}$/u);
    const body = method === "PATCH" ? { role: "owner" } : undefined;
    const answers = await Promise.all(
      [id, "0".repeat(16)].map(async (each) => {
        const answer = await stranger.by.cookie.ask(method, `/api/workspaces/other${path}${each}`, body);
        return [answer.status, JSON.stringify(answer.body).replaceAll(each, "…")];
      }),
    );
    expect(answers[0], `${method} ${path}`).toEqual(answers[1]);
    expect(answers[0]?.[0]).toBe(404);
  }
  const link = await stranger.by.cookie.ask("POST", `/api/workspaces/other/people/${owner.id}/link`);
  expect(link.status).toBe(404);
});

test("a token does no more than its person, and nothing elsewhere", async () => {
  const { editor, owner } = server.people;
  const more = await editor.by.cookie.ask("POST", "/api/workspaces/test/tokens", {
    name: "t",
    role: "owner",
  });
  expect([more.status, more.body]).toMatchObject([403, { code: "no-access" }]);
  const { body } = await owner.by.cookie.ask("POST", "/api/workspaces/test/tokens", {
    name: "t",
    role: "viewer",
  });
  const { token } = body as { token: string };
  const headers = { authorization: `Bearer ${token}` };
  const status = async (path: string) => (await fetch(`${server.url}${path}`, { headers })).status;
  expect(await status("/api/workspaces/test/graph")).toBe(200);
  expect(await status("/api/workspaces/test/people")).toBe(403);
  expect(await status("/api/workspaces/other/graph")).toBe(404);
  expect(await status("/api/me/sessions")).toBe(401);
});

/** Asked of the machine by its number, as a balancer does. */
function statusByNumber(path: string, headers: Readonly<Record<string, string>> = {}): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const { port } = server;
  const asked = { host: "127.0.0.1", port, path, headers: { host: `10.0.0.5:${port}`, ...headers } };
  get(asked, (response) => {
    response.resume();
    resolve(response.statusCode ?? 0);
  }).on("error", reject);
  return promise;
}

test("where there are accounts, the server is watched by whatever name its machine has, and nothing else of it is", async () => {
  const paths = ["/healthz", "/readyz", "/api/me", "/w/test"];
  const statuses = await Promise.all(paths.map((path) => statusByNumber(path)));
  expect(statuses).toEqual([200, 200, 403, 403]);
  expect(await statusByNumber("/readyz", { origin: "http://10.0.0.5" })).toBe(403);
});

test("whoever watches hears how the server does, whatever token they show", async () => {
  for (const path of ["/healthz", "/readyz"]) {
    const headers = { authorization: "Bearer of-another-service" };
    expect([path, (await fetch(`${server.url}${path}`, { headers })).status]).toEqual([path, 200]);
  }
});
