// Builds the page when its sources are newer than the build. Everything it says goes to standard error: standard
// output holds the server's address and nothing else.
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { printNote } from "./log.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const builtPage = join(root, "dist/client/index.html");
const sources = ["client", "schema", "package-lock.json"];

/** Makes sure that the page is built from the sources as they are. Some seconds when it must be built. */
export async function buildClientIfStale(): Promise<void> {
  if (isBuilt()) return;
  const startedAtMs = performance.now();
  printNote("Building the page (only when its sources have changed) …");
  const { build } = await import("vite");
  await build({
    root: join(root, "client"),
    configFile: join(root, "client/vite.config.ts"),
    logLevel: "error",
  });
  printNote(`Built in ${((performance.now() - startedAtMs) / 1000).toFixed(1)} s.`);
}

/** The build is there and nothing it is made of has changed since. */
function isBuilt(): boolean {
  if (!existsSync(builtPage)) return false;
  const builtAtMs = statSync(builtPage).mtimeMs;
  return sources.every((path) => newestChangeMs(join(root, path)) <= builtAtMs);
}

/** When a file, or the newest one under a folder, was changed. */
function newestChangeMs(path: string): number {
  if (!existsSync(path)) return 0;
  const status = statSync(path);
  if (!status.isDirectory()) return status.mtimeMs;
  return Math.max(status.mtimeMs, ...readdirSync(path).map((name) => newestChangeMs(join(path, name))));
}
