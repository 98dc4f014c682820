// Points to go back to: one names them, another removes much, everybody is told, and what was written meanwhile stays.
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { layCable } from "../support/network-cable.ts";
import { seriousFindings } from "./axe.ts";
import { launchChromium, sitDown } from "./people.ts";
import { test } from "./stage.ts";
import { addState, allLoaded, askToAddState, dialogOf, offline, rowOf, saved, waitForMap } from "./steps.ts";

const lands = "/w/cptpp?view=table&q=land";
const ann = { name: "Ann Able", color: "#2e7d5b", path: lands };
const ben = { name: "Ben Baker", color: "#c2426b", path: "/w/cptpp?view=table" };

const told = (page: Page, text: RegExp) => page.getByRole("status").getByText(text).first();

async function openVersions(page: Page) {
  await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: /^Versions/u }).click();
  const dialog = dialogOf(page, "Versions");
  await dialog.getByLabel("Name the map as it stands now").waitFor();
  return dialog;
}

/** Opens what going back would do, and does it. */
async function restore(page: Page, open: () => Promise<void>): Promise<void> {
  await open();
  const preview = dialogOf(page, "Restore this version?");
  await preview.getByText("Everybody sees it at once.").waitFor();
  expect(await seriousFindings(page)).toEqual([]);
  await preview.getByRole("button", { name: "Restore this version" }).press("Enter");
  await preview.waitFor({ state: "hidden" });
}

test("P19 what one removed another brings back, with what was written off line meanwhile, and the first can undo that", async ({
  open,
  server,
}) => {
  const { port } = new URL(server.url);
  await using cable = await layCable(Number(port));
  // The server knows itself as localhost too; Ben's browser alone reaches that name by the cable.
  const elsewhere = await launchChromium([
    `--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${cable.port}`,
  ]);
  const [{ page: anns }, bens] = await Promise.all([
    open(ann),
    sitDown(elsewhere, `http://localhost:${port}`, ben),
  ]);
  await Promise.all([anns, bens.page].map(waitForMap));
  await Promise.all([saved(anns), saved(bens.page), allLoaded(bens.page)]);

  await addState(anns, "Low Land");
  const versions = await openVersions(anns);
  await versions.getByText("No versions yet").waitFor();
  await versions.getByLabel("Name the map as it stands now").fill("Draft for the ministers");
  await anns.keyboard.press("Enter");
  await versions.getByText("Named by Ann Able").waitFor();
  expect(await seriousFindings(anns)).toEqual([]);
  await anns.keyboard.press("Escape");

  await bens.page.getByRole("button", { name: /^Show them too/u }).click();
  await bens.page.getByRole("rowheader").first().focus();
  await bens.page.keyboard.press("Control+a");
  await bens.page.keyboard.press("Delete");
  await rowOf(anns, "Low Land").waitFor({ state: "hidden" });
  await saved(bens.page);
  await told(anns, /^Ben Baker removed (?:at least )?[\d,]+ of [\d,]+ records at once\./u).waitFor();
  expect(await seriousFindings(anns)).toEqual([]);
  // Ben knows what he did, and is offered to undo it.
  expect(await bens.page.getByRole("button", { name: "Leave it" }).count()).toBe(0);

  cable.cut();
  await offline(bens.page);
  await askToAddState(bens.page, "Far Land");
  await restore(anns, () => anns.getByRole("button", { name: "Restore…" }).press("Enter"));
  await told(anns, /^You went back to “/u).waitFor();
  // The question is answered.
  expect(await anns.getByRole("button", { name: "Leave it" }).count()).toBe(0);
  await rowOf(anns, "Low Land").waitFor();
  cable.mend();
  await saved(bens.page);
  await bens.page.goto(`http://localhost:${port}${lands}`);
  for (const page of [anns, bens.page])
    for (const name of ["Low Land", "Far Land"]) await rowOf(page, name).waitFor();

  await bens.page.getByRole("rowheader").first().focus();
  await bens.page.keyboard.press("v");
  const list = dialogOf(bens.page, "Versions");
  const before = list.getByRole("button", { name: /^Restore “Before going back/u }).first();
  await restore(bens.page, () => before.press("Enter"));
  await told(anns, /^Ben Baker went back to “Before going back/u).waitFor();
  await rowOf(anns, "Low Land").waitFor({ state: "hidden" });
  await restore(anns, () => anns.getByRole("button", { name: "Undo this…" }).press("Enter"));
  for (const page of [anns, bens.page])
    for (const name of ["Low Land", "Far Land"]) await rowOf(page, name).waitFor();
  await elsewhere.close();
  expect(bens.faults).toEqual([]);
});
