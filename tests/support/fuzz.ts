// How many random runs a property test makes: few in an ordinary run, as many as asked for on demand.

/** Seeds 1 to n, after those that once failed. `ENTENTE_FUZZ_SEEDS` sets n. */
export function fuzzSeeds(usual: number, kept: readonly number[] = []): readonly number[] {
  const count = Number(process.env["ENTENTE_FUZZ_SEEDS"] ?? usual);
  return [...kept, ...Array.from({ length: count }, (_, index) => index + 1)];
}
