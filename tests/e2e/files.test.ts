// Files by the menus: four exports, an import that works, and one that must not.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./stage.ts";
import { allLoaded, dialogOf, waitForMap } from "./steps.ts";

/** Takes one entry of the export menu and gives the file that comes. */
async function exportBy(page: Page, entry: string): Promise<{ name: string; bytes: Buffer }> {
  await page.getByRole("banner").getByRole("button", { name: "Export", exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("menuitem", { name: entry }).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function importBy(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Import a snapshot" }).click();
  const dialog = dialogOf(page, "Import");
  await dialog.locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer });
}

describe("the export menu", () => {
  test("gives snapshot, tables and pictures", async ({ open }) => {
    const { page } = await open();
    await waitForMap(page);
    await allLoaded(page);
    const snapshot = await exportBy(page, "Snapshot");
    expect(snapshot.name).toMatch(/\.entente\.json$/u);
    expect(JSON.parse(snapshot.bytes.toString())).toMatchObject({ format: "entente-snapshot" });
    const tables = await exportBy(page, "Tables");
    expect(tables.name).toMatch(/\.csv$/u);
    expect(tables.bytes.toString()).toContain("Japan");
    const svg = await exportBy(page, "SVG");
    expect(svg.bytes.toString()).toMatch(/^<(?:\?xml|svg)/u);
    expect(svg.bytes.toString()).toContain("Japan");
    const png = await exportBy(page, "PNG");
    expect(png.bytes.subarray(1, 4).toString()).toBe("PNG");
  });
});

describe("the import dialog", () => {
  test("says what is wrong with a file that is no snapshot, and what to do", async ({ open }) => {
    const { page } = await open();
    await waitForMap(page);
    await importBy(page, "notes.json", Buffer.from("states, agreements"));
    await dialogOf(page, "Import")
      .getByText(/is not JSON/u)
      .first()
      .waitFor();
  });

  test("names the place of the fault", async ({ open, server }) => {
    const { page } = await open();
    await waitForMap(page);
    const answer = await fetch(`${server.url}/api/workspaces/cptpp/export?format=json`);
    const snapshot = (await answer.json()) as { claims: { evidence: { locator?: string }[] }[] };
    delete snapshot.claims[7]?.evidence[0]?.locator;
    await importBy(page, "spoiled.entente.json", Buffer.from(JSON.stringify(snapshot)));
    await dialogOf(page, "Import").getByText("claims[7].evidence[0].locator").first().waitFor();
  });
});
