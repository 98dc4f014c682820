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

/** A run that is being taken up to and with a clock. */
interface Goal {
  readonly run: ScannedRun;
  /** Infinity: to its end. */
  readonly clock: number;
}

class Order {
  readonly items: ScannedItem[] = [];
  readonly #runs: ReadonlyMap<number, ScannedRun>;
  readonly #known: KnownState;
  /** How many items of each run were taken. */
  readonly #taken = new Map<number, number>();
  /** The clock after the last one taken. */
  readonly #ends = new Map<number, number>();

  constructor(runs: ReadonlyMap<number, ScannedRun>, known: KnownState) {
    this.#runs = runs;
    this.#known = known;
  }

  takeAll(): boolean {
    return [...this.#runs.values()].every((run) => this.#takeRun(run));
  }

  /** Goals wait for the one above them. A list, not recursion: thousands of clients may wait for one another. */
  #takeRun(run: ScannedRun): boolean {
    const goals: Goal[] = [{ run, clock: Infinity }];
    const clients = new Set([run.client]);
    for (let goal = goals.at(-1); goal; goal = goals.at(-1)) {
      const next = this.#nextOf(goal.run);
      if (this.#isReached(goal, next)) {
        goals.pop();
        clients.delete(goal.run.client);
        continue;
      }
      const needed = next && this.#missing(next);
      if (next && !needed) this.#take(next);
      else if (!needed || !this.#pursue(needed, goals, clients)) return false;
    }
    return true;
  }

  #isReached({ run, clock }: Goal, next: ScannedItem | undefined): boolean {
    return clock === Infinity ? !next : this.#end(run.client) > clock;
  }

  /** Adds a goal. False when nothing can reach it: it is in no run, or its run waits already. */
  #pursue({ client, clock }: ItemId, goals: Goal[], clients: Set<number>): boolean {
    const run = this.#runs.get(client);
    if (!run || clients.has(client)) return false;
    goals.push({ run, clock });
    clients.add(client);
    return true;
  }

  #take(item: ScannedItem): void {
    this.items.push(item);
    this.#taken.set(item.client, (this.#taken.get(item.client) ?? 0) + 1);
    this.#ends.set(item.client, item.clock + item.length);
  }

  #missing({ origin, rightOrigin }: ScannedItem): ItemId | undefined {
    return [origin, rightOrigin].find((named) => named && this.#end(named.client) <= named.clock);
  }

  #end(client: number): number {
    return Math.max(this.#known.nextClock(client), this.#ends.get(client) ?? 0);
  }

  #nextOf(run: ScannedRun): ScannedItem | undefined {
    return run.items[this.#taken.get(run.client) ?? 0];
  }
}
