// Rounds: all servers run, and take turns, so that a slow minute of the machine slows each of them.
import { medianOf, type Quantity, type Scale } from "../measure.ts";
import { startSubject, type RoomContent, type Running, type Subject } from "./subjects.ts";

/** Figures of one server in one round, by name. */
export type Figures = Readonly<Record<string, number>>;

/** The medians of one server. */
export interface Result {
  readonly subject: Subject;
  readonly medians: Figures;
}

interface Plan {
  readonly subjects: readonly Subject[];
  readonly scale: Scale;
  /** Rooms of one round; round 0 is the warm-up. */
  readonly rooms: (round: number) => readonly RoomContent[];
  readonly measure: (running: Running, round: number) => Promise<Figures>;
  readonly rounds?: number;
}

const roundsInFull = 3;

/** Measures each subject in each round, after a warm-up that does not count. */
export async function inRounds({
  subjects,
  scale,
  rooms,
  measure,
  rounds,
}: Plan): Promise<readonly Result[]> {
  const count = scale === "quick" ? 1 : (rounds ?? roundsInFull);
  const all = Array.from({ length: count + 1 }, (_, round) => rooms(round)).flat();
  await using started = new AsyncDisposableStack();
  const running: Running[] = [];
  for (const subject of subjects) running.push(started.use(await startSubject(subject, all)));
  const figures = running.map((): Figures[] => []);
  for (let round = scale === "quick" ? 1 : 0; round <= count; round += 1) {
    for (const [index, server] of running.entries()) {
      const taken = await measure(server, round);
      if (round > 0) figures[index]?.push(taken);
    }
  }
  return subjects.map((subject, index) => ({ subject, medians: mediansOf(figures[index] ?? []) }));
}

/** Of each figure. */
export function mediansOf(taken: readonly Figures[]): Figures {
  const names = Object.keys(taken[0] ?? {});
  return Object.fromEntries(
    names.map((name) => [name, medianOf(taken.map((figures) => figures[name] ?? Number.NaN))]),
  );
}

/** One figure of ours. */
export function figureOf(results: readonly Result[], name: string): number {
  return results.find(({ subject }) => subject.kind === "ours")?.medians[name] ?? Number.NaN;
}

/** The least of the peers in one figure; not a number where there are none. */
export function bestPeer(results: readonly Result[], name: string): number {
  return Math.min(
    ...results
      .filter(({ subject }) => subject.kind === "peer")
      .map(({ medians }) => medians[name] ?? Infinity),
  );
}

/** One figure of ours against somebody's, with a goal. Left out where there is nothing to hold it against. */
export function ratio(name: string, value: number, base: number, most: number): readonly Quantity[] {
  return Number.isFinite(base) ? [{ name, value: value / base, unit: "×", most }] : [];
}
