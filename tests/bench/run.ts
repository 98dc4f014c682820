// npm run bench [-- --list] [-- NAME …]: medians and their ratios to a plain baseline taken in the same run.
import { parseArgs } from "node:util";
import { edits } from "./edits.ts";
import { firstPaint } from "./first-paint.ts";
import { medianOf, type Benchmark, type Comparison, type Timing } from "./measure.ts";
import { projection } from "./projection.ts";
import { storage } from "./storage.ts";

const benchmarks: readonly Benchmark[] = [projection, edits, storage, firstPaint];

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
  for (const take of parts) console.log(inWords(await take()));
}

function inWords({ title, ours, baselines }: Comparison): string {
  const oursMs = medianOf(ours.timesMs);
  const lines = baselines.map((baseline) => {
    const baselineMs = medianOf(baseline.timesMs);
    return `    ${line(baseline)}  ratio ${(oursMs / baselineMs).toPrecision(2)}`;
  });
  return [`  ${title}`, `    ${line(ours)}`, ...lines].join("\n");
}

function line({ name, timesMs }: Timing): string {
  const median = medianOf(timesMs);
  const spread = `${format(Math.min(...timesMs))}–${format(Math.max(...timesMs))}`;
  return `${name.padEnd(44)} ${format(median).padStart(9)} ms  (${spread}, ${timesMs.length} rounds)`;
}

function format(milliseconds: number): string {
  return milliseconds.toFixed(milliseconds < 10 ? 3 : 1);
}
