// Dates must mean the same on the server, which runs the sources, and in the browser, which runs a minified bundle.
import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { readDate } from "../../schema/time.ts";
import { root } from "../support/source-tree.ts";

const dates = [
  "2018-04",
  "2018-04-01/2018-04-30",
  "../2017",
  "2017/..",
  "2020-09/2020-11~",
  "2024-12~",
  "May",
];

// In a process of its own, because the test runner's environment makes another build.
const script = `
  import { build } from "vite";
  const entry = "schema/time.ts";
  const lib = { entry, formats: ["es"], fileName: "time" };
  const built = await build({ configFile: false, logLevel: "error", build: { write: false, minify: true, lib } });
  const { code } = [built].flat()[0].output[0];
  const { readDate } = await import("data:text/javascript;base64," + Buffer.from(code).toString("base64"));
  console.log(JSON.stringify(${JSON.stringify(dates)}.map((date) => String(Object.values(readDate(date) ?? {})))));
`;

test("a minified bundle reads dates as the sources do", () => {
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", script], {
    cwd: root,
    encoding: "utf8",
  });
  expect(JSON.parse(printed)).toEqual(dates.map((date) => String(Object.values(readDate(date) ?? {}))));
});

test("an interval ends, a single date does not", () => {
  expect(dates.filter((date) => readDate(date)?.isInterval)).toEqual([
    "2018-04-01/2018-04-30",
    "../2017",
    "2017/..",
    "2020-09/2020-11~",
  ]);
});
