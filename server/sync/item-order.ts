// Puts an update's items in an order in which each follows something known, as Yjs will, without Yjs.
import type { KnownState } from "./known-state.ts";
import type { ItemId, ScannedItem, ScannedRun, ScannedUpdate } from "./prescan.ts";

/**
 * All items of an update, each after those it depends on; undefined when something they need is neither known
 * nor in the update. Linear: each step takes one item.
 */
export function orderItems(scanned: ScannedUpdate, known: KnownState): readonly ScannedItem[] | undefined {
  const isAhead = [...scanned.runs.values()].some(({ client, clock }) => clock > known.nextClock(client));
  if (scanned.hasSkip || isAhead) return undefined;
  const order = new Order(scanned.runs, known);
  return order.takeAll() ? order.items : undefined;
}

class Order {
  readonly items: ScannedItem[] = [];
  readonly #runs: ReadonlyMap<number, ScannedRun>;
  readonly #known: KnownState;
  /** How many items of each run were taken. */
  readonly #taken = new Map<number, number>();
  /** The clock after the last one taken. */
  readonly #ends = new Map<number, number>();
  /** Runs whose next item waits for another run. Meeting one again means that they wait for each other. */
  readonly #waiting = new Set<number>();

  constructor(runs: ReadonlyMap<number, ScannedRun>, known: KnownState) {
    this.#runs = runs;
    this.#known = known;
  }

  takeAll(): boolean {
    return [...this.#runs.values()].every((run) => {
      while (this.#nextOf(run)) if (!this.#take(run)) return false;
      return true;
    });
  }

  /** Takes a run's next item, after what it follows. */
  #take(run: ScannedRun): boolean {
    const item = this.#nextOf(run);
    if (!item || this.#waiting.has(run.client)) return false;
    this.#waiting.add(run.client);
    const isReady = !item.origin || this.#reach(item.origin);
    this.#waiting.delete(run.client);
    if (!isReady) return false;
    this.items.push(item);
    this.#taken.set(run.client, (this.#taken.get(run.client) ?? 0) + 1);
    this.#ends.set(run.client, item.clock + item.length);
    return true;
  }

  #reach({ client, clock }: ItemId): boolean {
    while (this.#end(client) <= clock) {
      const run = this.#runs.get(client);
      if (!run || !this.#take(run)) return false;
    }
    return true;
  }

  #end(client: number): number {
    return Math.max(this.#known.nextClock(client), this.#ends.get(client) ?? 0);
  }

  #nextOf(run: ScannedRun): ScannedItem | undefined {
    return run.items[this.#taken.get(run.client) ?? 0];
  }
}
