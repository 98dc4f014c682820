// npm run bench [-- --list] [-- --quick] [-- NAME …]: medians and their ratios to a plain baseline taken in the same run.
// `server` stands for all benchmarks of the server.
import { parseArgs } from "node:util";
import { edits } from "./edits.ts";
import { firstPaint } from "./first-paint.ts";
import { frames } from "./frames.ts";
import {
  medianOf,
  type Benchmark,
  type Comparison,
  type Quantities,
  type Quantity,
  type Timing,
} from "./measure.ts";
import { model, modelLarge } from "./model.ts";
import { projection } from "./projection.ts";
import { serverBenchmarks } from "./server/benchmarks.ts";
import { storage } from "./storage.ts";

const benchmarks: readonly Benchmark[] = [
  projection,
  edits,
  model,
  modelLarge,
  storage,
  firstPaint,
  frames,
  ...serverBenchmarks,
];

const { values, positionals } = parseArgs({
  options: { list: { type: "boolean" }, quick: { type: "boolean" } },
  allowPositionals: true,
});
const asked = positionals.flatMap((name) =>
  name === "server" ? serverBenchmarks.map((benchmark) => benchmark.name) : [name],
);
const unknown = asked.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));

if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(", ")}. There are: ${names()}.`);
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, about } of benchmarks) console.log(`${name.padEnd(20)}${about}`);
} else {
  const chosen = benchmarks.filter(({ name }) => asked.length === 0 || asked.includes(name));
  for (const benchmark of chosen) await report(benchmark);
}

function names(): string {
  return benchmarks.map(({ name }) => name).join(", ");
}

async function report({ name, about, parts }: Benchmark): Promise<void> {
  console.log(`\n${name}: ${about}`);
  for (const take of parts) {
    const result = await take(values.quick ? "quick" : "full");
    console.log("rows" in result ? inRows(result) : inWords(result));
  }
}

function inWords({ title, ours, baselines }: Comparison): string {
  const oursMs = medianOf(ours.timesMs);
  const lines = baselines.map((baseline) => {
    const baselineMs = medianOf(baseline.timesMs);
    return `    ${line(baseline)}  ratio ${(oursMs / baselineMs).toPrecision(2)}`;
  });
  return [`  ${title}`, `    ${line(ours)}`, ...lines].join("\n");
}

function inRows({ title, rows }: Quantities): string {
  return [`  ${title}`, ...rows.map((row) => `    ${row.name.padEnd(44)} ${figure(row)}`)].join("\n");
}

function figure({ value, unit, most, note }: Quantity): string {
  const taken = `${inDigits(value).padStart(9)} ${unit.padEnd(2)}`;
  const goal = most === undefined ? "" : `  goal ≤ ${most} ${unit}`;
  const verdict = most === undefined ? "" : value <= most ? "met" : "MISSED";
  return `${`${taken}${goal}`.padEnd(34)} ${verdict.padEnd(6)}${note ? `  (${note})` : ""}`.trimEnd();
}

/** Three digits, and no powers of ten. */
function inDigits(value: number): string {
  return Math.abs(value) >= 1000 ? value.toFixed(0) : value.toPrecision(3);
}

function line({ name, timesMs }: Timing): string {
  const median = medianOf(timesMs);
  const spread = `${format(Math.min(...timesMs))}–${format(Math.max(...timesMs))}`;
  return `${name.padEnd(44)} ${format(median).padStart(9)} ms  (${spread}, ${timesMs.length} rounds)`;
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 3 : 1);
}
