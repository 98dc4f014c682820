// From the address to the map on the screen, in Chromium: the whole program against plain cytoscape with the same
// graph written into the page and its places given.
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser } from "playwright-core";
import type { Graph } from "../../schema/graph.ts";
import { project } from "../../schema/projection.ts";
import { launchChromium } from "../e2e/people.ts";
import { isGraphShown } from "../e2e/steps.ts";
import { setup as buildClient } from "../support/build-client.ts";
import { startServerProcess } from "../support/server-process.ts";
import { fillWorkspace } from "./fill-workspace.ts";
import type { Benchmark, Comparison } from "./measure.ts";
import { documentOf, sizeInWords, sizes, type Size } from "./sizes.ts";

const rounds = 5;
const timeoutMs = 60_000;

/** Each visit is a new browser context: nothing is cached but what the server and the disk have warm. */
export const firstPaint: Benchmark = {
  name: "first-paint",
  about:
    "from the address to the map on the screen, against plain cytoscape with the same graph and given places",
  parts: sizes.map((size) => () => paintOne(size)),
};

async function paintOne(size: Size): Promise<Comparison> {
  buildClient();
  const graph = project(documentOf(size));
  await using server = await startServerProcess();
  await using plain = await servePlain(graph);
  await fillWorkspace(server.url, "bench", graph);
  const browser = await launchChromium();
  const ours: number[] = [];
  const theirs: number[] = [];
  try {
    for (let round = -1; round < rounds; round += 1) {
      const oursMs = await visit(browser, `${server.url}/w/bench?view=graph`, isGraphShown);
      const theirsMs = await visit(browser, plain.url, "document.documentElement.dataset.shown === 'yes'");
      if (round < 0) continue;
      ours.push(oursMs);
      theirs.push(theirsMs);
    }
  } finally {
    await browser.close();
  }
  return {
    title: `first paint ${sizeInWords(size)}`,
    ours: { name: "Entente, with sync, projection and layout", timesMs: ours },
    baselines: [{ name: "plain cytoscape, data in the page, no layout", timesMs: theirs }],
  };
}

/** Milliseconds from navigation to the frame after the condition first held. */
async function visit(browser: Browser, url: string, condition: string): Promise<number> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
  });
  try {
    const page = await context.newPage();
    await page.addInitScript(`(() => {
      const look = () => {
        if (${condition}) requestAnimationFrame(() => (globalThis.paintedMs = performance.now()));
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    })()`);
    await page.goto(url);
    const startMs = performance.now();
    while (performance.now() - startMs < timeoutMs) {
      const paintedMs = await page.evaluate<number | null>("globalThis.paintedMs ?? null");
      if (paintedMs !== null) return paintedMs;
      await page.waitForTimeout(50);
    }
    throw new Error(`${url} showed no map within ${timeoutMs} ms`);
  } finally {
    await context.close();
  }
}

interface PlainPage extends AsyncDisposable {
  readonly url: string;
}

/** A page of cytoscape alone: nodes in a square, straight lines, labels. */
async function servePlain(graph: Graph): Promise<PlainPage> {
  const cytoscape = readFileSync(createRequire(import.meta.url).resolve("cytoscape/dist/cytoscape.min.js"));
  const page = plainPage(graph);
  const server = createServer((request, response) => {
    response.setHeader(
      "content-type",
      request.url === "/cytoscape.js" ? "text/javascript" : "text/html; charset=utf-8",
    );
    response.end(request.url === "/cytoscape.js" ? cytoscape : page);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function plainPage({ entities, relations }: Graph): string {
  const columns = Math.ceil(Math.sqrt(entities.size));
  const nodes = [...entities.values()].map(({ id, label }, index) => ({
    data: { id, label },
    position: { x: (index % columns) * 90, y: Math.floor(index / columns) * 90 },
  }));
  const edges = [...relations.values()].map(({ id, from, to }) => ({
    data: { id, source: from, target: to },
  }));
  return `<!doctype html><title>Plain</title><style>body{margin:0}#map{position:relative;height:100vh}</style>
    <div id="map"></div><script src="/cytoscape.js"></script><script>
    const map = cytoscape({
      container: document.getElementById("map"),
      elements: ${JSON.stringify([...nodes, ...edges])},
      layout: { name: "preset" },
      style: [{ selector: "node", style: { label: "data(label)" } },
        { selector: "edge", style: { "curve-style": "straight", "target-arrow-shape": "triangle" } }],
    });
    map.one("render", () => (document.documentElement.dataset.shown = "yes"));
    </script>`;
}
