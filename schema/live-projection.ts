// The projection kept up to date edit by edit, at a cost that does not grow with the document. It visits only
// records that changed and those that name them; what each record becomes is decided in resolve.ts, as in the
// full projection, and a property test holds the two equal.
import type * as Y from "yjs";

import { assemble, type Assembled } from "./assemble.ts";
import { ConflictIndex } from "./conflicts/conflict-index.ts";
import { conflictRoot, readKey, recordRoots, rootOf, type RecordRoot } from "./document.ts";
import type { BinItem, Conflict, Graph, Problem } from "./graph.ts";
import { addTo, idsAt, removeFrom, type IdIndex } from "./id-index.ts";
import type { ClaimId, DisputeId, EntityId, RecordId, RelationId, SourceId } from "./ids.ts";
import { NamingIndex, type Part } from "./naming-index.ts";
import { conflictProblem } from "./conflicts/open-conflicts.ts";
import { termGroups } from "./terms/own-terms.ts";
import { badKey, emptyParts, partOf, storeOf } from "./read-parts.ts";
import { emptyGraph, indexClaim, indexRelation } from "./mutable-graph.ts";
import { orderBin } from "./projection.ts";
import { readMeta, versionProblems } from "./workspace-meta.ts";
import type { Claim, Entity, EvidenceFields } from "./records.ts";
import {
  claimProblems,
  disputeProblems,
  duplicateProblems,
  entityProblems,
  identityKeys,
  orderProblems,
  relationProblems,
} from "./record-problems.ts";
import {
  binItem,
  danglingRelation,
  liveClaim,
  liveDispute,
  liveEntity,
  liveRelation,
  liveSource,
  mergedEntity,
} from "./resolve.ts";
import { readSchemaVersion, upcastFrom, upcasters, type RawFields, type Upcaster } from "./schema-version.ts";

/** Records whose answer may have changed, by kind; one pass of `flush` empties it. */
interface Queue {
  readonly entities: Set<EntityId>;
  readonly sources: Set<SourceId>;
  readonly relations: Set<RelationId>;
  readonly claims: Set<ClaimId>;
  readonly disputes: Set<DisputeId>;
  /** Keys of record-problems.ts's `identityKeys` whose sharers changed. */
  readonly identities: Set<string>;
}

/** A document's graph, kept current. Call `flush` once a frame; `graph` is what it last gave. */
export class LiveProjection implements Disposable {
  readonly #doc: Y.Doc;
  readonly #upcasters: readonly Upcaster[];
  #version = 1;
  readonly #parts = emptyParts();
  readonly #graph = emptyGraph({});
  readonly #naming = new NamingIndex();
  readonly #sharers: IdIndex<string, EntityId> = new Map();
  readonly #fieldsOf: IdIndex<RecordId, string> = new Map();
  readonly #problems = new Map<string, readonly Problem[]>();
  readonly #bin = new Map<RecordId, BinItem>();
  readonly #conflicts: ConflictIndex;
  readonly #dirty = new Map<RecordRoot, Set<string>>(recordRoots.map((root) => [root, new Set<string>()]));
  readonly #listeners = new Set<() => void>();
  readonly #stopObserving: (() => void)[] = [];
  #isMetaDirty = true;
  #areProblemsDirty = true;
  #isDirty = true;
  /** The graph as of the last `flush`. */
  graph: Graph;

  /** @param list How older versions are read; tests give their own. */
  constructor(doc: Y.Doc, list: readonly Upcaster[] = upcasters) {
    this.#doc = doc;
    this.#upcasters = list;
    this.#conflicts = new ConflictIndex(doc);
    for (const root of recordRoots) {
      const map = doc.getMap(root);
      for (const key of map.keys()) this.#dirty.get(root)?.add(key);
      this.#observe(map, (keys) => {
        keys.forEach((key) => this.#dirty.get(root)?.add(key));
        this.#conflicts.keysChanged(root, keys);
      });
    }
    this.#observe(doc.getMap("m"), (keys) => {
      this.#isMetaDirty = true;
      this.#conflicts.keysChanged("m", keys);
    });
    this.#observe(doc.getMap(conflictRoot), (keys) => this.#conflicts.entriesChanged(keys));
    this.graph = { ...this.#graph, problems: [], bin: [], conflicts: [] };
    this.flush();
  }

  /** Calls back when the first change after a flush arrives. Returns how to stop. */
  onDirty(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes in all changes since the last flush and returns the ids of the records that look different now. */
  flush(): ReadonlySet<string> {
    const changed = new Set<string>();
    if (!this.#isDirty) return changed;
    this.#isDirty = false;
    if (this.#isMetaDirty) this.#takeVersion();
    const queue = this.#assembleDirty();
    if (this.#isMetaDirty) this.#takeMeta(queue);
    this.#visitEntities(queue, changed);
    this.#visitSources(queue, changed);
    this.#visitRelations(queue, changed);
    this.#visitClaims(queue, changed);
    this.#visitDisputes(queue, changed);
    for (const id of queue.relations) this.#report(id, relationProblems(this.#parts, this.#graph, id));
    for (const key of queue.identities) {
      this.#report(`=${key}`, [...duplicateProblems(idsAt(this.#sharers, key))]);
    }
    const conflicts = this.#conflicts.flush(changed);
    const problems = this.#problemsWith(conflicts);
    this.graph = { ...this.#graph, problems, bin: orderBin([...this.#bin.values()]), conflicts };
    return changed;
  }

  #takeVersion(): void {
    this.#report("m", versionProblems(this.#doc));
    const version = readSchemaVersion(this.#doc);
    if (version === this.#version) return;
    this.#version = version;
    // Every record may now be read another way.
    for (const [root, keys] of this.#dirty) for (const key of this.#doc.getMap(root).keys()) keys.add(key);
  }

  #problemsWith(conflicts: readonly Conflict[]): readonly Problem[] {
    if (!this.#areProblemsDirty && conflicts === this.graph.conflicts) return this.graph.problems;
    this.#areProblemsDirty = false;
    return orderProblems([...this.#problems.values(), conflicts.map(conflictProblem)].flat());
  }

  /** Where the team's own words change, any record may look different: rare, and worth looking at all of them. */
  #takeMeta(queue: Queue): void {
    const before = this.#graph.meta;
    this.#graph.meta = readMeta(this.#doc);
    this.#isMetaDirty = false;
    const isSame = termGroups.every(
      (group) => JSON.stringify(before[group]) === JSON.stringify(this.#graph.meta[group]),
    );
    if (isSame) return;
    addAll(queue.entities, this.#parts.entities.keys());
    addAll(queue.relations, this.#parts.relations.keys());
  }

  [Symbol.dispose](): void {
    for (const stop of this.#stopObserving.splice(0)) stop();
    this.#listeners.clear();
  }

  #observe(map: Y.Map<unknown>, take: (keys: Set<string>) => void): void {
    const observer = (event: Y.YMapEvent<unknown>) => {
      take(event.keysChanged as Set<string>);
      if (this.#isDirty) return;
      this.#isDirty = true;
      for (const listener of this.#listeners) listener();
    };
    map.observe(observer);
    this.#stopObserving.push(() => map.unobserve(observer));
  }

  #assembleDirty(): Queue {
    const queue: Queue = {
      entities: new Set(),
      sources: new Set(),
      relations: new Set(),
      claims: new Set(),
      disputes: new Set(),
      identities: new Set(),
    };
    for (const root of recordRoots) {
      const keys = this.#dirty.get(root) ?? new Set();
      const ids = new Set<RecordId>();
      for (const key of keys) this.#takeKey(root, key, ids);
      keys.clear();
      for (const id of ids) this.#assembleOne(root, id, queue);
    }
    return queue;
  }

  #takeKey(root: RecordRoot, key: string, ids: Set<RecordId>): void {
    const read = readKey(key);
    const isPresent = this.#doc.getMap(root).has(key);
    if (!read || rootOf(read.id) !== root) {
      this.#report(`/${key}`, isPresent ? [badKey(key)] : []);
      return;
    }
    ids.add(read.id);
    if (read.field === undefined) return;
    if (isPresent) addTo(this.#fieldsOf, read.id, read.field);
    else removeFrom(this.#fieldsOf, read.id, read.field);
  }

  #assembleOne(root: RecordRoot, id: RecordId, queue: Queue): void {
    const map = this.#doc.getMap(root);
    const fields = idsAt(this.#fieldsOf, id);
    const part = partOf(root, id);
    const store = storeOf(this.#parts, part);
    const before = store.get(id);
    const upcast = upcastFrom(this.#version, this.#upcasters);
    const read = upcast && ((raw: RawFields) => upcast(root, id, raw));
    const after = map.has(id) || this.#fieldsOf.has(id) ? assemble(root, map, id, fields, read) : undefined;
    if (before) this.#naming.remove(part, id, before);
    if (after) this.#naming.add(part, id, after);
    put(store, id, after);
    put(this.#bin, id, after && binItem(root, after));
    this.#queueOne(part, id, before, after, queue);
  }

  #queueOne(
    part: Part,
    id: RecordId,
    before: Assembled | undefined,
    after: Assembled | undefined,
    queue: Queue,
  ): void {
    if (part === "evidence") addAll(queue.claims, [...claimsOf(before), ...claimsOf(after)]);
    else addAll(queue[part], [id]);
    // The other parts' problems depend on other records too and are told when those have been visited.
    if (part === "evidence" || part === "sources") this.#report(id, after?.problems ?? []);
  }

  #visitEntities(queue: Queue, changed: Set<string>): void {
    // Whatever was merged into a changed entity, directly or through others, may resolve differently now.
    for (const id of queue.entities) addAll(queue.entities, this.#naming.mergedInto(id));
    for (const id of queue.entities) {
      const before = this.#graph.entities.get(id);
      const after = liveEntity(this.#parts, id);
      put(this.#graph.entities, id, after);
      put(this.#graph.merged, id, mergedEntity(this.#parts, id));
      this.#shareIdentity(before, after, queue);
      if (before !== after) changed.add(id);
      this.#report(id, entityProblems(this.#parts, this.#graph, id));
      // To what names it, a live entity of the same kind is the same entity.
      if (before && after && before.kind === after.kind) continue;
      addAll(queue.relations, this.#naming.relationsAt(id));
      addAll(queue.claims, this.#naming.claimsNaming(id));
    }
  }

  #shareIdentity(before: Entity | undefined, after: Entity | undefined, queue: Queue): void {
    const [keysBefore, keysAfter] = [before ? identityKeys(before) : [], after ? identityKeys(after) : []];
    if (before) for (const key of keysBefore) removeFrom(this.#sharers, key, before.id);
    if (after) for (const key of keysAfter) addTo(this.#sharers, key, after.id);
    addAll(queue.identities, [...keysBefore, ...keysAfter]);
  }

  #visitSources(queue: Queue, changed: Set<string>): void {
    for (const id of queue.sources) {
      put(this.#graph.sources, id, liveSource(this.#parts, id));
      changed.add(id);
      for (const evidence of this.#naming.evidenceFrom(id)) {
        const claim = this.#parts.evidence.get(evidence)?.fields?.claim;
        if (claim) queue.claims.add(claim);
      }
    }
  }

  #visitRelations(queue: Queue, changed: Set<string>): void {
    for (const id of queue.relations) {
      const before = this.#graph.relations.get(id);
      const after = liveRelation(this.#parts, this.#graph, id);
      if (before) for (const end of [before.from, before.to]) removeFrom(this.#graph.relationsAt, end, id);
      put(this.#graph.relations, id, after);
      put(this.#graph.dangling, id, danglingRelation(this.#parts, this.#graph, id));
      if (after) indexRelation(this.#graph, after);
      if (before || after) changed.add(id);
      addAll(queue.claims, this.#naming.claimsNaming(id));
    }
  }

  #visitClaims(queue: Queue, changed: Set<string>): void {
    for (const id of queue.claims) {
      const before = this.#graph.claims.get(id);
      const after = liveClaim(this.#parts, this.#graph, id, this.#naming.evidenceOf(id));
      if (before) this.#unindexClaim(before);
      put(this.#graph.claims, id, after);
      if (after) indexClaim(this.#graph, after);
      if (before || after) changed.add(id);
      this.#report(id, claimProblems(this.#parts, this.#graph, id));
      addAll(queue.disputes, this.#naming.disputesNaming(id));
      // Whether a relation is a draft depends on its claims.
      for (const claim of [before, after]) if (claim) this.#queueTarget(claim, queue);
    }
  }

  #visitDisputes(queue: Queue, changed: Set<string>): void {
    for (const id of queue.disputes) {
      const before = this.#graph.disputes.get(id);
      const after = liveDispute(this.#parts, this.#graph, id);
      put(this.#graph.disputes, id, after);
      if (before || after) changed.add(id);
      this.#report(id, disputeProblems(this.#parts, this.#graph, id));
    }
  }

  #queueTarget({ on }: Claim, queue: Queue): void {
    if (this.#parts.relations.has(on as RelationId)) queue.relations.add(on as RelationId);
  }

  #unindexClaim(claim: Claim): void {
    removeFrom(this.#graph.claimsOn, claim.on, claim.id);
    for (const actor of claim.actors ?? []) removeFrom(this.#graph.positionsBy, actor, claim.id);
  }

  #report(key: string, problems: readonly Problem[]): void {
    if (areSameProblems(problems, this.#problems.get(key) ?? [])) return;
    if (problems.length === 0) this.#problems.delete(key);
    else this.#problems.set(key, problems);
    this.#areProblemsDirty = true;
  }
}

function areSameProblems(a: readonly Problem[], b: readonly Problem[]): boolean {
  return a.length === b.length && (a.length === 0 || JSON.stringify(a) === JSON.stringify(b));
}

function put<Key, Value>(map: Map<Key, Value>, key: Key, value: Value | undefined): void {
  if (value === undefined) map.delete(key);
  else map.set(key, value);
}

function claimsOf(evidence: Assembled<Partial<EvidenceFields>> | undefined): readonly string[] {
  return evidence?.fields?.claim ? [evidence.fields.claim] : [];
}

function addAll(queue: Set<string>, ids: Iterable<string>): void {
  for (const id of ids) queue.add(id);
}
