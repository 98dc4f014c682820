// The benchmarks of the server are not run by the tests, but the smallest of them is, so that they do not rot.
import { expect, test } from "vitest";
import { fanOut } from "./fan-out.ts";
import { cursorFrame, editFrames, findEdits } from "./frames.ts";
import { readFrame } from "../../../server/sync/frame.ts";
import { Latencies } from "./latency.ts";

test("the smallest benchmark measures a real server, and loses nothing", async () => {
  const [take] = fanOut.parts;
  const result = await take?.("quick");
  const rows = result && "rows" in result ? result.rows : [];
  expect(rows.map(({ name }) => name)).toEqual(["ours: deliveries lost", "ours"]);
  expect(rows.every(({ value }) => Number.isFinite(value))).toBe(true);
  expect(rows[0]?.value).toBe(0);
  expect(rows[1]?.value).toBeGreaterThan(0);
});

test("frames made before are frames of the protocol, and each edit is found again", () => {
  const found: number[] = [];
  for (const frame of editFrames(3, 4)) {
    expect(readFrame(frame).kind).toBe("update");
    findEdits(Buffer.from(frame), (number) => found.push(number));
  }
  expect(found).toEqual([30_000, 30_001, 30_002, 30_003]);
  expect(readFrame(cursorFrame(300, 7)).kind).toBe("awareness");
});

test("a quantile is the nearest rank", () => {
  const latencies = new Latencies();
  for (let value = 100; value >= 1; value -= 1) latencies.add(value);
  expect([0, 0.5, 0.95, 0.99, 1].map((share) => latencies.quantile(share))).toEqual([1, 50, 95, 99, 100]);
});
