import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { chromiumArguments, findChromium } from "./tests/support/chromium.ts";
import { withoutChromium } from "./tests/support/without-chromium.ts";

const chromium = findChromium();
const executablePath = chromium.kind === "found" ? chromium.path : "";

/** Rules of data, server and repository, in plain Node. */
const node: TestProjectInlineConfiguration = {
  extends: false,
  test: {
    name: "node",
    environment: "node",
    include: ["tests/**/*.test.ts"],
    exclude: ["tests/client/**", "tests/e2e/**"],
    // No test is about how long it takes, so these only end what would never end: ten times what a busy machine needs.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
  },
};

/** Elements, one by one, in a real browser. Decorators compile as tests/client/tsconfig.json says. */
const browser: TestProjectInlineConfiguration = {
  extends: false,
  // All dependencies are found before the first test: one found later would reload the page under a running test.
  optimizeDeps: { entries: ["client/**/*.ts", "tests/client/**/*.ts"] },
  test: {
    name: "browser",
    include: ["tests/client/**/*.test.ts"],
    testTimeout: 30_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({ launchOptions: { executablePath, args: [...chromiumArguments] } }),
      instances: [{ browser: "chromium", viewport: { width: 1280, height: 800 } }],
    },
  },
};

/** The whole product: a server process, its built client, and people in browsers. */
const endToEnd: TestProjectInlineConfiguration = {
  extends: false,
  test: {
    name: "e2e",
    environment: "node",
    include: ["tests/e2e/**/*.test.ts"],
    globalSetup: ["tests/support/build-client.ts"],
    // Real servers, real browsers, and ten seconds off line in between.
    testTimeout: 90_000,
    hookTimeout: 90_000,
    fileParallelism: false,
  },
};

/** The same tests by name only, where there is no Chromium: skipped with the reason, in CI failed. */
const namesOnly = (name: string, folder: string, reason: string): TestProjectInlineConfiguration => ({
  extends: false,
  plugins: [withoutChromium(folder, reason)],
  test: { name, environment: "node", include: [`${folder}/**/*.test.ts`], fsModuleCache: false },
});

export default defineConfig({
  test: {
    projects:
      chromium.kind === "found"
        ? [node, browser, endToEnd]
        : [
            node,
            namesOnly("browser", "tests/client", chromium.reason),
            namesOnly("e2e", "tests/e2e", chromium.reason),
          ],
  },
});
