// For everybody: nothing serious by axe in either theme, wide or narrow; and the whole path by keyboard alone.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { seriousFindings } from "./axe.ts";
import type { Seat } from "./people.ts";
import { test } from "./stage.ts";
import { dialogOf, inspectorTab, openDrawer, rowOf, saved, waitForMap } from "./steps.ts";

const taiwan = "decision=d:twn-cptpp&asof=2024-12";

interface Screen {
  readonly name: string;
  readonly path: string;
  readonly arrange?: (page: Page) => Promise<void>;
}

const screens: readonly Screen[] = [
  { name: "the graph with the decision", path: `/w/cptpp?view=graph&${taiwan}`, arrange: openDrawer },
  { name: "the inspector", path: `/w/cptpp?view=graph&${taiwan}&n=s:TWN` },
  { name: "a claim and its evidence", path: `/w/cptpp?${taiwan}&n=s:JPN`, arrange: showClaims },
  { name: "the table", path: `/w/cptpp?view=table&${taiwan}` },
  { name: "the dialog for a claim", path: `/w/cptpp?${taiwan}&n=s:JPN`, arrange: askForClaim },
];

const seats: readonly (readonly [string, Seat])[] = [
  ["light, wide", { theme: "light", width: 1440, height: 900 }],
  ["dark, wide", { theme: "dark", width: 1440, height: 900 }],
  ["light, narrow", { theme: "light", width: 390, height: 844 }],
  ["dark, narrow", { theme: "dark", width: 390, height: 844 }],
];

describe("axe finds nothing serious", () => {
  test.for(seats)("%s", async ([, seat], { open }) => {
    const { page } = await open(seat);
    const found: string[] = [];
    for (const { name, path, arrange } of screens) {
      await page.goto(new URL(path, page.url()).href);
      await waitForMap(page);
      await arrange?.(page);
      found.push(...(await seriousFindings(page)).map((finding) => `${name}: ${finding}`));
    }
    expect(found).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  test("somebody finds an actor, adds another, and takes it back", async ({ open }) => {
    const { page } = await open({ path: `/w/cptpp?${taiwan}` });
    await waitForMap(page);
    const { keyboard } = page;
    await keyboard.press("/");
    await keyboard.type("Peru");
    await page.getByRole("option", { name: /Peru/u }).first().waitFor();
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Peru/u }).waitFor();
    await keyboard.press("Escape");
    await keyboard.press("n");
    await dialogOf(page, "Add to the map").getByRole("textbox", { name: "Name", exact: true }).waitFor();
    await keyboard.type("Keyland");
    await keyboard.press("Control+Enter");
    await page.getByRole("heading", { name: /^Keyland/u }).waitFor();
    await saved(page);
    await keyboard.press("Control+z");
    await page.getByRole("heading", { name: /^Keyland/u }).waitFor({ state: "hidden" });
  });

  test("somebody reads who hesitates, and why", async ({ open }) => {
    const { page } = await open({ path: `/w/cptpp?${taiwan}` });
    await openDrawer(page);
    const canada = page
      .getByRole("group", { name: "Electors by stance" })
      .getByRole("button", { name: "Canada" });
    await canada.focus();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Evidence: / }).waitFor();
    await page.getByRole("article").first().waitFor();
  });

  test("somebody works through the table", async ({ open }) => {
    const { page } = await open({ path: `/w/cptpp?view=table&q=Japan&${taiwan}` });
    await rowOf(page, "Japan").waitFor();
    await rowOf(page, "Japan").getByRole("rowheader").focus();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: /^Japan/u }).waitFor();
  });
});

async function showClaims(page: Page): Promise<void> {
  await inspectorTab(page, "Claims").click();
  await page.getByRole("article").first().waitFor();
}

async function askForClaim(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Add claim" }).first().click();
  await page.getByRole("dialog", { name: "Add claim" }).waitFor();
}
