// An owner decides who may do what, and everybody sees it at once: invitations, roles, shared links, leaving a device.
import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

import { startAccountsServer, type AccountsServer, type Answer } from "../support/accounts-server.ts";
import { seriousFindings } from "./axe.ts";
import { test } from "./stage.ts";
import { dialogOf, hasFocus, saved } from "./steps.ts";

const urlIn = ({ body }: Answer) => (body as { url: string }).url;
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name });
const told = (page: Page, text: string | RegExp) =>
  page.getByRole("status").getByText(text).first().waitFor();

/** Opens a link in a browser of its own, and goes on to the map. */
async function comeBy(browser: Browser, link: string, press: string): Promise<Page> {
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await page.goto(link);
  await button(page, press).click();
  await button(page, "Not now").click();
  await page.waitForURL(/\/w\/test/u);
  await saved(page);
  return page;
}

async function signIn(browser: Browser, server: AccountsServer, role: "owner" | "editor"): Promise<Page> {
  const { owner } = server.people;
  const path = `/api/workspaces/test/people/${server.people[role].id}/link`;
  return comeBy(browser, urlIn(await owner.by.cookie.ask("POST", path)), "Sign in");
}

async function addState(page: Page, name: string): Promise<void> {
  await page.keyboard.press("n");
  const dialog = dialogOf(page, "Add to the map");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await page.keyboard.press("Control+Enter");
  await page.getByRole("heading", { name: new RegExp(`^${name}`, "u") }).waitFor();
}

/** By the bar, the panel, the menus or a key, which says why. */
async function expectNoEdits(page: Page, why: RegExp): Promise<void> {
  for (const name of ["Add", /^Undo/u, /^Add entity/u, /^Add claim/u, /^Retract/u])
    expect(await button(page, name).count()).toBe(0);
  await page.keyboard.press("n");
  await page.locator("entente-toasts").getByText(why).waitFor();
  expect(await page.getByRole("dialog").count()).toBe(0);
}

/** Names of what this device keeps of maps. */
function keptOn(page: Page): Promise<readonly string[]> {
  return page.evaluate<readonly string[]>(
    `indexedDB.databases().then((all) => all.map(({ name }) => name).filter((name) => name.startsWith("entente:")))`,
  );
}

test("P13 an owner invites an editor, makes them a viewer, shares a link and takes it back", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const owner = await signIn(browser, server, "owner");
  await button(owner, "Share").click();
  await owner.getByRole("tab", { name: "Invitations" }).click();
  await owner.getByLabel("Who").fill("Ben Ortiz");
  await owner.getByText("They can look at everything and change the map.").waitFor();
  await owner.getByRole("combobox", { name: "Role", exact: true }).selectOption("commenter");
  await owner.getByText("comments cannot be written on this page yet.").waitFor();
  await owner.getByRole("combobox", { name: "Role", exact: true }).selectOption("editor");
  await button(owner, "Make invitation").click();
  const invitation = await owner.getByLabel("What was made").inputValue();
  expect(await seriousFindings(owner)).toEqual([]);

  const editor = await comeBy(browser, invitation, "Accept and open the map");
  await addState(editor, "Testland");
  await saved(editor);

  await owner.getByRole("tab", { name: "People" }).click();
  await owner.getByLabel("Role of Ben Ortiz").selectOption("viewer");
  await told(editor, /^You may now only look\./u);
  await button(editor, "View only").waitFor();
  expect(await button(editor, "Add entity").isVisible()).toBe(false);
  expect(await button(editor, "Add claim").isVisible()).toBe(false);

  await owner.getByRole("tab", { name: "Share links" }).click();
  await owner.getByLabel("For whom").fill("The minister’s office");
  await button(owner, "Make link").click();
  const share = await owner.getByLabel("What was made").inputValue();
  const visitor = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await visitor.goto(share);
  await button(visitor, "View only").waitFor();
  await visitor.goto(`${server.url}/w/test?view=table`);
  await visitor.getByText("Testland").first().waitFor();
  await button(owner, /^Take back: The minister/u).press("Enter");
  await button(owner, /^Take back$/u).press("Enter");
  await expect.poll(() => hasFocus(owner.getByLabel("For whom"))).toBe(true);
  await told(visitor, /Ask whoever gave you the link for a new one/u);
  expect(await button(visitor, "Reload").count()).toBe(0);
  await expectNoEdits(visitor, /^No access\. .* Ask whoever gave you the link for a new one\.$/u);

  await owner.getByRole("tab", { name: "History" }).click();
  await owner.getByText("changed Ben Ortiz from editor to viewer").waitFor();
  expect(await seriousFindings(owner)).toEqual([]);
  for (const page of [owner, editor, visitor]) await page.context().close();
});

test("a device keeps nothing of the map unless its person wants it, and nothing at all when they leave", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server, "editor");
  await addState(page, "Testland");
  await saved(page);
  expect(await keptOn(page)).toEqual([]);

  await button(page, "Only you are here").click();
  await button(page, "Your account").click();
  await dialogOf(page, "Your account").getByText("this device", { exact: true }).waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await page.getByLabel("Keep a copy on this device").check();
  await page.reload();
  await saved(page);
  await expect.poll(() => keptOn(page)).toContain(`entente:${server.people.editor.id}@test`);

  await button(page, "Only you are here").click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${server.url}/sign-in`);
  expect(await keptOn(page)).toEqual([]);
  await page.context().close();
});

test("another tab writes nothing down any more once somebody has left the device, whatever it has not sent", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server, "editor");
  await saved(page);
  const other = await page.context().newPage();
  await other.goto(`${server.url}/w/test`);
  await saved(other);
  await addState(other, "Testland");
  await saved(other);
  await page.getByRole("button", { name: /^(Only you are here|Here now)/u }).click();
  await button(page, "Sign out").click();
  await page.waitForURL(`${server.url}/sign-in`);
  await addState(other, "Otherland");
  expect(await keptOn(page)).toEqual([]);
  await page.context().close();
});

test("what was not sent when somebody was signed out is kept, and sent when they are back", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server, "editor");
  await addState(page, "Testland");
  await saved(page);
  await page.context().setOffline(true);
  await addState(page, "Otherland");
  const { editor, owner } = server.people;
  const sessions = await owner.by.cookie.ask("GET", "/api/workspaces/test/sessions");
  const theirs = (sessions.body as { id: string; person: { id: string } }[]).filter(
    ({ person }) => person.id === editor.id,
  );
  for (const { id } of theirs) await owner.by.cookie.ask("DELETE", `/api/workspaces/test/sessions/${id}`);
  await page.context().setOffline(false);
  await button(page, "Sign in again").click();
  await page.waitForURL(`${server.url}/sign-in`);

  const link = await owner.by.cookie.ask("POST", `/api/workspaces/test/people/${editor.id}/link`);
  await page.goto(urlIn(link));
  await button(page, "Sign in").click();
  await button(page, "Not now").click();
  await page.waitForURL(/\/w\/test/u);
  await saved(page);
  await expect
    .poll(async () => JSON.stringify((await owner.by.cookie.ask("GET", "/api/workspaces/test/graph")).body))
    .toContain("Otherland");
  await expect.poll(() => keptOn(page)).toEqual([]);
  await page.context().close();
});

test("whoever may only look is offered no edit, by pointer or key, wide or narrow", async ({ browser }) => {
  await using server = await startAccountsServer();
  const owner = await signIn(browser, server, "owner");
  await button(owner, "Start from a decision").waitFor();
  // There is no sample here that they could open.
  expect(await owner.getByRole("link", { name: "Open the sample" }).count()).toBe(0);
  await addState(owner, "Testland");
  await owner.keyboard.press("Delete");
  await addState(owner, "Otherland");
  await saved(owner);
  const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
  await page.goto(`${server.url}/sign-in#share=${server.share.secret}`);
  await button(page, "View only").waitFor();

  await page.keyboard.press("n");
  await told(page, "You may look at everything here and change nothing.");
  await page.keyboard.press("v");
  await told(page, /^You came by a link that shows the map\./u);
  expect(await page.getByRole("dialog").count()).toBe(0);

  await page.keyboard.press("Control+k");
  await page.getByRole("option", { name: "Show the table" }).waitFor();
  expect(
    await page.getByRole("option", { name: /^(?:Add|Undo|Retract|Import|Names|Kinds|Versions)/u }).count(),
  ).toBe(0);
  await page.keyboard.type("Show problems");
  await page.keyboard.press("Enter");
  const problems = dialogOf(page, "Problems and bin");
  await problems.getByText("Testland").waitFor();
  expect(await problems.getByRole("button", { name: /^Restore/u }).count()).toBe(0);
  await page.keyboard.press("Escape");

  await page.goto(`${server.url}/w/test?view=table`);
  await page.getByRole("rowheader", { name: "Otherland" }).focus();
  await page.keyboard.press("F2");
  expect(await page.getByRole("textbox", { name: /name/iu }).count()).toBe(0);
  await page.keyboard.press("Enter");
  await page.getByRole("tab", { name: "Sources" }).waitFor();
  expect(await page.getByRole("tab", { name: "History" }).count()).toBe(0);
  await button(page, /^Actions/u)
    .first()
    .click();
  expect(await page.getByRole("menuitem").allInnerTexts()).toEqual([expect.stringContaining("Open")]);
  await page.keyboard.press("Escape");

  await page.context().setOffline(true);
  await button(page, /^Offline/u).waitFor();
  await page.getByRole("rowheader", { name: "Otherland" }).focus();
  await page.keyboard.press("F2");
  expect(await page.getByRole("textbox", { name: /name/iu }).count()).toBe(0);
  await page.context().setOffline(false);

  await page.setViewportSize({ width: 390, height: 844 });
  expect(await seriousFindings(page)).toEqual([]);
  for (const each of [owner, page]) await each.context().close();
});

test("whoever was removed is told on the spot and after a reload, and offered no edit", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server, "editor");
  await button(page, "Only you are here").click();
  await button(page, "Your account").click();
  await page.getByLabel("Keep a copy on this device").check();
  await page.reload();
  await saved(page);
  await addState(page, "Testland");
  await saved(page);
  const { editor, owner } = server.people;
  await owner.by.cookie.ask("DELETE", `/api/workspaces/test/people/${editor.id}`);
  await told(page, /You may not open this workspace any more/u);
  await expectNoEdits(page, /^No access\. You may not open this workspace any more\./u);
  await page.reload();
  await told(page, /You may not open this workspace, or it does not exist any more/u);
  await expectNoEdits(page, /^Cannot be opened\. You may not open this workspace, or/u);
  await page.context().close();
});

test("whoever is about to be signed out stays by pressing a button, and hears that the map is nearly full", async ({
  browser,
}) => {
  const limits = {
    sessionIdleMs: 600_000,
    sessionSoonMs: 599_900,
    grantUseNotedMs: 10,
    documentBytesWarn: 1,
  };
  await using server = await startAccountsServer({ limits });
  const page = await signIn(browser, server, "editor");
  await told(page, /^This workspace is 0 % full/u);
  await told(page, /^You will be signed out in 10 minutes/u);
  await button(page, "Stay signed in").first().click();
  await told(page, "You stay signed in.");
  await page.context().close();
});

test("what somebody was typing when their right to edit ended stays, and can be copied", async ({
  browser,
}) => {
  await using server = await startAccountsServer();
  const page = await signIn(browser, server, "editor");
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await addState(page, "Testland");
  await saved(page);
  await page.goto(`${server.url}/w/test?view=table`);
  await saved(page);
  const { editor, owner } = server.people;
  const become = async (role: string) =>
    expect(
      await owner.by.cookie.ask("PATCH", `/api/workspaces/test/people/${editor.id}`, { role }),
    ).toMatchObject({ status: 200 });
  const copied = () => page.evaluate<string>("navigator.clipboard.readText()");

  await page.keyboard.press("n");
  const dialog = dialogOf(page, "Add to the map");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill("Otherland");
  await become("viewer");
  await button(page, "View only").waitFor();
  await page.keyboard.press("Control+Enter");
  await dialog.getByText(/^Not done\. You may look at everything here and change nothing\./u).waitFor();
  await dialog.getByRole("button", { name: "Copy what you typed" }).click();
  expect(await copied()).toContain("Name: Otherland");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await dialog.waitFor({ state: "hidden" });

  await become("editor");
  await saved(page);
  await page.getByRole("rowheader", { name: "Testland" }).focus();
  await page.keyboard.press("F2");
  const name = page.getByRole("textbox", { name: "New name of Testland" });
  await name.fill("Newland");
  await become("viewer");
  await button(page, "View only").waitFor();
  await name.press("Enter");
  await page.locator("entente-toasts").getByRole("button", { name: "Copy what you typed" }).last().click();
  expect(await copied()).toBe("Name: Newland");
  await page.context().close();
});
