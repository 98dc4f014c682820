// A reader who has only the texts finds what one paragraph says, and what became of a record since.
import { expect } from "vitest";
import { test } from "./stage.ts";
import { inspectorTab, rowOf, saved, waitForMap } from "./steps.ts";

test("a paragraph is found by typing it, and a link shows somebody else the same claims", async ({
  open,
  server,
}) => {
  const { page: anns } = await open({ path: "/w/cptpp?view=table&table=claims&hide=none" });
  await waitForMap(anns);
  const search = anns.getByRole("combobox", { name: /^Search/u });
  await search.fill("000 p4");
  await anns
    .getByRole("option", { name: /Cathy Fang, paragraph 4$/u })
    .first()
    .click();
  await anns.getByText("Cathy Fang, op-ed · paragraph 4").first().waitFor();

  await search.fill("000 p4");
  await anns.getByRole("option", { name: /^Show only what matches/u }).click();
  const status = /^(?<found>\d+) of \d+ claims$/u;
  const found = await anns.getByRole("main").getByText(status).innerText();
  expect(Number(status.exec(found)?.groups?.["found"])).toBeGreaterThan(3);

  const { page: bens } = await open({ name: "Ben Baker", path: anns.url().replace(server.url, "") });
  await bens.getByRole("main").getByText(found, { exact: true }).waitFor();
});

test("a filter that finds nothing says what to leave out", async ({ open }) => {
  const { page } = await open({
    path: "/w/cptpp?view=table&table=claims&hide=none&source=src:000&place=L700",
  });
  await waitForMap(page);
  await page.getByRole("button", { name: /^Without place line 700: \d+ claims$/u }).click();
  await page
    .getByRole("main")
    .getByText(/^\d+ of \d+ claims$/u)
    .waitFor();
});

test("the history of a record tells who renamed it", async ({ open }) => {
  const { page } = await open({ path: "/w/cptpp?view=table&n=s:NZL" });
  await waitForMap(page);
  await rowOf(page, "New Zealand").getByRole("rowheader").dblclick();
  await page.getByRole("textbox", { name: "New name of New Zealand" }).fill("Aotearoa");
  await page.keyboard.press("Enter");
  await saved(page);
  await inspectorTab(page, "History").click();
  await page.getByText("Name: New Zealand → Aotearoa").waitFor();
  await page.getByRole("list", { name: "Edits, newest first" }).getByText("Ann Able").first().waitFor();
});
