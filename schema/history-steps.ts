// The steps that undo and redo go along, and what becomes of them when the document they were made in is replaced.
import type { WriteId } from "./document.ts";
import type { Write } from "./edits.ts";
import type { RecordId } from "./ids.ts";

/** A write of a step. `creates` marks those that make a record appear, or appear again by redo. */
export interface StepWrite extends Write {
  readonly creates?: RecordId;
}

/** What one undo takes back. */
export interface Step {
  readonly label: string;
  writes: StepWrite[];
}

/** Under which id a write stands in another document: undefined where it is the same, `refused` where it is not there. */
export type Renamed = (id: WriteId) => WriteId | "refused" | undefined;

/** The steps as they are in another document; those of which nothing is there are left out. */
export function moveSteps(steps: readonly Step[], renamed: Renamed): ReadonlyMap<Step, readonly Step[]> {
  // What a refused write had replaced is what a later one replaces now.
  const refused = new Map<string, StepWrite>();
  const before = (item: StepWrite): StepWrite => {
    const earlier = item.beforeId && refused.get(writeName(item.root, item.key, item.beforeId));
    return earlier ? { ...item, before: earlier.before, beforeId: earlier.beforeId } : item;
  };
  const move = (item: StepWrite): readonly StepWrite[] => {
    const now = renamed(item.afterId) ?? item.afterId;
    const known = before(item);
    if (now !== "refused") return [{ ...known, afterId: now }];
    refused.set(writeName(item.root, item.key, item.afterId), known);
    return [];
  };
  return new Map(
    steps.map((step) => {
      const writes = step.writes.flatMap(move);
      return [step, writes.length === 0 ? [] : [{ ...step, writes }]];
    }),
  );
}

/** Names a write among all. */
export function writeName(root: string, key: string, id: WriteId): string {
  return `${root} ${key} ${id.client} ${id.clock}`;
}
