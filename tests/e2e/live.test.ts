// Several people on one map at once, on line and off.
import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { perform } from "../../schema/edits.ts";
import type { EntityId } from "../../schema/ids.ts";
import { layCable } from "../support/network-cable.ts";
import { joinStock } from "../support/stock-client.ts";
import { launchChromium, sitDown } from "./people.ts";
import { test } from "./stage.ts";
import { addState, allLoaded, askToAddState, offline, rowOf, saved, waitForMap } from "./steps.ts";

const ann = { name: "Ann Able", color: "#2e7d5b", path: "/w/cptpp?view=table&q=land" };
const ben = { name: "Ben Baker", color: "#c2426b", path: "/w/cptpp?view=table&q=land" };

describe("two people on one map", () => {
  test("what one adds the other sees, and it is saved", async ({ open }) => {
    const [{ page: anns }, { page: bens }] = await Promise.all([open(ann), open(ben)]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await addState(anns, "Low Land");
    await rowOf(bens, "Low Land").waitFor();
    await addState(bens, "Up Land");
    await rowOf(anns, "Up Land").waitFor();
  });

  test("edits made at the same moment are all kept", async ({ open }) => {
    const [{ page: anns }, { page: bens }] = await Promise.all([open(ann), open(ben)]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await Promise.all([addState(anns, "East Land"), addState(bens, "West Land")]);
    for (const page of [anns, bens]) {
      await rowOf(page, "East Land").waitFor();
      await rowOf(page, "West Land").waitFor();
    }
  });

  test("a reload keeps everything", async ({ open }) => {
    const { page } = await open(ann);
    await waitForMap(page);
    await addState(page, "Heath Land");
    await page.reload();
    await rowOf(page, "Heath Land").waitFor();
  });

  test("each sees the other's name, pointer and selection", async ({ open }) => {
    const [{ page: anns }, { page: bens }] = await Promise.all([
      open({ ...ann, path: "/w/cptpp" }),
      open({ ...ben, path: "/w/cptpp?n=s:JPN" }),
    ]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await anns.getByRole("button", { name: "Here now: Ben Baker and you" }).waitFor();
    const map = await bens.getByRole("application", { name: "Graph" }).boundingBox();
    if (!map) throw new Error("the map has no size");
    await bens.mouse.move(map.x + 40, map.y + 40, { steps: 4 });
    await anns.locator(".peer-cursor", { hasText: "Ben Baker" }).waitFor();
    // His selection is painted in his colour, which nothing else on the map has.
    await expect.poll(() => countPixels(anns, ben.color), { timeout: 20_000 }).toBeGreaterThan(20);
    await bens.keyboard.press("Escape");
    await bens.close();
    await anns.getByRole("button", { name: "Only you are here" }).waitFor();
    await expect.poll(() => countPixels(anns, ben.color), { timeout: 20_000 }).toBe(0);
  });
});

describe("off line", () => {
  test("two who rename one thing are both kept, the one who lost is told, and either settles it", async ({
    open,
    server,
  }) => {
    const path = "/w/cptpp?view=table&n=s:PER";
    const [{ page: anns }, { page: bens }] = await Promise.all([
      open({ ...ann, path }),
      open({ ...ben, path }),
    ]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await Promise.all([saved(anns), saved(bens)]);
    await Promise.all([allLoaded(anns), allLoaded(bens)]);
    await server.kill();
    await Promise.all([offline(anns), offline(bens)]);
    await Promise.all([rename(anns, "Peru of Ann"), rename(bens, "Peru of Ben")]);
    await server.start();
    await Promise.all([saved(anns), saved(bens)]);
    const badge = (page: Page) =>
      page.getByRole("button", { name: "Name: 2 values were written at the same time" });
    await Promise.all([badge(anns).waitFor(), badge(bens).waitFor()]);
    // Which of the two is shown is for nobody to say beforehand.
    const told = (page: Page) => page.getByRole("status").getByRole("button", { name: "Choose" });
    await expect.poll(async () => (await told(anns).count()) + (await told(bens).count())).toBe(1);
    const losers = await Promise.all([anns, bens].map((page) => told(page).count()));
    const loser = losers[0] === 1 ? anns : bens;
    const own = loser === anns ? "Peru of Ann" : "Peru of Ben";
    await told(loser).press("Enter");
    await loser.getByRole("button", { name: new RegExp(`^Use this ?: ${own}$`, "u") }).press("Enter");
    await Promise.all([badge(anns).waitFor({ state: "hidden" }), badge(bens).waitFor({ state: "hidden" })]);
    for (const page of [anns, bens]) await page.getByRole("heading", { name: own }).waitFor();
  });

  test("ten seconds without the server, with edits on both sides, merge", async ({ open, server }) => {
    const [{ page: anns }, { page: bens }] = await Promise.all([open(ann), open(ben)]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await Promise.all([saved(anns), saved(bens)]);
    await Promise.all([allLoaded(anns), allLoaded(bens)]);
    await server.kill();
    await Promise.all([offline(anns), offline(bens)]);
    await Promise.all([askToAddState(anns, "North Land"), askToAddState(bens, "South Land")]);
    await anns.getByRole("button", { name: "Offline · 1 change kept on this device" }).waitFor();
    // The time itself is what is tested: sockets time out, retries space out.
    await anns.waitForTimeout(10_000);
    await server.start();
    await Promise.all([saved(anns), saved(bens)]);
    for (const page of [anns, bens]) {
      await rowOf(page, "North Land").waitFor();
      await rowOf(page, "South Land").waitFor();
    }
  });

  test("one who loses the network alone catches up, and so does the other", async ({ open, server }) => {
    const { port } = new URL(server.url);
    await using cable = await layCable(Number(port));
    // The server knows itself as localhost too; this browser alone reaches that name by the cable.
    const elsewhere = await launchChromium([
      `--host-resolver-rules=MAP localhost:${port} 127.0.0.1:${cable.port}`,
    ]);
    const [first, { page: bens }] = await Promise.all([
      sitDown(elsewhere, `http://localhost:${port}`, ann),
      open(ben),
    ]);
    const anns = first.page;
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    await Promise.all([saved(anns), allLoaded(anns)]);
    cable.cut();
    await offline(anns);
    await askToAddState(anns, "Wet Land");
    await addState(bens, "Dry Land");
    cable.mend();
    await saved(anns);
    await rowOf(anns, "Dry Land").waitFor();
    await rowOf(bens, "Wet Land").waitFor();
    await elsewhere.close();
    expect(first.faults).toEqual([]);
  });
});

describe("a program beside them", () => {
  test("a stock y-websocket client joins two browsers and converges with them", async ({ open, server }) => {
    const [{ page: anns }, { page: bens }] = await Promise.all([open(ann), open(ben)]);
    await Promise.all([waitForMap(anns), waitForMap(bens)]);
    using script = joinStock(`${server.url.replace("http", "ws")}/sync`, "cptpp");
    await script.synced();
    const fields = { kind: "state", label: "Script Land" };
    perform(script.doc, { kind: "add-entity", id: "s:scriptland" as EntityId, fields }, author);
    await Promise.all([rowOf(anns, "Script Land").waitFor(), rowOf(bens, "Script Land").waitFor()]);
    await addState(anns, "Moor Land");
    await rowOf(bens, "Moor Land").waitFor();
    await expect.poll(() => JSON.stringify(script.doc.getMap("n").toJSON())).toContain("Moor Land");
    const { entities } = (await (await fetch(`${server.url}/api/workspaces/cptpp/graph`)).json()) as {
      entities: { label: string }[];
    };
    const labels = entities.map(({ label }) => label);
    for (const name of ["Script Land", "Moor Land"]) expect(labels).toContain(name);
  });
});

const author = { user: "script", at: "2026-01-02T03:04:05.000Z" };

/** How many pixels of the map have exactly this colour. */
function countPixels(page: Page, color: string): Promise<number> {
  return page.evaluate<number>(`(() => {
    const [red, green, blue] = [1, 3, 5].map((at) => parseInt("${color}".slice(at, at + 2), 16));
    const all = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
      [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
    const canvases = all(document).filter((element) => element.localName === "canvas");
    return canvases.reduce((sum, canvas) => {
      const context = canvas.getContext("2d");
      if (!context || canvas.width === 0) return sum;
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4)
        if (data[i] === red && data[i + 1] === green && data[i + 2] === blue && data[i + 3] === 255) sum += 1;
      return sum;
    }, 0);
  })()`);
}

/** Gives what is selected another name, in the inspector. */
async function rename(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: /, edit name$/u }).press("Enter");
  const field = page.getByRole("combobox", { name: "Name", exact: true });
  await field.fill(name);
  await field.press("Enter");
}
