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

/** Resolves when the workspace has been loaded and its answer is on the screen. */
export async function waitForMap(page: Page): Promise<void> {
  await drawerOf(page).waitFor();
}
