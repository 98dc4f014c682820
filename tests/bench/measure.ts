// How a benchmark measures: what we do and what it is held against take turns in one process, so that a slow
// minute of the machine slows both.

/** Something to time. Rounds count up from below zero while warming up. */
export interface Subject {
  readonly name: string;
  readonly run: (round: number) => unknown;
}

/** Times of one subject, in milliseconds, in the order they were taken. */
export interface Timing {
  readonly name: string;
  readonly timesMs: readonly number[];
}

/** `quick` runs a benchmark once and small, to see that it works; its figures mean nothing. */
export type Scale = "full" | "quick";

/** One benchmark: what it measures in words, and its parts, which are taken one after the other. */
export interface Benchmark {
  readonly name: string;
  readonly about: string;
  readonly parts: readonly ((scale: Scale) => Promise<Comparison | Quantities>)[];
}

/** One figure, held against a goal where there is one. */
export interface Quantity {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** The goal: at most this. */
  readonly most?: number;
  readonly note?: string;
}

/** Figures that belong together. */
export interface Quantities {
  readonly title: string;
  readonly rows: readonly Quantity[];
}

/** Ours against one or more baselines of the same run. */
export interface Comparison {
  /** What was done to how much: "project 500 / 2,000". */
  readonly title: string;
  readonly ours: Timing;
  readonly baselines: readonly Timing[];
}

interface Rounds {
  readonly warmUps: number;
  readonly rounds: number;
}

/** Runs the subjects in turn, so many rounds after so many warm-ups. */
export async function takeTurns(
  subjects: readonly Subject[],
  { warmUps, rounds }: Rounds,
): Promise<readonly Timing[]> {
  const times = subjects.map((): number[] => []);
  for (let round = -warmUps; round < rounds; round += 1) {
    for (const [index, subject] of subjects.entries()) {
      const elapsedMs = await timeOne(subject, round);
      if (round >= 0) times[index]?.push(elapsedMs);
    }
  }
  return subjects.map(({ name }, index) => ({ name, timesMs: times[index] ?? [] }));
}

async function timeOne(subject: Subject, round: number): Promise<number> {
  const startMs = performance.now();
  const result = subject.run(round);
  if (result instanceof Promise) await result;
  return performance.now() - startMs;
}

/** First subject ours, the others what it is held against. */
export async function compare(
  title: string,
  subjects: readonly Subject[],
  rounds: Rounds,
): Promise<Comparison> {
  const [ours, ...baselines] = await takeTurns(subjects, rounds);
  if (!ours) throw new Error(`${title} measures nothing`);
  return { title, ours, baselines };
}

/** The middle one of the sorted values: one slow round does not move it. Not a number for none. */
export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
