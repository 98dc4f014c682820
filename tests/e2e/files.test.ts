// Files by the menus: four exports, an import that works, and one that must not.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./stage.ts";
import { joinStock } from "../support/stock-client.ts";
import { allLoaded, dialogOf, rowOf, waitForMap } from "./steps.ts";

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

/** The sample with one more state, and another name for one that is there. */
async function changedSample(url: string): Promise<Buffer> {
  const answer = await fetch(`${url}/api/workspaces/cptpp/export?format=json`);
  const snapshot = (await answer.json()) as { entities: { id: string; kind: string; label: string }[] };
  const japan = snapshot.entities.find(({ id }) => id === "s:JPN");
  if (japan) japan.label = "Nippon";
  snapshot.entities.push({ id: "s:ISL", kind: "state", label: "Iceland" });
  snapshot.entities.push({ id: "x:canada", kind: "state", label: "Canada" });
  return Buffer.from(JSON.stringify(snapshot));
}

async function nameOf(url: string, id: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/api/workspaces/cptpp/graph`);
  const { entities } = (await answer.json()) as { entities: { id: string; label: string }[] };
  return entities.find((entity) => entity.id === id)?.label;
}

describe("an import", () => {
  test("can be undone at once, found in the list, and brought back", async ({ open, server }) => {
    const { page } = await open({ name: "Ann Able", path: "/w/cptpp?view=table&q=iceland" });
    await page.getByText("Nothing matches the filters").waitFor();
    await importBy(page, "more.entente.json", await changedSample(server.url));
    const dialog = dialogOf(page, "Import");
    await dialog.getByText("1 entity to add seems to be there already").click();
    await dialog.getByText("seems to be Canada").waitFor();
    await dialog.getByRole("button", { name: "Import 3 records" }).click();
    await rowOf(page, "Iceland").waitFor();
    await page.getByRole("button", { name: "Undo this import" }).click();
    await page.getByText("Undone: the import of more.entente.json.").waitFor();
    await rowOf(page, "Iceland").waitFor({ state: "detached" });
    expect(await nameOf(server.url, "s:JPN")).toBe("Japan");
    await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Import a snapshot" }).click();
    await dialog.getByText(/^Undone by Ann Able/u).waitFor();
    await dialog.getByRole("button", { name: "Bring back the import of more.entente.json" }).click();
    await dialog.getByText("2 records come back from the bin, and 1 value is set again").waitFor();
    await dialog.getByRole("button", { name: "Bring it back" }).click();
    await rowOf(page, "Iceland").waitFor();
    expect(await nameOf(server.url, "s:JPN")).toBe("Nippon");
  });

  test("is undone by somebody else but for what was built upon it, which is named", async ({
    open,
    server,
  }) => {
    const { page } = await open({ name: "Bob Bell", path: "/w/cptpp?view=table&q=iceland" });
    await rowOf(page, "Iceland").waitFor();
    using changed = joinStock(`${server.url.replace("http", "ws")}/sync`, "cptpp");
    await changed.synced();
    changed.set("n", "s:ISL/notes", "Applied to the EU once.");
    await changed.sees("n", "s:ISL/notes", "Applied to the EU once.");
    await page.getByRole("banner").getByRole("button", { name: "More", exact: true }).click();
    await page.getByRole("menuitem", { name: "Import a snapshot" }).click();
    const dialog = dialogOf(page, "Import");
    await dialog.getByRole("button", { name: "Undo the import of more.entente.json" }).click();
    await dialog
      .getByText(
        "Into the bin: 2 records that it added. Back to what it was before: 1 record that it changed.",
      )
      .waitFor();
    await dialog.getByRole("button", { name: "Undo this import" }).click();
    await dialog.getByText("1 thing was left alone").waitFor();
    await dialog.getByText("somebody has changed it since").waitFor();
    await dialog.getByRole("button", { name: "Iceland" }).click();
    await dialog.waitFor({ state: "hidden" });
    await rowOf(page, "Iceland").waitFor();
    expect(await nameOf(server.url, "s:JPN")).toBe("Japan");
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
