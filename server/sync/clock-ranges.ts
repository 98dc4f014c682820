// Ranges of one client's clocks.
import { assert } from "../../schema/errors.ts";
import type { DeletedRange } from "./prescan.ts";

/** What two ranges of one client share. */
export function overlap(a: DeletedRange, b: DeletedRange): DeletedRange | undefined {
  const clock = Math.max(a.clock, b.clock);
  const length = Math.min(a.clock + a.length, b.clock + b.length) - clock;
  return length > 0 ? { client: a.client, clock, length } : undefined;
}

/** The same clocks in order, each once. */
export function toDisjoint(ranges: readonly DeletedRange[]): readonly DeletedRange[] {
  const disjoint: DeletedRange[] = [];
  for (const range of ranges.toSorted((a, b) => a.clock - b.clock)) {
    const last = disjoint.at(-1);
    if (!last || last.clock + last.length < range.clock) {
      disjoint.push(range);
      continue;
    }
    const end = Math.max(last.clock + last.length, range.clock + range.length);
    disjoint[disjoint.length - 1] = { ...last, length: end - last.clock };
  }
  return disjoint;
}

/** What is left of a range without others, which are in order and disjoint. */
export function without(range: DeletedRange, others: readonly DeletedRange[]): readonly DeletedRange[] {
  const left: DeletedRange[] = [];
  const { client } = range;
  const end = range.clock + range.length;
  let { clock } = range;
  for (let index = firstEndingAfter(others, clock); index < others.length; index += 1) {
    const other = others[index];
    if (!other || other.clock >= end) break;
    if (other.clock > clock) left.push({ client, clock, length: other.clock - clock });
    clock = other.clock + other.length;
  }
  if (clock < end) left.push({ client, clock, length: end - clock });
  return left;
}

/** Whether a clock is in one of these ranges, which are in order and disjoint. Logarithmic. */
export function covers(ranges: readonly DeletedRange[], clock: number): boolean {
  const range = ranges[firstEndingAfter(ranges, clock)];
  return range !== undefined && range.clock <= clock;
}

/** Index of the first range that ends after a clock, among ranges in order. Logarithmic. */
export function firstEndingAfter(run: readonly Omit<DeletedRange, "client">[], clock: number): number {
  let [low, high] = [0, run.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = run[middle];
    assert(item, "the middle of a run is in the run");
    if (item.clock + item.length > clock) high = middle;
    else low = middle + 1;
  }
  return low;
}
