// Where people have accounts: how they come in, by every way there is, and what they are told when they do not.
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { oidcReturnPath } from "../../server/auth/oidc.ts";
import { startAccountsServer, type AccountsServer, type Answer } from "../support/accounts-server.ts";
import { freePort } from "../support/free-port.ts";
import { oidcClient, startOidcService } from "../support/oidc-provider.ts";
import { plugInDevice } from "../support/virtual-authenticator.ts";
import { seriousFindings } from "./axe.ts";
import { test } from "./stage.ts";
import { hasFocus, saved } from "./steps.ts";

const urlIn = ({ body }: Answer) => (body as { url: string }).url;
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { name });
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });

const openSelf = (page: Page) => button(page, /^(?:Only you are here|Here now)/u).click();

async function signOut(page: Page): Promise<void> {
  await openSelf(page);
  await button(page, "Sign out").click();
  await page.waitForURL(/\/sign-in$/u);
}

/** A new one-time link for somebody of the workspace `test`. */
async function linkFor({ people }: AccountsServer, role: "editor" | "viewer"): Promise<string> {
  const path = `/api/workspaces/test/people/${people[role].id}/link`;
  return urlIn(await people.owner.by.cookie.ask("POST", path));
}

test("whoever is not signed in is asked to, and comes back to where they wanted to go", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const context = await browser.newContext();
  const page = await context.newPage();
  await plugInDevice(context, page);
  await page.goto(`${server.url}/w/test?view=table`);
  await heading(page, "Sign in").waitFor();
  expect(await seriousFindings(page)).toEqual([]);

  await page.goto(await linkFor(server, "editor"));
  await heading(page, "Sign in by your link").waitFor();
  await button(page, "Sign in").click();
  await heading(page, "You are in, The editor").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await button(page, "Add a passkey").click();
  await page.waitForURL(`${server.url}/w/test?view=table`);
  await heading(page, "test").waitFor();

  // Out again, and in by what the device knows.
  await page.goto(`${server.url}/sign-in`);
  await button(page, "I am not The editor: sign out").click();
  // What is kept for the way back would be cleared with all else.
  await button(page, "Sign in with a passkey").waitFor();
  await page.goto(`${server.url}/w/test?view=table`);
  await button(page, "Sign in with a passkey").click();
  await page.waitForURL(`${server.url}/w/test?view=table`);

  // Without it nothing lets them in, so they are asked first.
  await openSelf(page);
  await button(page, "Your account").click();
  await button(page, /^Remove the passkey/u).press("Enter");
  await page.getByText("You have no other: next time you need a new link.").waitFor();
  expect(await hasFocus(button(page, "Keep"))).toBe(true);
  await button(page, "Keep").press("Enter");
  await expect.poll(() => hasFocus(button(page, /^Remove the passkey/u))).toBe(true);
  await button(page, /^Remove the passkey/u).press("Enter");
  await button(page, /^Remove the passkey/u).press("Enter");
  await page.getByText("None yet.").waitFor();
  await expect.poll(() => hasFocus(button(page, "Add a passkey on this device"))).toBe(true);
  await page.keyboard.press("Escape");
  await expect.poll(() => hasFocus(button(page, "Only you are here"))).toBe(true);

  // The device has it still, and it opens nothing any more.
  await signOut(page);
  await button(page, "Sign in with a passkey").click();
  await page.getByRole("alert").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await context.close();
});

test("an invitation says who invites to what as which role, and lets somebody new in", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const invite = { role: "commenter", name: "Ben Ortiz", days: 7 };
  const { owner } = server.people;
  const invitation = await owner.by.cookie.ask("POST", "/api/workspaces/test/invitations", invite);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(urlIn(invitation));
  await heading(page, "The owner invites you to “test”").waitFor();
  await page.getByText("You will be a commenter there").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await page.getByLabel("Your name").inputValue()).toBe("Ben Ortiz");
  await button(page, "Accept and open the map").click();
  await heading(page, "You are in, Ben Ortiz").waitFor();
  await button(page, "Not now").click();
  await page.waitForURL(`${server.url}/w/test`);

  await page.goto(urlIn(invitation));
  await page.getByRole("alert").getByText("This invitation is over").waitFor();
  await context.close();
});

test("whoever is signed in accepts an invitation as themselves", async ({ browser }) => {
  await using server = await startAccountsServer();
  const invite = { role: "editor", days: 7 };
  const invitation = await server.people.owner.by.cookie.ask(
    "POST",
    "/api/workspaces/test/invitations",
    invite,
  );
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(await linkFor(server, "viewer"));
  await button(page, "Sign in").click();
  await button(page, "Not now").click();
  await page.goto(urlIn(invitation));
  await button(page, "Accept as The viewer").click();
  await button(page, "Not now").click();
  await page.waitForURL(`${server.url}/w/test`);
  const people = await server.people.owner.by.cookie.ask("GET", "/api/workspaces/test/people");
  expect(people.body).toContainEqual(expect.objectContaining({ name: "The viewer", role: "editor" }));
  await context.close();
});

test("whoever has no part in the sample begins in their own workspace, and goes from one to the other", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const { owner, stranger } = server.people;
  const link = await stranger.by.cookie.ask("POST", `/api/workspaces/other/people/${stranger.id}/link`);
  const invite = { role: "viewer", days: 7 };
  const invitation = await owner.by.cookie.ask("POST", "/api/workspaces/test/invitations", invite);
  const context = await browser.newContext();
  const page = await context.newPage();
  for (const url of [urlIn(link), urlIn(invitation)]) {
    await page.goto(url);
    await button(page, /^Sign in|^Accept as/u).click();
    await button(page, "Not now").click();
    await page.waitForURL(/\/w\//u);
  }
  await page.goto(`${server.url}/`);
  await page.waitForURL(`${server.url}/w/other`);
  await openSelf(page);
  await page
    .getByRole("navigation", { name: "Other workspaces" })
    .getByRole("link", { name: /test/u })
    .click();
  await page.waitForURL(`${server.url}/w/test`);
  await heading(page, "test").waitFor();
  await context.close();
});

test("what does not let anybody in says why, and what to do", async ({ browser }) => {
  await using server = await startAccountsServer();
  const context = await browser.newContext();
  const page = await context.newPage();
  const link = await linkFor(server, "editor");
  await page.goto(link);
  await button(page, "Sign in").click();
  await heading(page, "You are in, The editor").waitFor();

  const other = await (await browser.newContext()).newPage();
  const told = (text: string) => other.getByRole("alert").getByText(text).waitFor();
  await other.goto(link);
  await button(other, "Sign in").click();
  await told("This link does not work any more");
  await other.goto(`${server.url}/sign-in#share=nothing`);
  await told("This shared link does not work any more");
  await other.goto(`${server.url}/sign-in#refused=sign-in-unavailable`);
  await told("The service by which you sign in cannot be reached");
  // Without a device that answers, the browser gives up at once.
  await other.goto(`${server.url}/sign-in`);
  await other.evaluate(
    `navigator.credentials.get = () => Promise.reject(new DOMException("", "NotAllowedError"))`,
  );
  await button(other, "Sign in with a passkey").click();
  await told("No passkey was used");
  expect(await seriousFindings(other)).toEqual([]);
  await other.context().close();
  await context.close();
});

test("a shared link opens the map at once", async ({ browser }) => {
  await using server = await startAccountsServer();
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${server.url}/sign-in#share=${server.share.secret}`);
  await page.waitForURL(`${server.url}/w/test`);
  await page.getByRole("button", { name: "View only" }).waitFor();
  await context.close();
});

test("whoever is signed in elsewhere signs out there, and then here, from their account", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const [here, there] = [await browser.newContext(), await browser.newContext()];
  const page = await here.newPage();
  const map = `${server.url}/w/test?view=table`;
  await plugInDevice(here, page);
  await page.goto(await linkFor(server, "editor"));
  await button(page, "Sign in").click();
  await button(page, "Add a passkey").click();
  await page.waitForURL(`${server.url}/w/test`);
  // The first session goes on in another browser; this one comes in anew.
  await there.addCookies(await here.cookies());
  await here.clearCookies();
  const other = await there.newPage();
  await other.goto(map);
  await heading(other, "test").waitFor();
  await page.goto(map);
  await button(page, "Sign in with a passkey").click();
  await page.waitForURL(map);

  await openSelf(page);
  await button(page, "Your account").click();
  await button(page, "Sign out everywhere, here too").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await button(page, "Sign out everywhere else").click();
  await button(other, "Signed out").waitFor();
  const list = page.getByRole("region", { name: "Signed in" });
  await button(page, "Sign out here").waitFor();
  expect(await list.getByRole("listitem").count()).toBe(1);
  await page.keyboard.press("Enter");
  await heading(page, "Sign in").waitFor();
  for (const context of [here, there]) await context.close();
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
  const place = "/w/test?view=table";
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

  await signOut(page);
  await page.goto(`${server.url}${place}`);
  await elsewhere.click();
  await page.waitForURL(`${server.url}${place}`);
  await saved(page);

  await service.leave();
  await page.reload();
  await saved(page);
  await context.close();
});
