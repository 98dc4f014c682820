// Builds the client once for all end-to-end tests: they test what is shipped, not what the dev server makes of it.
import { build } from "vite";

/** Vitest's global setup. A second or two; Vite leaves nothing running. */
export async function setup(): Promise<void> {
  await build({ root: "client", configFile: "client/vite.config.ts", logLevel: "warn" });
}
