// People at browsers: each has a context of their own, and whatever the page does wrong is written down.
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { chromiumArguments, findChromium } from "../support/chromium.ts";

/** How somebody sits at their browser. */
export interface Seat {
  readonly name?: string;
  /** Theirs on the screens of the others, `#rrggbb`. */
  readonly color?: string;
  readonly theme?: "light" | "dark";
  readonly width?: number;
  readonly height?: number;
  /** What follows the server's address. */
  readonly path?: string;
}

/** Somebody with the program open. */
export interface Person {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  /** Requests to other hosts, breaches of the content policy, uncaught errors: empty when all is well. */
  readonly faults: readonly string[];
}

/** One Chromium for a file's tests; contexts keep people apart. */
export function launchChromium(moreArguments: readonly string[] = []): Promise<Browser> {
  const found = findChromium();
  if (found.kind === "missing") throw new Error(found.reason);
  return chromium.launch({ executablePath: found.path, args: [...chromiumArguments, ...moreArguments] });
}

/** Opens the program for one person. Resolves when the page has loaded, not when the map is there. */
export async function sitDown(browser: Browser, serverUrl: string, seat: Seat = {}): Promise<Person> {
  const {
    name = "Ann Able",
    color = "#2f5daa",
    theme = "light",
    width = 1440,
    height = 900,
    path = "/",
  } = seat;
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    reducedMotion: "reduce",
    acceptDownloads: true,
    storageState: { cookies: [], origins: [{ origin: serverUrl, localStorage: [profileOf(name, color)] }] },
  });
  context.setDefaultTimeout(20_000);
  const faults = watch(context, serverUrl);
  const page = await context.newPage();
  await page.goto(serverUrl + path);
  return { name, page, context, faults };
}

function watch(context: BrowserContext, serverUrl: string): readonly string[] {
  const faults: string[] = [];
  const { host } = new URL(serverUrl);
  const isOurs = (url: string) => /^(?:data|blob|about):/u.test(url) || new URL(url).host === host;
  context.on("request", (request) => {
    if (!isOurs(request.url())) faults.push(`request to ${request.url()}`);
  });
  context.on("page", (page) => {
    page.on("websocket", (socket) => {
      if (!isOurs(socket.url())) faults.push(`socket to ${socket.url()}`);
    });
    page.on("pageerror", (error) => faults.push(`uncaught: ${error.stack ?? error.message}`));
    page.on("console", (message) => {
      if (/content security policy/iu.test(message.text())) faults.push(`policy: ${message.text()}`);
    });
  });
  return faults;
}

/** What the client keeps of somebody who has chosen a name. */
function profileOf(name: string, color: string) {
  return { name: "entente.profile", value: JSON.stringify({ name, color }) };
}
