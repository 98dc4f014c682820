// What only one device has is never let go of without its person being asked, with a copy as a file offered first.
import type { Browser, Page, WebSocketRoute } from "playwright-core";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect } from "vitest";

import { backUp } from "../../server/storage/backup.ts";
import { putBack } from "../../server/storage/put-back.ts";
import { startAccountsServer, type AccountsServer, type Answer } from "../support/accounts-server.ts";
import { startServerProcess } from "../support/server-process.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { seriousFindings } from "./axe.ts";
import { sitDown } from "./people.ts";
import { test } from "./stage.ts";
import {
  addState,
  allLoaded,
  askToAddState,
  dialogOf,
  drawn,
  offline,
  rowOf,
  saved,
  waitForMap,
} from "./steps.ts";

const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const urlIn = ({ body }: Answer) => (body as { url: string }).url;

/** True in the page when the canvas has a place for an entity, which it keeps for everybody. */
const isPlaced = (name: string) => `(() => {
  const canvas = document.querySelector("entente-app").shadowRoot.querySelector("entente-graph-canvas");
  const entity = [...canvas.graph.entities.values()].find(({ label }) => label === ${JSON.stringify(name)});
  return entity !== undefined && canvas.layout.has(entity.id);
})()`;

/** The text of the file that the open question keeps. */
async function keepCopy(page: Page, question: string): Promise<string> {
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    dialogOf(page, question).getByRole("button", { name: "Keep a copy" }).click(),
  ]);
  await dialogOf(page, question).getByText("The copy is among your downloads.").waitFor();
  return readFile(await file.path(), "utf8");
}

test("whoever adds one thing off line has made one change, though the layout moves for it too", async ({
  browser,
}) => {
  await using server = await startServerProcess();
  const { page, context } = await sitDown(browser, server.url, { path: "/w/cptpp?view=graph" });
  await drawn(page);
  await saved(page);
  await allLoaded(page);
  await server.kill();
  await offline(page);
  await askToAddState(page, "Unsent Land");
  await button(page, "Offline · 1 change kept on this device").waitFor();
  await expect.poll(() => page.evaluate<boolean>(isPlaced("Unsent Land"))).toBe(true);
  await button(page, "Offline · 1 change kept on this device").waitFor();
  await server.start();
  await saved(page);
  await context.close();
});

test("P20 after a backup was restored, reloading asks before it removes what this device has", async ({
  browser,
}) => {
  await using server = await startServerProcess();
  using folder = temporaryFolder();
  const { page, context } = await sitDown(browser, server.url, { path: "/w/cptpp?view=table&q=land" });
  await waitForMap(page);
  await saved(page);
  await backUp(server.dataDir, join(folder.path, "backup.sqlite"));
  await addState(page, "Saved Land");
  await allLoaded(page);
  await server.stop();
  await offline(page);
  await askToAddState(page, "Unsent Land");
  await putBack(join(folder.path, "backup.sqlite"), server.dataDir);
  await server.start();
  const banner = page.getByRole("status").filter({ hasText: "Other version on the server." });
  await banner.getByText("1 change is on this device only.").waitFor();
  await button(page, "Reload").click();
  const known = dialogOf(page, "1 change is on this device only");
  await known.getByRole("button", { name: "Keep a copy" }).waitFor();
  await known.getByRole("button", { name: "Not now" }).click();
  await known.waitFor({ state: "hidden" });

  // Whoever opens the page anew is told too, though nobody has counted.
  await page.reload();
  await banner.getByText("There may be changes on this device only.").waitFor();
  await rowOf(page, "Unsent Land").waitFor();
  await button(page, "Reload").click();
  const question = "There may be changes on this device only";
  await dialogOf(page, question).getByRole("button", { name: "Reload without it" }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  expect(await keepCopy(page, question)).toMatch(/Saved Land[^]*Unsent Land|Unsent Land[^]*Saved Land/u);
  await dialogOf(page, question).getByRole("button", { name: "Reload", exact: true }).click();
  await saved(page);
  await rowOf(page, "Unsent Land").waitFor({ state: "hidden" });
  await context.close();
});

/** The editor, on the sign-in page's way to the map. */
async function signIn(browser: Browser, server: AccountsServer): Promise<Page> {
  const path = `/api/workspaces/test/people/${server.people.editor.id}/link`;
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await page.goto(urlIn(await server.people.owner.by.cookie.ask("POST", path)));
  await button(page, "Sign in").click();
  await button(page, "Not now").click();
  await page.waitForURL(/\/w\/test/u);
  return page;
}

/** Opens the map where none is drawn, so that nothing but what somebody does is an edit; gives what cuts its sockets. */
async function openTable(page: Page, server: AccountsServer): Promise<() => Promise<void>> {
  const sockets = new Set<WebSocketRoute>();
  let isCut = false;
  await page.routeWebSocket(/\/sync\//u, (socket) => {
    if (isCut) return void socket.close();
    sockets.add(socket);
    socket.connectToServer();
  });
  await page.goto(`${server.url}/w/test?view=table`);
  await saved(page);
  await allLoaded(page);
  return async () => {
    isCut = true;
    for (const socket of sockets) await socket.close();
    await offline(page);
  };
}

async function signOut(page: Page): Promise<void> {
  await button(page, /^(?:Only you are here|Here now)/u).click();
  await button(page, "Sign out").click();
}

test("signing out asks before it removes what is not on the server, and removes nothing where the server refuses", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server);
  const cut = await openTable(page, server);
  await cut();
  await askToAddState(page, "Unsent Land");

  const question = "1 change is not on the server yet";
  await signOut(page);
  await dialogOf(page, question).getByRole("button", { name: "Wait" }).click();
  await signOut(page);
  expect(await keepCopy(page, question)).toContain("Unsent Land");
  const refusal = { code: "disk-full", message: "The disk is full.", hint: "Try again later." };
  await page.route("**/api/sign-out", (route) => route.fulfill({ status: 507, json: refusal }), {
    times: 1,
  });
  await dialogOf(page, question).getByRole("button", { name: "Sign out", exact: true }).click();
  await page.getByText(/^You are still signed in, and nothing was removed from this device\./u).waitFor();
  await rowOf(page, "Unsent Land").waitFor();
  await signOut(page);
  await dialogOf(page, question).getByRole("button", { name: "Sign out without it" }).click();
  await page.waitForURL(`${server.url}/sign-in`);
  await page.context().close();
});

test("what another tab has not sent is asked about too, though the tab is closed, and on the page to sign in", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server);
  await openTable(page, server);
  const other = await page.context().newPage();
  const cut = await openTable(other, server);
  await cut();
  await askToAddState(other, "Unsent Land");

  await signOut(page);
  const known = dialogOf(page, "1 change is not on the server yet");
  await known.getByText("not all of this is in the tab you see").waitFor();
  await known.getByRole("button", { name: "Wait" }).click();
  await other.close();
  await signOut(page);
  const unknown = dialogOf(page, "There may be changes on this device only");
  await unknown.getByRole("button", { name: "Wait" }).click();

  await page.goto(`${server.url}/sign-in`);
  const notMe = button(page, "I am not The editor: sign out");
  await notMe.click();
  await page.getByRole("alert").getByText("There may be changes on this device only").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await button(page, "Leave it for The editor").click();
  const { cookie } = server.people.owner.by;
  await page.goto(urlIn(await cookie.ask("POST", "/api/workspaces/test/invitations", { role: "viewer" })));
  await notMe.click();
  await page.getByRole("alert").getByText("There may be changes on this device only").waitFor();
  await page.goto(`${server.url}/w/test?view=table`);
  await rowOf(page, "Unsent Land").waitFor();
  await saved(page);
  await page.goto(`${server.url}/sign-in`);
  await notMe.click();
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.context().close();
});

test("of copies that stay on the device, what no open tab holds is asked about, and what the server has is not", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server);
  await page.evaluate(() => localStorage.setItem("entente-keeps-copy", "yes"));
  await openTable(page, server);
  const other = await page.context().newPage();
  const cut = await openTable(other, server);
  await addState(other, "Sent Land");
  await cut();
  await askToAddState(other, "Unsent Land");
  await allLoaded(other);
  await other.close();

  // The tab that is left keeps the same copy, but has never read what the other one wrote to it.
  await signOut(page);
  const question = dialogOf(page, "There may be changes on this device only");
  await question.getByText("reload this page").waitFor();
  await question.getByRole("button", { name: "Wait" }).click();
  await page.reload();
  await rowOf(page, "Unsent Land").waitFor();
  await saved(page);

  // The copy stays; it has nothing that the server does not have, and nobody is asked.
  await page.goto(`${server.url}/sign-in`);
  await button(page, "I am not The editor: sign out").click();
  await page.getByRole("heading", { name: "Sign in", exact: true }).waitFor();
  await page.context().close();
});
