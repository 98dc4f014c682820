// Random runs of property tests: a few hundred in an ordinary run, as many as asked for on demand. A seed that once
// failed is kept in a file and runs first from then on.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const keptFile = join(import.meta.dirname, "../fixtures/failed-seeds.json");

const ciSeedCount = 500;

type KeptSeeds = Readonly<Record<string, readonly number[]>>;

/** How much a test does: so much in an ordinary run, as much as an environment variable says on demand. */
export function onDemand(variable: `ENTENTE_${string}`, usual: number): number {
  return Number(process.env[variable] ?? usual);
}

/** Seeds 1 to n, after those that once failed. `ENTENTE_FUZZ_SEEDS` sets n. */
export function fuzzSeeds(usual: number, kept: readonly number[] = []): readonly number[] {
  const count = Number(process.env["ENTENTE_FUZZ_SEEDS"] ?? usual);
  return [...kept, ...Array.from({ length: count }, (_, index) => index + 1)];
}

/**
 * Runs a property once for each seed, those that failed before first: so many in an ordinary run, 500 in CI.
 *
 * @param name Under which a seed that fails is kept.
 * @throws Error naming the seed, with what failed as its cause
 */
export function runSeeds(name: string, usual: number, run: (seed: number) => void): void {
  const count = process.env["CI"] ? ciSeedCount : usual;
  for (const seed of fuzzSeeds(count, keptSeeds()[name])) {
    try {
      run(seed);
    } catch (cause) {
      keep(name, seed);
      throw new Error(`${name} fails with seed ${seed}, which is kept in ${keptFile}`, { cause });
    }
  }
}

function keptSeeds(): KeptSeeds {
  return JSON.parse(readFileSync(keptFile, "utf8")) as KeptSeeds;
}

function keep(name: string, seed: number): void {
  const kept = keptSeeds();
  const seeds = [...new Set([...(kept[name] ?? []), seed])].toSorted((a, b) => a - b);
  mkdirSync(join(keptFile, ".."), { recursive: true });
  writeFileSync(keptFile, `${JSON.stringify({ ...kept, [name]: seeds }, null, 2)}\n`);
}
