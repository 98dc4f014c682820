// npm run bench [-- --list] [-- NAME …]: medians and their ratios to a plain baseline taken in the same run.
import { parseArgs } from "node:util";
import { edits } from "./edits.ts";
import { firstPaint } from "./first-paint.ts";
import { medianOf, type Benchmark, type Comparison, type Quantities, type Timing } from "./measure.ts";
import { model, modelLarge } from "./model.ts";
import { projection } from "./projection.ts";
import { storage } from "./storage.ts";

const benchmarks: readonly Benchmark[] = [projection, edits, model, modelLarge, storage, firstPaint];

const { values, positionals } = parseArgs({ options: { list: { type: "boolean" } }, allowPositionals: true });
const unknown = positionals.filter((name) => !benchmarks.some((benchmark) => benchmark.name === name));

if (unknown.length > 0) {
  console.error(`No benchmark is named ${unknown.join(", ")}. There are: ${names()}.`);
  process.exitCode = 2;
} else if (values.list) {
  for (const { name, about } of benchmarks) console.log(`${name.padEnd(14)}${about}`);
} else {
  const chosen = benchmarks.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  for (const benchmark of chosen) await report(benchmark);
}

function names(): string {
  return benchmarks.map(({ name }) => name).join(", ");
}

async function report({ name, about, parts }: Benchmark): Promise<void> {
  console.log(`\n${name}: ${about}`);
  for (const take of parts) {
    const result = await take();
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
  const lines = rows.map(({ name, value, unit, most, note }) => {
    const verdict = value <= most ? "met" : "MISSED";
    const figures = `${value.toPrecision(3).padStart(9)} ${unit.padEnd(2)}  goal ≤ ${most} ${unit}`;
    return `    ${name.padEnd(44)} ${figures.padEnd(34)} ${verdict}${note ? `  (${note})` : ""}`;
  });
  return [`  ${title}`, ...lines].join("\n");
}

function line({ name, timesMs }: Timing): string {
  const median = medianOf(timesMs);
  const spread = `${format(Math.min(...timesMs))}–${format(Math.max(...timesMs))}`;
  return `${name.padEnd(44)} ${format(median).padStart(9)} ms  (${spread}, ${timesMs.length} rounds)`;
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 3 : 1);
}
