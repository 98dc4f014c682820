// What people do in more than one test, by the names they see.
import type { Locator, Page } from "playwright-core";

/** The strip at the foot of the window that answers the decision. */
export function drawerOf(page: Page): Locator {
  return page.getByRole("region", { name: "Decision", exact: true });
}

/** The names in the open drawer, under their stances. */
export function electorsOf(page: Page): Locator {
  return page.getByRole("group", { name: "Electors by stance" });
}

/** Opens the drawer if it is shut, and waits for its columns. */
export async function openDrawer(page: Page): Promise<void> {
  await drawerOf(page).waitFor();
  const toggle = drawerOf(page).getByRole("button", { expanded: false });
  if ((await toggle.count()) > 0) await toggle.first().click();
  await electorsOf(page).waitFor();
}

/** A tab of what is told about the selection. */
export function inspectorTab(page: Page, name: "Summary" | "Claims" | "Sources" | "History"): Locator {
  return page
    .getByRole("tablist", { name: "About this" })
    .getByRole("tab", { name: new RegExp(`^${name}`, "u") });
}

/** Adds a state by the menu and the dialog, and waits until it is known to be on the server's disk. */
export async function addState(page: Page, name: string): Promise<void> {
  await askToAddState(page, name);
  await saved(page);
}

/** The same without waiting, for whoever cannot reach the server. */
export async function askToAddState(page: Page, name: string): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: "State or economy" }).click();
  const dialog = dialogOf(page, "Add to the map");
  await dialog.getByRole("textbox", { name: "Name", exact: true }).fill(name);
  await dialog.getByRole("button", { name: "Add", exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** An open dialog with all that is in it: what it shows lies beside its frame, not within. */
export function dialogOf(page: Page, name: string): Locator {
  return page.locator("wa-dialog[open]").filter({ has: page.getByRole("dialog", { name }) });
}

/** Whether the focus is there. */
export async function hasFocus(place: Locator): Promise<boolean> {
  return (await place.and(place.page().locator(":focus")).count()) > 0;
}

/** Resolves when the bar says that everything is on the server's disk. */
export async function saved(page: Page): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "Saved", exact: true }).waitFor();
}

/** Resolves when the bar says that the server cannot be reached. */
export async function offline(page: Page): Promise<void> {
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Offline/u })
    .waitFor();
}

/** The table's row of an entity. */
export function rowOf(page: Page, name: string): Locator {
  return page
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name, exact: true }) })
    .first();
}

/** Resolves when the parts that load while nobody waits are there too: from then on nothing needs the server. */
export async function allLoaded(page: Page): Promise<void> {
  const elements = [
    "entente-graph-canvas",
    "entente-table-view",
    "entente-edit-dialogs",
    "entente-import-dialog",
  ];
  await holds(page, `${JSON.stringify(elements)}.every((name) => customElements.get(name))`);
}

/** Resolves when the workspace has been loaded and its answer is on the screen. */
export async function waitForMap(page: Page): Promise<void> {
  await drawerOf(page).waitFor();
}

/** True in the page when the graph has its places and is painted, or when there is no graph in this view. */
export const isGraphShown = `(() => {
  const app = document.querySelector("entente-app")?.shadowRoot;
  const canvas = app?.querySelector("entente-graph-canvas:not(.away)");
  return canvas ? canvas.phase === "shown" : Boolean(app?.querySelector("entente-table-view"));
})()`;

/** Resolves when the view itself is painted: the graph has its places, or the table its rows. */
export async function drawn(page: Page): Promise<void> {
  await waitForMap(page);
  await holds(page, isGraphShown);
  const table = page.getByRole("tabpanel", { name: "Entities" }).getByText("Australia", { exact: true });
  await page.getByRole("application", { name: "Graph" }).or(table).first().waitFor();
}

/** Asks the page again and again. Not by `waitForFunction`, which the page's content policy forbids. */
async function holds(page: Page, condition: string): Promise<void> {
  while (!(await page.evaluate<boolean>(condition))) await page.waitForTimeout(50);
}
