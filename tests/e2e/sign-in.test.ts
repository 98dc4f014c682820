// What a real browser makes of our cookie, of a passkey, and of other people's pages.
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { startAccountsServer, type Answer } from "../support/accounts-server.ts";
import { plugInDevice } from "../support/virtual-authenticator.ts";
import { test } from "./stage.ts";

/** Asks our server from a page. */
function ask(
  page: Page,
  method: string,
  path: string,
  body?: object,
): Promise<{ status: number; body: unknown }> {
  return page.evaluate(
    async ([verb, address, sent]) => {
      const headers = { "content-type": "application/json" };
      const request = { method: verb, ...(sent && { headers, body: sent }) };
      const response = await fetch(address, request);
      return { status: response.status, body: await response.json().catch(() => null) };
    },
    [method, path, body && JSON.stringify(body)] as const,
  );
}

// As text: what runs in the page knows the browser's own classes, which the tests do not.
const post = `async (path, body) => {
  const headers = { "content-type": "application/json" };
  const response = await fetch(path, { method: "POST", ...(body && { headers, body: JSON.stringify(body) }) });
  return response.json();
}`;
const addPasskey = `(async () => {
  const post = ${post};
  const { attempt, options } = await post("/api/me/passkeys/options");
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const response = (await navigator.credentials.create({ publicKey })).toJSON();
  return post("/api/me/passkeys", { attempt, response, name: "This browser" });
})()`;
const signInByPasskey = `(async () => {
  const post = ${post};
  const { attempt, options } = await post("/api/sign-in/passkey/options");
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const response = (await navigator.credentials.get({ publicKey })).toJSON();
  return post("/api/sign-in/passkey", { attempt, response });
})()`;

const secretIn = ({ body }: Answer) => (body as { url: string }).url.split("=").at(-1) ?? "";

test("P27 somebody signs in by a link, then by a passkey; another page reaches nothing with their cookie", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const { owner, editor } = server.people;
  const context = await browser.newContext();
  const page = await context.newPage();
  // Any page of the server will do.
  await page.goto(`${server.url}/healthz`);
  const link = await owner.by.cookie.ask("POST", `/api/workspaces/test/people/${editor.id}/link`);
  expect((await ask(page, "POST", "/api/sign-in/link", { secret: secretIn(link) })).status).toBe(200);
  const cookies = await context.cookies();
  expect(cookies).toMatchObject([
    { name: "__Host-entente", secure: true, httpOnly: true, sameSite: "Lax", path: "/" },
  ]);
  expect((await ask(page, "GET", "/api/me")).body).toMatchObject({ person: { name: editor.name } });

  await plugInDevice(context, page);
  const added = await page.evaluate(addPasskey);
  expect(added).toMatchObject({ label: "This browser" });

  expect((await ask(page, "POST", "/api/sign-out")).status).toBe(204);
  expect(await context.cookies()).toEqual([]);
  const signedIn = await page.evaluate(signInByPasskey);
  expect(signedIn).toMatchObject({ person: { name: editor.name } });

  // Same site, other port: the cookie goes along, and must not count.
  const evil = createServer((_request, response) => response.end("<title>evil</title>")).listen(
    0,
    "127.0.0.1",
  );
  await once(evil, "listening");
  const stranger = await context.newPage();
  await stranger.goto(`http://localhost:${(evil.address() as AddressInfo).port}/`);
  const reached = await stranger.evaluate(async (url) => {
    const socket = new WebSocket(`${url.replace("http", "ws")}/sync/test`);
    const opened = await new Promise<string>((resolve) => {
      socket.addEventListener("open", () => resolve("open"));
      socket.addEventListener("error", () => resolve("refused"));
    });
    const send = (path: string, request: RequestInit) =>
      fetch(`${url}${path}`, { credentials: "include", mode: "no-cors", ...request }).then(
        () => "sent",
        () => "refused",
      );
    await send("/api/sign-out", { method: "POST" });
    await send("/api/workspaces/test/import", { method: "POST", body: "{}" });
    return opened;
  }, server.url);
  expect(reached).toBe("refused");
  const { body } = await ask(page, "GET", "/api/me");
  expect(body).toMatchObject({ person: { name: editor.name } });
  evil.close();
  await context.close();
});
