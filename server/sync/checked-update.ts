// What the guard finds in an update, and hands on with it: which clocks are new, what they write, what they delete.
import type { Sending } from "./client-ids.ts";
import type { DeletedRange, ItemId } from "./prescan.ts";

/** Some clocks of one client, and the key they write. */
export interface PlacedItem extends ItemId {
  readonly length: number;
  readonly place: string;
  /** False in a run of values that were overwritten before they came here. */
  readonly isLive: boolean;
  /** Under a key: the write it follows. */
  readonly origin?: ItemId | undefined;
  /** In a text: between which characters on disk it stands. Undefined: at the text's beginning or end. */
  readonly left?: ItemId | undefined;
  readonly right?: ItemId | undefined;
}

/** The last write of a key's list, which is the one that counts. */
export interface LastWrite extends ItemId {
  /** False where the key has no value: nothing we let in makes it so, but older data may have it. */
  readonly isLive: boolean;
}

/** An update that the guard let through. */
export interface CheckedUpdate {
  readonly bytes: Uint8Array;
  /** Only what was new. */
  readonly items: readonly PlacedItem[];
  /** The clock after the last one, of each client that has something new in it. */
  readonly ends: ReadonlyMap<number, number>;
  /** The last write of each key for which that is another one now. */
  readonly lasts?: ReadonlyMap<string, LastWrite>;
  /** In a room of texts: what it deletes that nobody had deleted before, and by how many characters it makes each text longer. */
  readonly deletes?: readonly DeletedRange[];
  readonly growth?: ReadonlyMap<string, number>;
  /** Where it comes from; undefined for what the server made itself. */
  readonly sending?: Sending | undefined;
}

/** Characters of one text. */
export interface PlacedRange extends DeletedRange {
  readonly place: string;
}

/** Root and key as one word. No key holds a line break; a text has no key. */
export function toPlace(root: string, key: string): string {
  return `${root}\n${key}`;
}

/** The root that a place is in. */
export function rootOf(place: string): string {
  return place.slice(0, place.indexOf("\n"));
}
