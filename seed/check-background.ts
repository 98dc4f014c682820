// Checks that the background layer can be taken off: what the team's own texts speak of rests on nothing in it, and
// what only the layer speaks of belongs to it.
import type { Entity, Source } from "../schema/records.ts";
import type { Item } from "./read-items.ts";
import type { Report } from "./seed-file.ts";

/** One use of an id, its place, and whether it goes with the layer. */
export interface Use {
  readonly id: string;
  readonly at: string;
  readonly isBackground: boolean;
}

/** Reports entities and sources that are on the wrong side of the layer's edge. */
export function checkBackground(
  records: readonly Item<Entity | Source>[],
  uses: readonly Use[],
  report: Report,
): void {
  const usesOf = Map.groupBy(uses, ({ id }) => id);
  for (const { value, at } of records) {
    const own = (usesOf.get(value.id) ?? []).filter(({ isBackground }) => !isBackground);
    if (value.background) {
      for (const use of own) {
        report(use.at, `“${value.id}” is background: only what is background itself may name it`);
      }
    } else if (own.length === 0 && usesOf.has(value.id)) {
      report(at("id"), `“${value.id}” is named by background only: add “background: true”`);
    }
  }
}
