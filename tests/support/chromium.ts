// Finds the one browser the tests need. Nothing is downloaded except Debian's own package, and only by root.
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium as playwrightChromium } from "playwright-core";

import { installDebianPackage } from "./debian-package.ts";

/** Where Chromium is, or in words why there is none. */
export type ChromiumSearch =
  | { readonly kind: "found"; readonly path: string }
  | { readonly kind: "missing"; readonly reason: string };

/** Quiet, without a GPU, and never calling home: every request the tests see is the page's own. */
export const chromiumArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
] as const;

const usualNames = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const usualPaths = [
  "/usr/bin/chromium",
  "/snap/bin/chromium",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/**
 * Looks at `CHROMIUM_PATH`, then the search path, the usual places and Playwright's own; where there is none and
 * this is root on a Debian, installs Debian's package, which takes a minute.
 */
export function findChromium(): ChromiumSearch {
  const wanted = process.env["CHROMIUM_PATH"];
  if (wanted && !existsSync(wanted)) return missing(`CHROMIUM_PATH names ${wanted}, which does not exist`);
  const found = wanted || installedChromium();
  if (found) return { kind: "found", path: found };
  const problem = installDebianPackage("chromium", "the browser tests");
  const installed = installedChromium();
  if (installed) return { kind: "found", path: installed };
  return missing(`no Chromium was found; CHROMIUM_PATH can name one (${problem})`);
}

function missing(reason: string): ChromiumSearch {
  return { kind: "missing", reason };
}

function installedChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== "");
  const onSearchPath = folders.flatMap((folder) => usualNames.map((name) => join(folder, name)));
  return [...onSearchPath, ...usualPaths, playwrightChromium.executablePath()].find((path) =>
    existsSync(path),
  );
}
