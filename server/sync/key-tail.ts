// Which write of a key counts, worked out as Yjs will, without Yjs. All writes of a key stand in one list, and the last
// one counts. A write comes behind the one it follows; of several that follow the same one, the one with the greatest
// client id stands last, with all that follows it.
import type { LastWrite, PlacedItem } from "./known-state.ts";
import type { ItemId } from "./prescan.ts";

/** Finds the writes, each following the one before, that a clock is among: where they begin, and what they follow. */
export type FindWrites = (id: ItemId) => Pick<PlacedItem, "clock" | "origin"> | undefined;

/** Writes of one client, each following the one before. */
interface Stretch extends ItemId {
  /** The clock of the last of them that is part of the chain. */
  readonly to: number;
  readonly origin: ItemId | undefined;
}

/**
 * The last write of one key, and the chain of those it follows: only what follows one of them can come to stand last.
 * The chain is walked as far as it is asked for, each part of it once.
 */
export class KeyTail {
  readonly #find: FindWrites;
  #last: LastWrite | undefined;
  #isChanged = false;
  /** By position, which counts upwards from the last write to the first one of the key. */
  readonly #chain = new Map<number, Stretch>();
  readonly #positions = new Map<string, number>();
  #lowest = 0;
  #highest = -1;

  constructor(last: LastWrite | undefined, find: FindWrites) {
    this.#find = find;
    this.#last = last;
    if (last) this.#climbTo(last);
  }

  /** Undefined while the key has never been written. */
  get last(): LastWrite | undefined {
    return this.#last;
  }

  /** A write that was put into the list stands last. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Puts a write into the key's list. */
  add({ client, clock, length, origin, isLive }: PlacedItem): void {
    const position = origin ? this.#positionOf(origin) : this.#startPosition();
    if (position === undefined) return;
    const rival = this.#followerAt(position, origin);
    // Of one client, the newer write stands before the older one.
    if (rival !== undefined && rival >= client) return;
    this.#cutBehind(position, origin);
    const to = clock + length - 1;
    this.#last = { client, clock: to, isLive };
    this.#isChanged = true;
    this.#lowest = position - 1;
    this.#put(this.#lowest, { client, clock, to, origin });
  }

  /** Undefined where a write is not in the chain. */
  #positionOf(id: ItemId): number | undefined {
    if (id.client === this.#last?.client && id.clock === this.#last.clock) return this.#lowest;
    const key = toKey(id.client, this.#find(id)?.clock);
    while (!this.#positions.has(key)) if (!this.#climb()) return undefined;
    const position = this.#positions.get(key);
    const stretch = position === undefined ? undefined : this.#chain.get(position);
    return stretch && id.clock <= stretch.to ? position : undefined;
  }

  /** Above the first write of the key. */
  #startPosition(): number {
    while (this.#climb());
    return this.#highest + 1;
  }

  /** Takes the writes before those known of the chain. False when there are none. */
  #climb(): boolean {
    const above = this.#chain.get(this.#highest)?.origin;
    if (above) this.#climbTo(above);
    return above !== undefined;
  }

  #climbTo(id: ItemId): void {
    const found = this.#find(id);
    this.#highest += 1;
    this.#put(this.#highest, {
      client: id.client,
      clock: found?.clock ?? id.clock,
      to: id.clock,
      origin: found?.origin,
    });
  }

  /** The client of the write in the chain that follows another one. */
  #followerAt(position: number, id: ItemId | undefined): number | undefined {
    const stretch = this.#chain.get(position);
    if (stretch && id && id.clock < stretch.to) return stretch.client;
    return position > this.#lowest ? this.#chain.get(position - 1)?.client : undefined;
  }

  /** What stood behind a write has no part in the chain any more. */
  #cutBehind(position: number, id: ItemId | undefined): void {
    for (let gone = this.#lowest; gone < position; gone += 1) this.#drop(gone);
    const stretch = this.#chain.get(position);
    if (stretch && id) this.#chain.set(position, { ...stretch, to: id.clock });
  }

  #drop(position: number): void {
    const stretch = this.#chain.get(position);
    if (stretch) this.#positions.delete(toKey(stretch.client, stretch.clock));
    this.#chain.delete(position);
  }

  #put(position: number, stretch: Stretch): void {
    this.#chain.set(position, stretch);
    this.#positions.set(toKey(stretch.client, stretch.clock), position);
  }
}

function toKey(client: number, clock: number | undefined): string {
  return `${client} ${clock}`;
}
