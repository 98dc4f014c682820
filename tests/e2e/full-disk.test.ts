// What waits for a full disk of the server is kept in the browser meanwhile, also where no map stays on a device.
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { runFile } from "../support/run-process.ts";
import { startServerProcess } from "../support/server-process.ts";
import { needSmallDisk, openSmallDisk } from "../support/small-disk.ts";
import { test } from "./stage.ts";
import { allLoaded, askToAddState, rowOf, saved, waitForMap } from "./steps.ts";

const need = needSmallDisk();
const path = "/w/cptpp?view=table&q=land";

async function openTable(page: Page, url: string): Promise<void> {
  await page.goto(`${url}${path}`);
  await waitForMap(page);
}

test.skipIf(need.isSkipped)(
  `P4 with accounts, what waits for a full disk outlives its tab, and is saved when there is space${need.note}`,
  async ({ browser }) => {
    need.insist();
    using disk = openSmallDisk(8);
    const settings = { ENTENTE_ACCESS: "accounts" };
    await using server = await startServerProcess({ dataDir: disk.path, settings });
    await server.stop();
    const port = new URL(server.url).port;
    const words = ["user", "add", "Ann Lee", "--role", "owner"];
    const added = await runFile("server/entente.mjs", words, {
      ...settings,
      DATA_DIR: disk.path,
      PORT: port,
    });
    await server.start();
    const context = await browser.newContext({ reducedMotion: "reduce" });
    const page = await context.newPage();
    await page.goto(/http\S+/u.exec(added.stdout)?.[0] ?? "");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Not now" }).click();
    await openTable(page, server.url);
    await saved(page);
    await allLoaded(page);

    disk.fill();
    await askToAddState(page, "Waiting Land");
    const bar = page.getByRole("banner");
    await bar.getByRole("button", { name: /^Not saved yet/u }).waitFor();
    await page.close({ runBeforeUnload: true });

    const again = await context.newPage();
    await openTable(again, server.url);
    await rowOf(again, "Waiting Land").waitFor();
    disk.free();
    await saved(again);
    await expect
      .poll(() => again.evaluate("fetch('/api/workspaces/cptpp/graph').then((answer) => answer.text())"))
      .toContain("Waiting Land");
    await context.close();
  },
);
