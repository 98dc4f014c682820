// What the map says at a key: one field, as its base and all its patches make it.
import { readFields, readMember } from "./assemble.ts";
import { readKey, type Json, type KeyReader } from "./document.ts";
import type { RecordId } from "./ids.ts";

/** Current values of fields of some records, whose patches are looked up once. */
export class FieldReader {
  readonly #map: KeyReader;
  readonly #patches = new Map<RecordId, string[]>();

  constructor(map: KeyReader, ids: ReadonlySet<RecordId>) {
    this.#map = map;
    for (const key of ids.size === 0 ? [] : map.keys()) {
      const slash = key.indexOf("/");
      const id = key.slice(0, slash) as RecordId;
      if (slash !== -1 && ids.has(id))
        this.#patches.set(id, [...(this.#patches.get(id) ?? []), key.slice(slash + 1)]);
    }
  }

  /** The field as all its patches make it, or the base of a record; null where there is nothing. */
  valueAt(key: string): Json {
    const { id, field } = readKey(key) ?? {};
    if (id === undefined) return null;
    // Nothing is laid over a base, a mark or a member's own patch.
    const isWhole = field === undefined || field.startsWith("$");
    if (isWhole || (field.includes(".") && this.#map.has(key)))
      return plainMark(field, (this.#map.get(key) ?? null) as Json);
    return this.#fieldOf(id, field);
  }

  #fieldOf(id: RecordId, field: string): Json {
    const [name = "", member] = field.split(".");
    const whole = readFields(this.#map, id, this.#patches.get(id) ?? [])?.[name];
    return ((member === undefined ? whole : readMember(whole, member)) ?? null) as Json;
  }
}

/** Restored and never deleted are the same, as are unmerged and never merged. */
export function plainMark(field: string | null | undefined, value: Json): Json {
  return field?.startsWith("$") ? value || null : value;
}
