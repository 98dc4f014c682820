// The open conflicts kept up to date edit by edit, at a cost that does not grow with the document. What is open is
// decided in open-conflicts.ts, as in the full projection.
import type * as Y from "yjs";

import { entryIdOf, isSettled, placeOf, readEntry } from "./conflict-entries.ts";
import { conflictRoot, type ContestedRoot } from "../document.ts";
import type { Conflict } from "../graph.ts";
import { addTo, idsAt, removeFrom, type IdIndex } from "../id-index.ts";
import { openConflict, orderConflicts } from "./open-conflicts.ts";

/** The open conflicts of a document. Its owner tells it which keys change. */
export class ConflictIndex {
  readonly #doc: Y.Doc;
  readonly #entriesAt: IdIndex<string, string> = new Map();
  readonly #placeOf = new Map<string, string>();
  readonly #conflicts = new Map<string, Conflict>();
  readonly #dirtyEntries = new Set<string>();
  readonly #dirtyPlaces = new Set<string>();
  #isDirty = true;
  #ordered: readonly Conflict[] = [];

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.entriesChanged(doc.getMap(conflictRoot).keys());
  }

  /** Keys of root `x` were written. */
  entriesChanged(keys: Iterable<string>): void {
    for (const key of keys) {
      const id = entryIdOf(key);
      if (id !== undefined) this.#dirtyEntries.add(id);
    }
  }

  /** Keys of another root were written. */
  keysChanged(root: ContestedRoot, keys: Iterable<string>): void {
    if (this.#entriesAt.size === 0) return;
    for (const key of keys) {
      for (const place of [placeOf(root, key), placeOf(root, key.split("/", 1)[0] ?? "")]) {
        if (this.#entriesAt.has(place)) this.#dirtyPlaces.add(place);
      }
    }
  }

  /** Takes in what changed. The same list as long as nothing did; `changed` gets the records concerned. */
  flush(changed: Set<string>): readonly Conflict[] {
    for (const id of this.#dirtyEntries) this.#takeEntry(id);
    this.#dirtyEntries.clear();
    for (const place of this.#dirtyPlaces) this.#takePlace(place, changed);
    this.#dirtyPlaces.clear();
    if (this.#isDirty) this.#ordered = orderConflicts([...this.#conflicts.values()]);
    this.#isDirty = false;
    return this.#ordered;
  }

  #takeEntry(id: string): void {
    const before = this.#placeOf.get(id);
    const entry = readEntry(this.#doc.getMap(conflictRoot).get(id));
    const after = entry && !isSettled(this.#doc, id) ? placeOf(entry.root, entry.key) : undefined;
    if (before !== undefined) {
      removeFrom(this.#entriesAt, before, id);
      this.#placeOf.delete(id);
      this.#dirtyPlaces.add(before);
    }
    if (after === undefined) return;
    addTo(this.#entriesAt, after, id);
    this.#placeOf.set(id, after);
    this.#dirtyPlaces.add(after);
  }

  #takePlace(place: string, changed: Set<string>): void {
    const before = this.#conflicts.get(place);
    const after = openConflict(this.#doc, [...idsAt(this.#entriesAt, place)].toSorted());
    if (!before && !after) return;
    if (after) this.#conflicts.set(place, after);
    else this.#conflicts.delete(place);
    for (const id of [before?.id, after?.id]) if (id !== undefined) changed.add(id);
    this.#isDirty = true;
  }
}
