// What a person sees when the server does not take an edit. No form sends such a thing, so the socket is made to.
import type { Page } from "playwright-core";
import { readFile } from "node:fs/promises";
import { expect } from "vitest";

import { test } from "./stage.ts";
import { addState, askToAddState, rowOf, saved, waitForMap } from "./steps.ts";

const ann = { name: "Ann Able", color: "#2e7d5b", path: "/w/cptpp?view=table&q=land" };

/** From now on, the next new record is sent under a root that there is not. */
const spoilNext = "globalThis.spoilsNext = true";
const spoiledSocket = `
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (data) {
    const root = data instanceof Uint8Array && data[1] === 2 ? data.findIndex((byte, at) => byte === 1 && data[at + 1] === 110) : -1;
    if (!globalThis.spoilsNext || root < 0) return send.call(this, data);
    globalThis.spoilsNext = false;
    const spoiled = data.slice();
    spoiled[root + 1] = 113;
    return send.call(this, spoiled);
  };
`;

async function openSpoiled(open: (seat: typeof ann) => Promise<{ readonly page: Page }>): Promise<Page> {
  const { page } = await open(ann);
  await page.addInitScript({ content: spoiledSocket });
  await page.reload();
  await waitForMap(page);
  await saved(page);
  return page;
}

test("P16 a refused edit is told with its reason and taken back; all else stays, and one goes on as before", async ({
  open,
}) => {
  const page = await openSpoiled(open);
  await addState(page, "Good Land");
  await page.evaluate(spoilNext);
  await askToAddState(page, "Bad Land");
  await page.getByText(/^Not kept: your change to “Bad Land”\. .*root "q" is not one of/u).waitFor();
  const [file] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: "Save it as a file" }).click(),
  ]);
  expect(JSON.parse(await readFile(await file.path(), "utf8"))).toMatchObject({
    notKept: { code: "update-invalid" },
    values: [{ value: { label: "Bad Land" } }],
  });
  await rowOf(page, "Bad Land").waitFor({ state: "hidden" });
  await saved(page);
  await rowOf(page, "Good Land").waitFor();
  // Neither what was refused nor anything of somebody else's is what undo would take back.
  await page
    .getByRole("banner")
    .getByRole("button", { name: /^Undo: .*Good Land/u })
    .waitFor();
  await addState(page, "Later Land");

  await page.reload();
  await waitForMap(page);
  await saved(page);
  await rowOf(page, "Good Land").waitFor();
  await rowOf(page, "Later Land").waitFor();
  expect(await rowOf(page, "Bad Land").count()).toBe(0);
  expect(await page.getByText(/^Not kept/u).count()).toBe(0);
});

test("P16 after a refused edit one is seen by the others as before, and sees them", async ({ open }) => {
  const page = await openSpoiled(open);
  const { page: bens } = await open({ ...ann, name: "Ben Baker" });
  await waitForMap(bens);
  await page.evaluate(spoilNext);
  await askToAddState(page, "Worse Land");
  await page.getByText(/^Not kept: your change to “Worse Land”/u).waitFor();
  await saved(page);
  await addState(bens, "Ben Land");
  await rowOf(page, "Ben Land").waitFor();
  await bens.getByRole("button", { name: "Here now: Ann Able and you" }).waitFor();
  expect(await rowOf(bens, "Worse Land").count()).toBe(0);
});
