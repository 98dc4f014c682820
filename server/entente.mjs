#!/usr/bin/env node
// The command `entente`. Started by a Node that is too old, it goes on with the one that `npm ci` brought along.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

const needed = 24;
const isOld = Number(process.versions.node.split(".")[0]) < needed;
const file = process.platform === "win32" ? "node.exe" : "node";
const broughtAlong = fileURLToPath(new URL(`../node_modules/.bin/${file}`, import.meta.url));

if (isOld && existsSync(broughtAlong)) {
  goOnThere();
} else {
  await import("./require-node.mjs");
  await import("./cli/main.ts");
}

/** Runs the command again by the newer Node and ends as it ends. */
function goOnThere() {
  const words = [fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const child = spawn(broughtAlong, words, { stdio: "inherit" });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  // From a terminal the child hears it itself.
  process.on("SIGINT", () => {});
  child.on("exit", (code) => process.exit(code ?? 1));
}
