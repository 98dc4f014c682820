#!/usr/bin/env node
// The command `entente`. Started by a Node that is too old, it goes on with the one that `npm ci` brought along.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const needed = 24;
const isOld = Number(process.versions.node.split(".")[0]) < needed;
const file = process.platform === "win32" ? "node.exe" : "node";
const broughtAlong = fileURLToPath(new URL(`../node_modules/.bin/${file}`, import.meta.url));

if (isOld && existsSync(broughtAlong)) {
  const words = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  // The child is in the same group, so it hears Ctrl+C itself; this process only waits for its end.
  for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => {});
  const { status } = spawnSync(broughtAlong, words, { stdio: "inherit" });
  process.exit(status ?? 1);
}
await import("./require-node.mjs");
await import("./cli/main.ts");
