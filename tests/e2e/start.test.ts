// The first command of the README.
import { expect } from "vitest";
import { readText } from "../support/source-tree.ts";
import { startServerProcess } from "../support/server-process.ts";
import { sitDown } from "./people.ts";
import { test } from "./stage.ts";
import { drawerOf, drawn } from "./steps.ts";

test("npm start brings up the sample, and its address opens on the answer", async ({ browser }) => {
  expect(JSON.parse(readText("package.json"))).toHaveProperty("scripts.start", "node server/start.mjs");
  await using server = await startServerProcess({ entry: "server/start.mjs" });
  const { page, context, faults } = await sitDown(browser, server.url);
  await drawerOf(page).getByText("Unanimity of 11: 2 support, 5 undecided, 4 unknown.").first().waitFor();
  await drawn(page);
  await context.close();
  expect(faults).toEqual([]);
});
