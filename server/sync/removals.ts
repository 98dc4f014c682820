// Notices when one person puts much of a map in the bin within a short time. Nothing is held back for it: it may be what
// they want, and everything can come back. Everybody else is to know.
import type { Doc } from "yjs";

import type { FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { readDeletion } from "../../schema/deletion.ts";
import { deletedField, recordRoots, type RecordRoot } from "../../schema/document.ts";
import { isId, type RecordId } from "../../schema/ids.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import { restoredGroupOf, type RestoredGroup } from "../../schema/versions/restore-report.ts";
import type { Limits } from "../limits.ts";
import type { Sending } from "./client-ids.ts";
import type { CheckedUpdate } from "./checked-update.ts";
import type { RoomDocument } from "./room-document.ts";

/** Much was removed. */
export interface Removal {
  /** Whose doing it is, as far as that is known. */
  readonly personId: string | undefined;
  readonly name: string | undefined;
  /** Number of the last update before the first of it. */
  readonly seqBefore: number;
  /** Records that were removed, of how many there were. */
  readonly count: number;
  readonly of: number;
}

interface Parts {
  readonly limits: Limits;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly onRemoval?: (room: RoomName, removal: Removal) => void;
}

/** What one person has removed, without a pause as long as the time that counts. */
interface Burst {
  /** Number, time and group of each record's removal, oldest first. */
  readonly records: Map<
    RecordId,
    { readonly seq: number; readonly at: number; readonly group: RestoredGroup }
  >;
  lastAt: number;
  /** Records that there were, and when they were counted. */
  of: Counts;
  ofAt: number;
  /** How many were told of. */
  told: number;
  /** The groups of which it was told. */
  readonly toldOf: Set<Counted>;
}

/** Records are counted by their groups, since the few decisions of a map are much, and all together. */
type Counted = RestoredGroup | "all";
type Counts = ReadonlyMap<Counted, number>;

/** A mark that an update writes. */
interface Mark {
  readonly root: RecordRoot;
  readonly id: RecordId;
  readonly wasInBin: boolean;
}

/** The removals in one room. Only the map has a bin. */
export class Removals {
  readonly #name: RoomName;
  readonly #document: Pick<RoomDocument, "read" | "apply">;
  readonly #parts: Parts;
  readonly #bursts = new Map<string, Burst>();

  constructor(name: RoomName, document: Pick<RoomDocument, "read" | "apply">, parts: Parts) {
    this.#name = name;
    this.#document = document;
    this.#parts = parts;
  }

  /**
   * Applies an update, and counts what it removes or brings back. Tells of it when that is more than is usual, and each
   * time that it has doubled since or is much of another group too.
   * What the server itself does, such as the undo of an import, counts for nobody.
   */
  apply(update: CheckedUpdate, seq: number): readonly FoundConflict[] {
    const marks = this.#name.part === "graph" ? this.#document.read((doc) => marksOf(update, doc)) : [];
    const found = this.#document.apply(update, seq);
    if (marks.length === 0) return found;
    const removal = this.#document.read((doc) => this.#take(marks, seq, doc, update.sending));
    if (removal) this.#parts.onRemoval?.(this.#name, removal);
    return found;
  }

  #take(marks: readonly Mark[], seq: number, doc: Doc, sending: Sending | undefined): Removal | undefined {
    for (const mark of marks) if (!isInBin(doc, mark)) this.#cameBack(mark.id);
    const removed = marks.filter((mark) => !mark.wasInBin && isInBin(doc, mark));
    if (!sending || removed.length === 0) return undefined;
    const who = { personId: sending.sender.personId, name: sending.by };
    const burst = this.#burstOf(who);
    for (const mark of removed)
      burst.records.set(mark.id, { seq, at: burst.lastAt, group: groupOf(doc, mark) });
    const [first] = burst.records.values();
    if (!first || !this.#isNews(burst, doc)) return undefined;
    burst.told = burst.records.size;
    return { ...who, seqBefore: first.seq - 1, count: burst.told, of: burst.of.get("all") ?? 0 };
  }

  /** Notes the groups of which much is removed. */
  #isNews(burst: Burst, doc: Doc): boolean {
    const { removalsKindMin, removalsKindPart, removalsMs } = this.#parts.limits;
    if (burst.records.size <= removalsKindMin * removalsKindPart) return false;
    const removed = [...burst.records.values()].map(({ group }) => group);
    const counts = countByGroup(removed);
    // Now and then: it is linear in the document.
    if (burst.lastAt - burst.ofAt > removalsMs)
      [burst.of, burst.ofAt] = [countByGroup([...liveGroups(doc), ...removed]), burst.lastAt];
    const much = [...counts].filter(([group, count]) => this.#isMuch(group, count, burst.of.get(group) ?? 0));
    const isMore = much.some(([group]) => !burst.toldOf.has(group));
    for (const [group] of much) burst.toldOf.add(group);
    return isMore || (much.length > 0 && burst.records.size >= 2 * burst.told);
  }

  #isMuch(group: Counted, count: number, of: number): boolean {
    const { removalsMin, removalsPart, removalsKindMin, removalsKindPart } = this.#parts.limits;
    if (count > removalsMin && count > of * removalsPart) return true;
    return group !== "all" && of >= removalsKindMin && count > of * removalsKindPart;
  }

  /** Before anybody is told, it forgets what is too long ago; after that it ends with a pause. */
  #burstOf({ personId, name = "" }: Pick<Removal, "personId" | "name">): Burst {
    const { removalsMs } = this.#parts.limits;
    const now = this.#parts.now();
    for (const [key, { lastAt }] of this.#bursts) if (now - lastAt > removalsMs) this.#bursts.delete(key);
    const key = personId === undefined ? `name ${name}` : `person ${personId}`;
    const fresh: Burst = {
      records: new Map(),
      lastAt: now,
      of: new Map(),
      ofAt: -Infinity,
      told: 0,
      toldOf: new Set(),
    };
    const burst = this.#bursts.get(key) ?? fresh;
    this.#bursts.set(key, burst);
    burst.lastAt = now;
    if (burst.told > 0) return burst;
    for (const [id, { at }] of burst.records) {
      if (now - at <= removalsMs) break;
      burst.records.delete(id);
    }
    return burst;
  }

  #cameBack(id: RecordId): void {
    for (const [key, { records }] of this.#bursts) {
      records.delete(id);
      if (records.size === 0) this.#bursts.delete(key);
    }
  }
}

/** To be asked before an update is applied. */
function marksOf({ lasts = new Map() }: Pick<CheckedUpdate, "lasts">, doc: Doc): readonly Mark[] {
  return [...lasts.keys()].flatMap((place) => {
    const mark = readPlace(place);
    return mark ? [{ ...mark, wasInBin: isInBin(doc, mark) }] : [];
  });
}

function readPlace(place: string): { readonly root: RecordRoot; readonly id: RecordId } | undefined {
  const ending = `/${deletedField}`;
  if (!place.endsWith(ending)) return undefined;
  const [name = "", key = ""] = place.split("\n");
  const root = recordRoots.find((each) => each === name);
  const id = key.slice(0, -ending.length);
  return root && isId(id) ? { root, id } : undefined;
}

function isInBin(doc: Doc, { root, id }: { readonly root: RecordRoot; readonly id: RecordId }): boolean {
  const map = doc.getMap(root);
  // What is no record cannot be removed.
  return !map.has(id) || readDeletion(map.get(`${id}/${deletedField}`)) !== undefined;
}

function groupOf(
  doc: Doc,
  { root, id }: { readonly root: RecordRoot; readonly id: RecordId },
): RestoredGroup {
  const fields = doc.getMap(root).get(id);
  const kind = typeof fields === "object" && fields !== null && "kind" in fields ? fields.kind : undefined;
  return restoredGroupOf(id, kind);
}

function countByGroup(groups: readonly RestoredGroup[]): Counts {
  const counts = new Map<Counted, number>([["all", groups.length]]);
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return counts;
}

/** The group of each record that is not in the bin. Linear in the document. */
function liveGroups(doc: Doc): readonly RestoredGroup[] {
  return recordRoots.flatMap((root) =>
    [...doc.getMap(root).keys()]
      .filter(isId)
      .filter((id) => !isInBin(doc, { root, id }))
      .map((id) => groupOf(doc, { root, id })),
  );
}
