// What is measured of the server, each thing beside its peers and beside relays that know no CRDT.
import type { Benchmark } from "../measure.ts";

import { moveToLoadCore } from "./cores.ts";
import { badInput } from "./bad-input.ts";
import { durability } from "./durability.ts";
import { fanOut } from "./fan-out.ts";
import { join } from "./join.ts";
import { joinStorm } from "./join-storm.ts";
import { manyRooms } from "./many-rooms.ts";
import { manyWriters } from "./many-writers.ts";
import { presence } from "./presence.ts";
import { slowReader } from "./slow-reader.ts";

const benchmarks: readonly Benchmark[] = [
  fanOut,
  manyWriters,
  manyRooms,
  join,
  joinStorm,
  durability,
  slowReader,
  badInput,
  presence,
];

/** They put their load on from this process, which therefore stays on one core from the first of them on. */
export const serverBenchmarks: readonly Benchmark[] = benchmarks.map((benchmark) => ({
  ...benchmark,
  parts: benchmark.parts.map((take) => (scale) => {
    moveToLoadCore();
    return take(scale);
  }),
}));
