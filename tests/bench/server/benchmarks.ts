// What is measured of the server, each thing beside its peers and beside relays that know no CRDT.
import type { Benchmark } from "../measure.ts";
import { moveToLoadCore } from "./cores.ts";
import { fanOut } from "./fan-out.ts";
import { join } from "./join.ts";
import { manyWriters } from "./many-writers.ts";

const benchmarks: readonly Benchmark[] = [fanOut, manyWriters, join];

/** They put their load on from this process, which therefore stays on one core from the first of them on. */
export const serverBenchmarks: readonly Benchmark[] = benchmarks.map((benchmark) => ({
  ...benchmark,
  parts: benchmark.parts.map((take) => (scale) => {
    moveToLoadCore();
    return take(scale);
  }),
}));
