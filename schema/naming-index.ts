// Who names whom, by the ids as written, before redirects: what must be looked at again when a record changes.
import type { Assembled } from "./assemble.ts";
import { addTo, idsAt, removeFrom, type IdIndex } from "./id-index.ts";
import type { RecordId } from "./ids.ts";
import type { ClaimFields, DisputeFields, EvidenceFields, RelationFields } from "./records.ts";

export type Part = "entities" | "relations" | "claims" | "evidence" | "sources" | "disputes";

/** The fields by which records name other records. */
type Naming = Partial<Pick<RelationFields, "from" | "to">> &
  Partial<Pick<ClaimFields, "on" | "actors">> &
  Partial<Pick<EvidenceFields, "claim" | "source">> &
  Partial<Pick<DisputeFields, "claims">>;

type Index = IdIndex<RecordId, RecordId>;

/** Reverse references, kept while records come, change and go. */
export class NamingIndex {
  readonly #mergedInto: Index = new Map();
  readonly #relations: Index = new Map();
  readonly #claims: Index = new Map();
  readonly #evidenceOf: Index = new Map();
  readonly #evidenceFrom: Index = new Map();
  readonly #disputes: Index = new Map();

  add(part: Part, id: RecordId, record: Assembled): void {
    for (const [index, named] of this.#entries(part, record)) addTo(index, named, id);
  }

  remove(part: Part, id: RecordId, record: Assembled): void {
    for (const [index, named] of this.#entries(part, record)) removeFrom(index, named, id);
  }

  /** Entities declared duplicates of this one. */
  mergedInto(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#mergedInto, id);
  }
  /** Relations with this end. */
  relationsAt(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#relations, id);
  }
  /** Claims on this record, or with this actor. */
  claimsNaming(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#claims, id);
  }
  /** Evidence items of this claim. */
  evidenceOf(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#evidenceOf, id);
  }
  /** Disputes between this claim and others. */
  disputesNaming(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#disputes, id);
  }
  /** Evidence items from this source. */
  evidenceFrom(id: RecordId): Iterable<RecordId> {
    return idsAt(this.#evidenceFrom, id);
  }

  #entries(part: Part, record: Assembled): readonly (readonly [Index, RecordId])[] {
    const fields = (record.fields ?? {}) as Naming;
    switch (part) {
      case "entities":
        return pairs(this.#mergedInto, record.into);
      case "relations":
        return pairs(this.#relations, fields.from, fields.to);
      case "claims":
        return pairs(this.#claims, fields.on, ...(fields.actors ?? []));
      case "evidence":
        return [...pairs(this.#evidenceOf, fields.claim), ...pairs(this.#evidenceFrom, fields.source)];
      case "disputes":
        return pairs(this.#disputes, ...(fields.claims ?? []));
      case "sources":
        return [];
    }
  }
}

function pairs(index: Index, ...named: readonly (RecordId | undefined)[]): (readonly [Index, RecordId])[] {
  return named.filter((id) => id !== undefined).map((id) => [index, id] as const);
}
