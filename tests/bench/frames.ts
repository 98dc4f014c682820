// What a frame costs the browser while somebody else edits: the whole program in Chromium, and a stock client that writes
// fifty edits a second into what it shows. Measured is for how long the page's main thread had the processor for one
// frame: taking in the edits, projection, rendering, style, layout and painting, by the browser's own trace. What its
// other processes do to bring that on the screen is not in it, and neither is waiting: the machine may be shared.
import { setTimeout as wait } from "node:timers/promises";
import type { Browser, Page } from "playwright-core";
import type * as Y from "yjs";

import { perform, type Author, type Command } from "../../schema/edits.ts";
import type { RecordId } from "../../schema/ids.ts";
import { project } from "../../schema/projection.ts";
import { launchChromium, sitDown } from "../e2e/people.ts";
import { isGraphShown } from "../e2e/steps.ts";
import { setup as buildClient } from "../support/build-client.ts";
import { Random } from "../support/random.ts";
import { startServerProcess } from "../support/server-process.ts";
import { joinStock } from "../support/stock-client.ts";
import { fillWorkspace } from "./fill-workspace.ts";
import { medianOf, type Benchmark, type Quantities, type Quantity } from "./measure.ts";
import { documentOf, sizeInWords, sizes } from "./sizes.ts";
import { traceCategories, workPerFrame, type FrameWork, type TraceEvent } from "./trace-frames.ts";

const editsPerSecond = 50;
const measuredMs = 8000;
const [size] = sizes;
const writer: Author = { user: "Mei Tanaka", at: "2026-01-02T03:04:05.000Z" };

/** Both views, of the sample and of a map of the size that the program is made for. */
export const frames: Benchmark = {
  name: "frames",
  about: `the main thread's work for a frame in Chromium, while another client makes ${editsPerSecond} edits a second`,
  parts: [() => measure("cptpp", "the sample map"), () => measure("bench", sizeInWords(size))],
};

async function measure(workspace: string, title: string): Promise<Quantities> {
  buildClient();
  await using server = await startServerProcess();
  if (workspace === "bench") await fillWorkspace(server.url, workspace, project(documentOf(size)));
  const browser = await launchChromium();
  const rows: Quantity[] = [];
  try {
    for (const view of ["graph", "table"] as const) {
      const { page, context } = await sitDown(browser, server.url, { path: `/w/${workspace}?view=${view}` });
      await shown(page);
      rows.push(toRow(view, await watchEdits(browser, page, server.url, workspace)));
      await context.close();
    }
  } finally {
    await browser.close();
  }
  return { title: `${title}, ${measuredMs / 1000} seconds`, rows };
}

/** The map is there, and what is loaded after it too. */
async function shown(page: Page): Promise<void> {
  while (!(await page.evaluate<boolean>(isGraphShown))) await page.waitForTimeout(50);
  await page.waitForLoadState("networkidle");
  await page.waitForTimeout(2000);
}

async function watchEdits(
  browser: Browser,
  page: Page,
  url: string,
  workspace: string,
): Promise<readonly FrameWork[]> {
  using other = joinStock(`${url.replace("http", "ws")}/sync`, workspace);
  await other.synced();
  const edits = commandsFor(other.doc);
  // The first edits find code that has never run.
  await edit(other.doc, edits, 2000);
  await browser.startTracing(page, { categories: traceCategories });
  await edit(other.doc, edits, measuredMs);
  const trace = JSON.parse((await browser.stopTracing()).toString()) as {
    readonly traceEvents: readonly TraceEvent[];
  };
  return workPerFrame(trace.traceEvents);
}

async function edit(doc: Y.Doc, commands: Iterator<Command>, lastsMs: number): Promise<void> {
  const startMs = performance.now();
  for (let count = 0; performance.now() - startMs < lastsMs; count += 1) {
    perform(doc, commands.next().value as Command, writer);
    await wait(Math.max(0, startMs + ((count + 1) * 1000) / editsPerSecond - performance.now()));
  }
}

/** What people who work through a map do: a note, a name, a mark of a claim, the strength of a relation, in turn. */
function* commandsFor(doc: Y.Doc): Generator<Command> {
  const random = new Random(7);
  const ids = (root: string, prefix = "") =>
    [...doc.getMap(root).keys()].filter((key) => !key.includes("/") && key.startsWith(prefix)) as RecordId[];
  const [entities, relations, claims] = [ids("n"), ids("e"), ids("c", "clm:")];
  for (let round = 0; ; round += 1) {
    const change = (id: RecordId, fields: Readonly<Record<string, unknown>>): Command => ({
      kind: "change",
      id,
      fields,
    });
    yield change(random.pick(entities), { notes: `Round ${round}.` });
    yield change(random.pick(entities), { label: `Name ${round}` });
    yield change(random.pick(claims), { credibility: 1 + random.below(5) });
    yield change(random.pick(relations), { strength: random.pick(["weak", "moderate", "strong"]) });
  }
}

function toRow(view: string, work: readonly FrameWork[]): Quantity {
  const [busy, elapsed] = [work.map(({ busyMs }) => busyMs), work.map(({ elapsedMs }) => elapsedMs)];
  const own = work.map(({ busyMs, handedMs }) => busyMs - handedMs);
  const note = [
    `${work.length} frames`,
    `median ${medianOf(busy).toFixed(1)} ms`,
    `95 % without painting pixels ${atShare(own, 0.95).toFixed(1)} ms`,
    `longest ${atShare(busy, 1).toFixed(0)} ms`,
    `95 % with waiting ${atShare(elapsed, 0.95).toFixed(0)} ms`,
  ].join(", ");
  return {
    name: `a frame of the ${view}, 95 % of them`,
    value: atShare(busy, 0.95),
    unit: "ms",
    most: 16,
    note,
  };
}

/** The value that this share of them does not exceed. */
function atShare(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
