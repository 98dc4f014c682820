// The ways to sign in, by the buttons that people press: a passkey on a device, and an account elsewhere.
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { oidcReturnPath } from "../../server/auth/oidc.ts";
import { startAccountsServer, type Answer } from "../support/accounts-server.ts";
import { freePort } from "../support/free-port.ts";
import { oidcClient, startOidcService } from "../support/oidc-provider.ts";
import { plugInDevice } from "../support/virtual-authenticator.ts";
import { seriousFindings } from "./axe.ts";
import { test } from "./stage.ts";
import { saved } from "./steps.ts";

const urlIn = ({ body }: Answer) => (body as { url: string }).url;
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const place = "/w/test?view=table";

async function openAccount(page: Page): Promise<void> {
  await button(page, /^(?:Only you are here|Here now)/u).click();
  await button(page, "Your account").click();
}

test("somebody adds a passkey when they first come, signs in by it where they were going, and removes it", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const { owner, editor } = server.people;
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  await plugInDevice(context, page);
  const link = await owner.by.cookie.ask("POST", `/api/workspaces/test/people/${editor.id}/link`);
  await page.goto(urlIn(link));
  await button(page, "Sign in").click();
  await button(page, "Add a passkey").click();
  await page.waitForURL(/\/w\/test/u);
  await saved(page);

  await button(page, /^(?:Only you are here|Here now)/u).click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${server.url}/sign-in`);
  await page.goto(`${server.url}${place}`);
  await button(page, /passkey/u).click();
  await page.waitForURL(`${server.url}${place}`);
  await saved(page);

  await openAccount(page);
  await button(page, /^Remove the passkey/u).click();
  await page.getByText("It will not sign you in any more.").waitFor();
  await button(page, /^Remove the passkey/u).click();
  await page.getByText("None yet. Without one, you need a new link each time.").waitFor();
  await page.keyboard.press("Escape");
  await button(page, /^(?:Only you are here|Here now)/u).click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${server.url}/sign-in`);
  await button(page, /passkey/u).click();
  await page.getByRole("alert").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await context.close();
});

test("somebody signs in by an account elsewhere and comes back to where they were going; a stranger there is told why not", async ({
  browser,
}) => {
  const port = await freePort();
  await using service = await startOidcService(`http://localhost:${port}${oidcReturnPath}`);
  const oidc = { ...oidcClient, issuer: service.issuer, name: "The institute" };
  await using server = await startAccountsServer({ port, config: { oidc } });
  const context = await browser.newContext({ reducedMotion: "reduce" });
  const page = await context.newPage();
  const elsewhere = button(page, /The institute/u);

  service.become("somebody");
  await page.goto(`${server.url}${place}`);
  await elsewhere.click();
  await page.getByRole("alert").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  const wish = { role: "editor", name: "Cleo" };
  const invited = await server.people.owner.by.cookie.ask("POST", "/api/workspaces/test/invitations", wish);
  service.become("cleo");
  await page.goto(urlIn(invited));
  await elsewhere.click();
  await page.waitForURL(/\/w\/test/u);
  await saved(page);

  await button(page, /^(?:Only you are here|Here now)/u).click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${server.url}/sign-in`);
  await page.goto(`${server.url}${place}`);
  await elsewhere.click();
  await page.waitForURL(`${server.url}${place}`);
  await saved(page);

  await service.leave();
  await page.reload();
  await saved(page);
  await context.close();
});
