// Signing in by an account elsewhere, against a real service of that kind.
import { afterAll, beforeAll, expect, test } from "vitest";

import { oidcReturnPath } from "../../../server/auth/oidc.ts";
import { startAccountsServer, type AccountsServer } from "../../support/accounts-server.ts";
import { openExtended } from "../../support/extended-client.ts";
import {
  FollowingBrowser,
  oidcClient,
  startOidcService,
  type OidcService,
} from "../../support/oidc-provider.ts";
import { freePort } from "../../support/free-port.ts";

let service: OidcService;
let server: AccountsServer;
beforeAll(async () => {
  const port = await freePort();
  service = await startOidcService(`http://localhost:${port}${oidcReturnPath}`);
  const oidc = { ...oidcClient, issuer: service.issuer, name: "The institute" };
  server = await startAccountsServer({
    port,
    config: { oidc },
    limits: { signInFailuresPerMinuteMax: 1000 },
  });
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await service[Symbol.asyncDispose]();
});

/** The page that goes on to where they were going. */
const signedIn = "/sign-in#signed-in=elsewhere";
const ours = () => `${server.url}${oidcReturnPath}`;

/** Asks our server where to go. */
async function begin(browser: FollowingBrowser, body: object = {}): Promise<Response> {
  const headers = { origin: server.url, "content-type": "application/json" };
  return browser.fetch(`${server.url}/api/sign-in/oidc`, {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
}

/** All the way there and back; gives where our server sent the browser in the end. */
async function signIn(account: string, body: object = {}, browser = new FollowingBrowser()) {
  service.become(account);
  const { url } = (await (await begin(browser, body)).json()) as { url: string };
  const back = await browser.follow(url, ours());
  const end = await browser.fetch(back);
  return { browser, back, end: end.headers.get("location") };
}

async function me(browser: FollowingBrowser) {
  const response = await browser.fetch(`${server.url}/api/me`);
  return (await response.json()) as { person: { name: string } | null; signInBy: object };
}

async function invitation(role: string): Promise<string> {
  const { body } = await server.people.owner.by.cookie.ask("POST", "/api/workspaces/test/invitations", {
    role,
    name: "Cleo",
  });
  return /#invitation=(?<secret>.+)$/u.exec((body as { url: string }).url)?.groups?.["secret"] ?? "";
}

test("whoever is invited comes in by their account elsewhere, and again without an invitation", async () => {
  const first = await signIn("cleo", { invitation: await invitation("commenter") });
  expect(first.end).toBe(signedIn);
  expect(await me(first.browser)).toMatchObject({
    person: { name: "cleo of elsewhere" },
    signInBy: { passkey: true, oidc: "The institute" },
    workspaces: [{ name: "test", role: "commenter" }],
  });
  expect((await me((await signIn("cleo")).browser)).person?.name).toBe("cleo of elsewhere");
});

test("whoever the service knows and nobody invited stays out", async () => {
  const { browser, end } = await signIn("mallory");
  expect(end).toBe("/sign-in#refused=sign-in-refused");
  expect((await me(browser)).person).toBeNull();
});

test("an account elsewhere is linked to whoever is signed in here, and to nobody else after that", async () => {
  const linked = new FollowingBrowser();
  const { secrets, name } = server.people.viewer;
  linked.set(server.url, "__Host-entente", secrets[1] ?? "");
  expect((await signIn("vera", {}, linked)).end).toBe(signedIn);
  expect((await me((await signIn("vera")).browser)).person?.name).toBe(name);
  const other = new FollowingBrowser();
  other.set(server.url, "__Host-entente", server.people.editor.secrets[1] ?? "");
  expect((await signIn("vera", {}, other)).end).toBe("/sign-in#refused=sign-in-refused");
});

test("T41 an answer counts once, in the browser that began it, and as the service gave it", async () => {
  const browser = new FollowingBrowser();
  service.become("cleo");
  const { url } = (await (await begin(browser)).json()) as { url: string };
  const query = new URL(url).searchParams;
  expect([query.get("code_challenge_method"), query.has("state"), query.has("nonce")]).toEqual([
    "S256",
    true,
    true,
  ]);
  const back = await browser.follow(url, ours());
  const refused = "/sign-in#refused=sign-in-refused";
  const stolen = await new FollowingBrowser().fetch(back);
  expect(stolen.headers.get("location")).toBe(refused);
  expect((await browser.fetch(back)).headers.get("location")).toBe(signedIn);
  expect((await browser.fetch(back)).headers.get("location")).toBe(refused);

  const forged = await begin(browser);
  const { url: again } = (await forged.json()) as { url: string };
  const answer = new URL(await browser.follow(again, ours()));
  answer.searchParams.set("state", "another");
  expect((await browser.fetch(answer.href)).headers.get("location")).toBe(refused);
});

test("P15 while the service is away nobody new comes in, and whoever is signed in stays", async () => {
  const { browser } = await signIn("cleo");
  const headers = { cookie: browser.cookies(server.url), origin: server.url };
  using client = await openExtended(server.syncUrl, "test/talk", { headers });
  await client.hears(1, 0, 0);
  service.become("cleo");
  const { url } = (await (await begin(browser)).json()) as { url: string };
  const back = await browser.follow(url, ours());
  await service.leave();
  await server.restart();
  expect((await client.closed()).code).toBe(1012);
  const response = await begin(new FollowingBrowser());
  expect([response.status, await response.json()]).toMatchObject([503, { code: "sign-in-unavailable" }]);
  expect((await browser.fetch(back)).headers.get("location")).toContain("#refused=");
  expect((await me(browser)).person?.name).toBe("cleo of elsewhere");
  using again = await openExtended(server.syncUrl, "test/talk", { headers });
  await again.hears(1, 0, 0);
  await service.comeBack();
  expect((await signIn("cleo")).end).toBe(signedIn);
});
