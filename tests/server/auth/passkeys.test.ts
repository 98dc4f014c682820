// Passkeys over HTTP, with an authenticator in software.
import { afterAll, beforeAll, expect, test } from "vitest";

import {
  asker,
  cookieHeaders,
  startAccountsServer,
  type AccountsServer,
  type Answer,
  type Asker,
} from "../../support/accounts-server.ts";
import { openDevice, type Device, type Lies } from "../../support/passkey.ts";

let server: AccountsServer;
beforeAll(async () => {
  server = await startAccountsServer({ limits: { signInFailuresPerMinuteMax: 1000 } });
});
afterAll(() => server[Symbol.asyncDispose]());

const fresh = () => asker(() => server.url, { origin: server.url });
interface Asked {
  readonly attempt: string;
  readonly options: unknown;
}

async function addPasskey(someone: Asker, device: Device, lies: Lies = {}): Promise<Answer> {
  const { attempt, options } = (await someone.ask("POST", "/api/me/passkeys/options")).body as Asked;
  const response = device.create(options, lies);
  return someone.ask("POST", "/api/me/passkeys", { attempt, response, name: "My phone" });
}

async function signIn(device: Device, lies: Lies = {}): Promise<Answer> {
  const { attempt, options } = (await fresh().ask("POST", "/api/sign-in/passkey/options")).body as Asked;
  return fresh().ask("POST", "/api/sign-in/passkey", { attempt, response: device.get(options, lies) });
}

test("somebody adds a passkey, signs in by it, sees it and removes it", async () => {
  const { editor } = server.people;
  const device = openDevice(server.url);
  const added = await addPasskey(editor.by.cookie, device);
  expect([added.status, added.body]).toMatchObject([201, { id: device.id, label: "My phone", usedAt: null }]);
  const signedIn = await signIn(device);
  expect([signedIn.status, signedIn.body]).toMatchObject([200, { person: { name: editor.name } }]);
  expect(signedIn.headers.get("set-cookie")).toMatch(/^__Host-entente=[\w-]{43}; /u);
  const list = (await editor.by.cookie.ask("GET", "/api/me/passkeys")).body as { usedAt: string | null }[];
  expect(list).toHaveLength(1);
  expect(list[0]?.usedAt).not.toBeNull();
  const path = `/api/me/passkeys/${device.id}`;
  expect((await server.people.viewer.by.cookie.ask("DELETE", path)).status).toBe(404);
  expect((await editor.by.cookie.ask("DELETE", path)).status).toBe(204);
  expect((await signIn(device)).status).toBe(401);
});

test.each<[string, (url: string) => Lies]>([
  ["another page", () => ({ origin: "http://localhost.example.org" })],
  ["another port", (url) => ({ origin: `${url}0` })],
  ["another host", () => ({ host: "example.org" })],
  ["another challenge", () => ({ challenge: "AAAA" })],
  ["a device that was not unlocked", () => ({ isLocked: true })],
])("nothing is added and nobody signs in by %s", async (_, lies) => {
  const { viewer } = server.people;
  const device = openDevice(server.url);
  const refused = await addPasskey(viewer.by.cookie, device, lies(server.url));
  expect([refused.status, refused.body]).toMatchObject([401, { code: "sign-in-refused" }]);
  expect((await addPasskey(viewer.by.cookie, device)).status).toBe(201);
  const answer = await signIn(device, lies(server.url));
  expect([answer.status, answer.body]).toMatchObject([401, { code: "sign-in-refused" }]);
  expect(answer.headers.get("set-cookie")).toBeNull();
});

test("nobody signs in by another key, by a copied device, by an answer used before, or by nonsense", async () => {
  const device = openDevice(server.url);
  await addPasskey(server.people.commenter.by.cookie, device);
  expect((await signIn(device, { isForged: true })).status).toBe(401);
  expect((await signIn(device, { counter: 40 })).status).toBe(200);
  expect((await signIn(device, { counter: 39 })).status).toBe(401);

  const { attempt, options } = (await fresh().ask("POST", "/api/sign-in/passkey/options")).body as Asked;
  const answer = { attempt, response: device.get(options, { counter: 41 }) };
  expect((await fresh().ask("POST", "/api/sign-in/passkey", answer)).status).toBe(200);
  expect((await fresh().ask("POST", "/api/sign-in/passkey", answer)).status).toBe(401);
  for (const response of [
    {},
    { id: 1 },
    { id: device.id },
    { id: device.id, response: { authenticatorData: "x" } },
  ]) {
    const asked = (await fresh().ask("POST", "/api/sign-in/passkey/options")).body as Asked;
    expect(
      (await fresh().ask("POST", "/api/sign-in/passkey", { attempt: asked.attempt, response })).status,
    ).toBe(401);
  }
});

test("nobody adds a passkey in somebody else's name", async () => {
  const { viewer, editor } = server.people;
  const { attempt, options } = (await viewer.by.cookie.ask("POST", "/api/me/passkeys/options")).body as Asked;
  const response = openDevice(server.url).create(options);
  const stolen = await editor.by.cookie.ask("POST", "/api/me/passkeys", { attempt, response, name: "x" });
  expect(stolen.status).toBe(401);
  const device = openDevice(server.url);
  expect((await addPasskey(viewer.by.cookie, device)).status).toBe(201);
  expect((await addPasskey(editor.by.cookie, device)).status).toBe(401);
});

test("signing out everywhere else ends one's own other sessions, and nobody else's", async () => {
  const { owner, viewer } = server.people;
  const device = openDevice(server.url);
  await addPasskey(owner.by.cookie, device);
  const values = /^__Host-entente=(?<secret>[\w-]{43}); /u;
  const later = async () => {
    const secret = values.exec((await signIn(device)).headers.get("set-cookie") ?? "")?.groups?.["secret"];
    return asker(
      () => server.url,
      cookieHeaders(secret ?? "", () => server.url),
    );
  };
  const [second, third] = [await later(), await later()];
  const isIn = async (someone: Asker) => (await someone.ask("GET", "/api/me/sessions")).status === 200;
  expect(await Promise.all([owner.by.cookie, second, third].map(isIn))).toEqual([true, true, true]);
  expect((await third.ask("DELETE", "/api/me/sessions")).status).toBe(204);
  expect(await Promise.all([owner.by.cookie, second, third].map(isIn))).toEqual([false, false, true]);
  expect(await isIn(viewer.by.cookie)).toBe(true);
  // Programs go on, and it can be seen what was done.
  expect((await owner.by.token.ask("GET", "/api/workspaces/test")).status).toBe(200);
  const log = (await third.ask("GET", "/api/me/audit")).body as { action: string }[];
  expect(log.slice(0, 3).map(({ action }) => action)).toEqual([
    "session-revoked",
    "session-revoked",
    "signed-in",
  ]);
});
