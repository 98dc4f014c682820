// Writes that are not part of the document yet, to be found by client and clock.
import type { PlacedItem } from "./checked-update.ts";
import { firstEndingAfter } from "./clock-ranges.ts";

/** Items of each client by ascending clock, without a gap between the first and the last kept. */
export class ItemRuns {
  readonly #runs = new Map<number, PlacedItem[]>();

  add(item: PlacedItem): void {
    const run = this.#runs.get(item.client);
    if (run) run.push(item);
    else this.#runs.set(item.client, [item]);
  }

  find(client: number, clock: number): PlacedItem | undefined {
    const run = this.#runs.get(client) ?? [];
    const item = run[firstEndingAfter(run, clock)];
    return item && item.clock <= clock ? item : undefined;
  }

  *between(client: number, from: number, to: number): Iterable<PlacedItem> {
    const run = this.#runs.get(client) ?? [];
    for (let index = firstEndingAfter(run, from); index < run.length; index += 1) {
      const item = run[index];
      if (!item || item.clock >= to) return;
      yield item;
    }
  }

  dropBefore(client: number, clock: number): void {
    const run = this.#runs.get(client);
    if (!run) return;
    run.splice(0, firstEndingAfter(run, clock));
    if (run.length === 0) this.#runs.delete(client);
  }
}
