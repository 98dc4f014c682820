// npm run pictures: the program's own screenshots, to be looked at. The first is also the README's.
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { setup } from "../support/build-client.ts";
import { startServerProcess } from "../support/server-process.ts";
import { root } from "../support/source-tree.ts";
import { launchChromium, sitDown, type Person, type Seat } from "./people.ts";
import { inspectorTab, openDrawer, drawn } from "./steps.ts";

interface Picture {
  readonly name: string;
  readonly seat?: Seat;
  readonly arrange?: (page: Page) => Promise<void>;
}

const folder = join(root, "tests/artefacts");
const taiwan = "decision=d:twn-cptpp&asof=2024-12";

const pictures: readonly Picture[] = [
  { name: "start" },
  { name: "inspector", seat: { path: `/w/cptpp?${taiwan}&n=s:TWN` } },
  {
    name: "claims",
    seat: { path: `/w/cptpp?${taiwan}&n=s:JPN` },
    arrange: (page) => inspectorTab(page, "Claims").click(),
  },
  { name: "table", seat: { path: `/w/cptpp?view=table&${taiwan}` } },
  { name: "decision", seat: { path: `/w/cptpp?${taiwan}` }, arrange: openDrawer },
  { name: "dark", seat: { path: `/w/cptpp?${taiwan}`, theme: "dark" }, arrange: openDrawer },
  { name: "dark-table", seat: { path: `/w/cptpp?view=table&${taiwan}`, theme: "dark" } },
  { name: "narrow", seat: { path: `/w/cptpp?${taiwan}`, width: 390, height: 844 } },
  { name: "narrow-graph", seat: { path: `/w/cptpp?view=graph&${taiwan}`, width: 390, height: 844 } },
  {
    name: "narrow-decision",
    seat: { path: `/w/cptpp?${taiwan}`, width: 390, height: 844 },
    arrange: openDrawer,
  },
  { name: "tablet", seat: { path: `/w/cptpp?${taiwan}`, width: 1024, height: 768 } },
];

await mkdir(folder, { recursive: true });
setup();
await using server = await startServerProcess();
const browser = await launchChromium();
try {
  for (const picture of pictures) await take(picture);
  await takeTogether();
} finally {
  await browser.close();
}

async function take({ name, seat = {}, arrange }: Picture): Promise<void> {
  const person = await sitDown(browser, server.url, seat);
  await drawn(person.page);
  await arrange?.(person.page);
  await keep(person, name);
  await person.context.close();
}

/** Two people on one map, as the README shows it. */
async function takeTogether(): Promise<void> {
  const path = `/w/cptpp?${taiwan}`;
  const size = { width: 1440, height: 900 };
  const ann = await sitDown(browser, server.url, { path, ...size, name: "Ann Able" });
  const ben = await sitDown(browser, server.url, {
    path: `${path}&n=s:JPN`,
    ...size,
    name: "Ben Baker",
    color: "#c2426b",
  });
  await drawn(ann.page);
  await drawn(ben.page);
  await ben.page.mouse.move(760, 592, { steps: 4 });
  await ann.page.locator(".peer-cursor", { hasText: "Ben Baker" }).waitFor();
  await openDrawer(ann.page);
  await keep(ann, "together");
  await ann.page.screenshot({ path: join(root, "tests/screenshot.png"), scale: "css" });
}

async function keep({ page, faults }: Person, name: string): Promise<void> {
  await page.evaluate("document.fonts.ready");
  await page.waitForTimeout(1000);
  await page.screenshot({ path: join(folder, `${name}.png`) });
  console.log(`tests/artefacts/${name}.png`);
  for (const fault of faults) console.error(`  ${fault}`);
}
