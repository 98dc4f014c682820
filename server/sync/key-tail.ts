// Which write of a key counts, worked out as Yjs will, without Yjs. All writes of a key stand in one list, and the last
// one counts. A write comes behind the one it follows; of several that follow the same one, the one with the greatest
// client id stands last, with all that follows it.
import type { LastWrite, PlacedItem } from "./checked-update.ts";
import type { ItemId } from "./prescan.ts";

/** Finds the writes, each following the one before, that a clock is among: where they begin, and what they follow. */
export type FindWrites = (id: ItemId) => Pick<PlacedItem, "clock" | "origin"> | undefined;

/** Writes of one client, each following the one before. */
interface Stretch extends ItemId {
  /** The clock of the last of them that is part of the chain. */
  readonly to: number;
  readonly origin: ItemId | undefined;
}

/** The last write of one key. */
export class KeyTail {
  readonly #find: FindWrites;
  #last: LastWrite | undefined;
  #isChanged = false;
  #addedCount = 0;
  #chain: Chain | undefined;

  /** @param last As things stand; undefined where the key has never been written. */
  constructor(last: LastWrite | undefined, find: FindWrites) {
    this.#find = find;
    this.#last = last;
  }

  /** Undefined while the key has never been written. */
  get last(): LastWrite | undefined {
    return this.#last;
  }

  /** How many writes were put into the list. */
  get addedCount(): number {
    return this.#addedCount;
  }

  /** A write that was put into the list stands last. */
  get isChanged(): boolean {
    return this.#isChanged;
  }

  /** Whether a write simply follows the last one. */
  isNext({ origin }: PlacedItem): boolean {
    return origin?.client === this.#last?.client && origin?.clock === this.#last?.clock;
  }

  /** Puts a write into the key's list. */
  add(item: PlacedItem): void {
    this.#addedCount += 1;
    if (!this.isNext(item)) {
      this.#chain ??= new Chain(this.#last, this.#find);
      if (!this.#chain.cutBehind(item)) return;
    }
    // While nobody asks for the chain, it can be found again from its last write.
    this.#chain?.append(item);
    const { client, clock, length, isLive } = item;
    this.#last = { client, clock: clock + length - 1, isLive };
    this.#isChanged = true;
  }
}

/**
 * The last write of a key and those it follows: only what follows one of them can come to stand last. Walked as far as it
 * is asked for, each part of it once.
 */
class Chain {
  readonly #find: FindWrites;
  /** By position, which counts upwards from the last write to the first one of the key. */
  readonly #stretches = new Map<number, Stretch>();
  readonly #positions = new Map<string, number>();
  #lowest = 0;
  #highest = -1;
  /** The write above the highest position. */
  #above: ItemId | undefined;

  constructor(last: ItemId | undefined, find: FindWrites) {
    this.#find = find;
    this.#above = last;
  }

  /** Takes away all that a write would stand behind of. False where it would not come to stand last. */
  cutBehind({ client, origin }: PlacedItem): boolean {
    const position = origin ? this.#positionOf(origin) : this.#startPosition();
    if (position === undefined) return false;
    const rival = this.#followerAt(position, origin);
    // Of one client, the newer write stands before the older one.
    if (rival !== undefined && rival >= client) return false;
    for (; this.#lowest < position; this.#lowest += 1) this.#drop(this.#lowest);
    const stretch = this.#stretches.get(position);
    if (stretch && origin) this.#stretches.set(position, { ...stretch, to: origin.clock });
    return true;
  }

  /** Puts a write behind the last one. */
  append({ client, clock, length, origin }: PlacedItem): void {
    this.#lowest -= 1;
    this.#put(this.#lowest, { client, clock, to: clock + length - 1, origin });
  }

  /** Undefined where a write is not in the chain. */
  #positionOf(id: ItemId): number | undefined {
    const key = toKey(id.client, this.#find(id)?.clock);
    while (!this.#positions.has(key)) if (!this.#climb()) return undefined;
    const position = this.#positions.get(key);
    const stretch = position === undefined ? undefined : this.#stretches.get(position);
    return stretch && id.clock <= stretch.to ? position : undefined;
  }

  /** Above the first write of the key. */
  #startPosition(): number {
    while (this.#climb());
    return this.#highest + 1;
  }

  /** Takes the writes before those known of the chain. False when there are none. */
  #climb(): boolean {
    const id = this.#above;
    if (!id) return false;
    const { clock = id.clock, origin } = this.#find(id) ?? {};
    this.#highest += 1;
    this.#put(this.#highest, { client: id.client, clock, to: id.clock, origin });
    this.#above = origin;
    return true;
  }

  /** The client of the write in the chain that follows another one. */
  #followerAt(position: number, id: ItemId | undefined): number | undefined {
    const stretch = this.#stretches.get(position);
    if (stretch && id && id.clock < stretch.to) return stretch.client;
    return this.#stretches.get(position - 1)?.client;
  }

  #drop(position: number): void {
    const stretch = this.#stretches.get(position);
    if (stretch) this.#positions.delete(toKey(stretch.client, stretch.clock));
    this.#stretches.delete(position);
  }

  #put(position: number, stretch: Stretch): void {
    this.#stretches.set(position, stretch);
    this.#positions.set(toKey(stretch.client, stretch.clock), position);
  }
}

function toKey(client: number, clock: number | undefined): string {
  return `${client} ${clock}`;
}
