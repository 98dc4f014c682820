// Builds the client once for all end-to-end tests: they test what is shipped, not what the dev server makes of it.
import { execFileSync } from "node:child_process";
import { root } from "./source-tree.ts";

/** Vitest's global setup. In a process of its own, because the test runner's environment makes another build. */
export function setup(): void {
  execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "client", "--logLevel", "warn"], {
    cwd: root,
    env: { ...process.env, NODE_ENV: "production" },
    stdio: ["ignore", "ignore", "inherit"],
  });
}
