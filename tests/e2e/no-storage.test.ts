// A browser that keeps nothing for the page: what somebody makes while the server is away is in their tab alone, which is
// said, and asked about before it is closed.
import type { Page } from "playwright-core";
import { expect } from "vitest";

import { startServerProcess } from "../support/server-process.ts";
import { seriousFindings } from "./axe.ts";
import { test } from "./stage.ts";
import { allLoaded, askToAddState, rowOf, saved, waitForMap } from "./steps.ts";

/** Ways in which a browser refuses to keep anything. */
const refusals: readonly (readonly [string, (page: Page, origin: string) => Promise<unknown>])[] = [
  [
    "forbids storage",
    (page) =>
      page.addInitScript(`IDBFactory.prototype.open = () => {
        throw new DOMException("forbidden", "SecurityError");
      };`),
  ],
  [
    "cannot open what is stored",
    (page) =>
      page.addInitScript(`IDBFactory.prototype.open = () => {
        const request = new EventTarget();
        setTimeout(() => {
          const event = new Event("error");
          Object.defineProperty(event, "target", { value: { error: new DOMException("lost", "UnknownError") } });
          request.onerror?.(event);
          request.dispatchEvent(event);
        });
        return request;
      };`),
  ],
  [
    "has no space",
    async (page, origin) => {
      const devtools = await page.context().newCDPSession(page);
      await devtools.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
    },
  ],
];

test.for(refusals)(
  "F25 a browser that %s never says that it keeps anything, and asks before the tab is closed",
  async ([, refuse], { browser }) => {
    await using server = await startServerProcess();
    const page = await (await browser.newContext({ reducedMotion: "reduce" })).newPage();
    await refuse(page, server.url);
    await page.goto(`${server.url}/w/cptpp?view=table&q=land`);
    await waitForMap(page);
    await saved(page);
    await allLoaded(page);
    const bar = page.getByRole("banner");
    await bar.getByRole("button", { name: "Saved", exact: true }).click();
    await page.getByText(/This browser keeps nothing for this page/u).waitFor();
    await page.keyboard.press("Escape");

    await server.stop();
    await askToAddState(page, "Unsent Land");
    await bar
      .getByRole("button", { name: /^(?:Offline|Server restarting) · 1 change in this tab only$/u })
      .waitFor();
    await page
      .getByRole("status")
      .getByText(/Leave this tab open/u)
      .waitFor();
    expect(
      await page
        .getByText(/(?:kept|only) on this device|on this device only/u)
        .filter({ visible: true })
        .count(),
    ).toBe(0);
    expect(await seriousFindings(page)).toEqual([]);
    const [question] = await Promise.all([
      page.waitForEvent("dialog"),
      page.close({ runBeforeUnload: true }),
    ]);
    expect(question.type()).toBe("beforeunload");
    await question.dismiss();

    await server.start();
    await saved(page);
    await rowOf(page, "Unsent Land").waitFor();
    await Promise.all([page.waitForEvent("close"), page.close({ runBeforeUnload: true })]);
    const graph = await (await fetch(`${server.url}/api/workspaces/cptpp/graph`)).text();
    expect(graph).toContain("Unsent Land");
    await page.context().close();
  },
);
