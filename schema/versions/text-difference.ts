// The least that turns one text into another, so that what others write meanwhile keeps its place.
import type { TextChange } from "../rooms/texts.ts";

/** Where more pieces differ, it is looked at in larger pieces, and at last replaced as one. */
const characterDifferencesMax = 400;
const wordDifferencesMax = 1000;

/**
 * The changes that make `to` of `from`, ascending and apart from each other; each says where it stands in `from`. The
 * fewest characters where they differ by little, else the fewest words, else one change. Whole characters only.
 *
 * @source E. W. Myers, An O(ND) Difference Algorithm and Its Variations, Algorithmica 1 (1986)
 */
export function differenceOf(from: string, to: string): readonly TextChange[] {
  if (from === to) return [];
  const [before, after] = [[...from], [...to]];
  const start = commonLength(before, after);
  const end = commonLength(before.slice(start).toReversed(), after.slice(start).toReversed());
  const old = before.slice(start, before.length - end);
  const fresh = after.slice(start, after.length - end);
  const at = before.slice(0, start).join("").length;
  return (
    findChanges(old, fresh, at, characterDifferencesMax) ??
    findChanges(wordsOf(old), wordsOf(fresh), at, wordDifferencesMax) ?? [
      { at, remove: old.join("").length, insert: fresh.join("") },
    ]
  );
}

type Pieces = readonly string[];

/** Which pieces of the one go, and which of the other come. */
interface Script {
  readonly gone: ReadonlySet<number>;
  readonly come: ReadonlySet<number>;
}

function commonLength(a: Pieces, b: Pieces): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function wordsOf(characters: Pieces): Pieces {
  return characters.join("").match(/\s+|\S+/gu) ?? [];
}

function findChanges(old: Pieces, fresh: Pieces, at: number, max: number): readonly TextChange[] | undefined {
  const script = shortestScript(old, fresh, max);
  if (!script) return undefined;
  const changes: TextChange[] = [];
  let [i, j, place] = [0, 0, at];
  while (i < old.length || j < fresh.length) {
    const [removed, inserted] = [runOf(old, i, script.gone), runOf(fresh, j, script.come)];
    const [remove, insert] = [lengthOf(removed), inserted.join("")];
    if (remove > 0 || insert !== "") changes.push({ at: place, remove, insert });
    // Behind them stands a piece that both have.
    const kept = old.slice(i + removed.length, i + removed.length + 1);
    place += remove + lengthOf(kept);
    i += removed.length + 1;
    j += inserted.length + 1;
  }
  return changes;
}

/** The pieces from one on that are all among some. */
function runOf(pieces: Pieces, from: number, among: ReadonlySet<number>): Pieces {
  let end = from;
  while (among.has(end)) end += 1;
  return pieces.slice(from, end);
}

function lengthOf(pieces: Pieces): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Undefined where more than so many pieces differ. Linear in the pieces times those that differ. */
function shortestScript(old: Pieces, fresh: Pieces, max: number): Script | undefined {
  // How far along the old text each diagonal goes, after so many differences.
  const reach = new Int32Array(2 * max + 3);
  const origin = max + 1;
  const rounds: Int32Array[] = [];
  for (let count = 0; count <= max; count += 1) {
    rounds.push(reach.slice());
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      let x = stepTo(reach, origin, diagonal, count);
      while (x < old.length && x - diagonal < fresh.length && old[x] === fresh[x - diagonal]) x += 1;
      reach[origin + diagonal] = x;
      if (x >= old.length && x - diagonal >= fresh.length) return readScript(rounds, origin, diagonal);
    }
  }
  return undefined;
}

/** Where a diagonal is entered: from its neighbour that goes further, by a piece that comes or one that goes. */
function stepTo(reach: Int32Array, origin: number, diagonal: number, count: number): number {
  const [below, above] = [reach[origin + diagonal - 1] ?? 0, reach[origin + diagonal + 1] ?? 0];
  return comesFromAbove(diagonal, count, below, above) ? above : below + 1;
}

function comesFromAbove(diagonal: number, count: number, below: number, above: number): boolean {
  return diagonal === -count || (diagonal !== count && below < above);
}

/** The way back from the end, difference by difference. */
function readScript(rounds: readonly Int32Array[], origin: number, endDiagonal: number): Script {
  const [gone, come] = [new Set<number>(), new Set<number>()];
  let diagonal = endDiagonal;
  for (let count = rounds.length - 1; count > 0; count -= 1) {
    const reach = rounds[count];
    const [below, above] = [reach?.[origin + diagonal - 1] ?? 0, reach?.[origin + diagonal + 1] ?? 0];
    if (comesFromAbove(diagonal, count, below, above)) {
      diagonal += 1;
      come.add(above - diagonal);
    } else {
      diagonal -= 1;
      gone.add(below);
    }
  }
  return { gone, come };
}
