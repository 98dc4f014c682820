// Undo and redo of one's own edits, by writing back what stood there. A key that somebody else has written since
// is left alone and said so; nothing of theirs is ever taken away. Rules UND-1 to UND-6.
import type * as Y from "yjs";

import { deletionMark, readPatches } from "./deletion.ts";
import {
  deletedField,
  intoField,
  isSameWrite,
  readKey,
  writeIdOf,
  type Json,
  type WriteId,
  viewRoot,
} from "./document.ts";
import {
  perform,
  write,
  type Author,
  type Command,
  type Edit,
  type PlannedWrite,
  type Write,
  type EditRoot,
} from "./edits.ts";
import { assert } from "./errors.ts";
import { moveSteps, writeName, type Renamed, type Step, type StepWrite } from "./history-steps.ts";
import type { RecordId } from "./ids.ts";
import { writePins, type Pins } from "./rooms/pins.ts";
import { readOverlay } from "./rooms/scenario-records.ts";

const stepCountMax = 200;
/** Roots whose records are built upon, or go with those they name. */
const namingRoots = ["n", "e", "c", "s", "t", "r"] as const satisfies EditRoot[];
/** The fields by which they do: whoever is gone there takes the record along. */
const namingFields: readonly string[] = [
  "from",
  "to",
  "on",
  "claim",
  "source",
  "actors",
  "claims",
  "thread",
  intoField,
];

/** Gives the write that takes a write back. A key is never removed, so a first write is answered by another value. */
export type TakeBack = (map: Y.Map<unknown>, write: Write, author: Author) => PlannedWrite;

/** What became of an undo or redo. */
export interface HistoryResult {
  readonly label: string;
  /** Keys left as they are, because somebody else changed them or built upon them since. */
  readonly skipped: readonly string[];
  /** Nothing could be written. */
  readonly isRefused: boolean;
  /** Nothing had to be: somebody else has written the same since. */
  readonly isDone: boolean;
}

/** The steps of one session, newest last, at most 200; kept in memory only. */
export class History {
  #doc: Y.Doc;
  #viewDoc: Y.Doc | undefined;
  /** The client ids under which this session has written. */
  readonly #own: Set<number>;
  readonly #takeBack: TakeBack;
  #done: Step[] = [];
  #undone: Step[] = [];

  /**
   * @param viewDoc The document of the view whose pins are undone with the rest.
   * @param takeBack What takes a write back; by default what does so in a map.
   */
  constructor(doc: Y.Doc, viewDoc?: Y.Doc, takeBack: TakeBack = takeBackInMap) {
    this.#doc = doc;
    this.#viewDoc = viewDoc;
    this.#own = new Set([doc.clientID]);
    this.#takeBack = takeBack;
  }

  get undoLabel(): string | undefined {
    return this.#done.at(-1)?.label;
  }

  get redoLabel(): string | undefined {
    return this.#undone.at(-1)?.label;
  }

  /**
   * Performs a command and remembers how to undo it.
   *
   * @throws EntenteError `data-invalid`; then nothing is remembered either
   */
  perform(command: Command, label: string, author: Author): Edit {
    return this.remember(perform(this.#doc, command, author), label);
  }

  /** Remembers a step that another kind of command has made in this document. */
  remember(edit: Edit, label: string): Edit {
    if (edit.writes.length === 0) return edit;
    const writes = edit.writes.map((item) => ({ ...item, ...createdBy(item) }));
    this.#done = [...this.#done, { label, writes }].slice(-stepCountMax);
    this.#undone = [];
    return edit;
  }

  /** Fixes nodes at places, as a step like any other. */
  pin(pins: Pins, label: string, author: Author): Edit {
    assert(this.#viewDoc, "a history that pins has a view");
    return this.remember(writePins(this.#viewDoc, pins, author), label);
  }

  /**
   * Goes on in documents that took the place of the former ones. Rule UND-6.
   *
   * @param renamed What became of its writes there.
   */
  moveTo(doc: Y.Doc, viewDoc: Y.Doc | undefined, renamed: Renamed): void {
    this.#doc = doc;
    this.#viewDoc = viewDoc;
    this.#own.add(doc.clientID);
    const moved = moveSteps([...this.#done, ...this.#undone], renamed);
    const stay = (step: Step) => moved.get(step) ?? [];
    this.#done = this.#done.flatMap(stay);
    this.#undone = this.#undone.flatMap(stay);
  }

  undo(author: Author): HistoryResult | undefined {
    return this.#reverse(this.#done, this.#undone, author);
  }

  redo(author: Author): HistoryResult | undefined {
    return this.#reverse(this.#undone, this.#done, author);
  }

  #reverse(from: Step[], to: Step[], author: Author): HistoryResult | undefined {
    const step = from.pop();
    if (!step) return undefined;
    const skipped: string[] = [];
    const planned: PlannedWrite[] = [];
    const reversed: StepWrite[] = [];
    for (const item of step.writes.toReversed()) {
      const inverse = this.#inverseOf(item, step, author);
      if (inverse === undefined) {
        skipped.push(item.key);
        continue;
      }
      planned.push(inverse);
      reversed.push(item);
    }
    const isDone = planned.length === 0 && step.writes.every((item) => this.#isDone(item, author));
    const edit = write(this.#docOf(planned[0]?.root), planned, author);
    const marks = reversed.map(({ creates }) => creates && { creates });
    if (edit.writes.length > 0) {
      to.push({
        label: step.label,
        writes: edit.writes.map((item, index) => ({ ...item, ...marks[index] })),
      });
    }
    this.#rebind(reversed, edit.writes);
    return { label: step.label, skipped, isRefused: edit.writes.length === 0, isDone };
  }

  /** Whether what would take a write back stands there already. Whoever put something in the bin, it is there. */
  #isDone(item: StepWrite, author: Author): boolean {
    const map = this.#docOf(item.root).getMap(item.root);
    const { key, value } = this.#takeBack(map, item, author);
    const stands = map.get(key);
    if (readKey(key)?.field === deletedField) return isDeletion(stands) === isDeletion(value);
    return JSON.stringify(stands) === JSON.stringify(value);
  }

  /** A step writes to one document only. */
  #docOf(root: EditRoot | undefined): Y.Doc {
    return root === viewRoot && this.#viewDoc ? this.#viewDoc : this.#doc;
  }

  /** The write that takes a write back, or undefined when that would touch somebody else's work. */
  #inverseOf(item: StepWrite, step: Step, author: Author): PlannedWrite | undefined {
    const { root, key, afterId, creates } = item;
    const map = this.#docOf(root).getMap(root);
    if (!isSameWrite(writeIdOf(map, key), afterId)) return undefined;
    if (creates !== undefined && this.#isOthers(map, creates, step)) return undefined;
    return this.#takeBack(map, item, author);
  }

  /** Whether a record is somebody else's matter by now: they put it in the bin, or they built upon it. */
  #isOthers(map: Y.Map<unknown>, id: RecordId, step: Step): boolean {
    // Withdrawn from a scenario: bringing it back takes nothing away from anybody.
    if (map.get(id) === null) return false;
    const mark = `${id}/${deletedField}`;
    if (isDeletion(map.get(mark))) return !this.#own.has(writeIdOf(map, mark)?.client ?? 0);
    return this.#isBuiltUpon(id, step);
  }

  /**
   * Whether anybody else patched a record, or led something to it: to itself, to what was merged into it, or to what
   * of one's own hangs on it. Linear in the document's keys.
   */
  #isBuiltUpon(id: RecordId, step: Step): boolean {
    const own = new Set(step.writes.map((item) => item.key));
    const isForeign = (client: number, key: string) => !this.#own.has(client) && !own.has(key);
    const names = new Set<unknown>([id]);
    // What is found to hang on it is looked at in the next round; few things hang on each other in a row.
    for (let known = 0; known < names.size;) {
      known = names.size;
      for (const { key, client, value } of this.#values()) {
        const record = readKey(key)?.id;
        const isNamed = isNaming(key, value, names);
        if (!isNamed && !(names.has(record) && key !== id)) continue;
        if (isForeign(client, key)) return true;
        if (isNamed) names.add(record);
      }
    }
    return false;
  }

  /** The current values of all roots whose records name others. */
  *#values(): Iterable<{ readonly key: string; readonly client: number; readonly value: unknown }> {
    for (const root of namingRoots) {
      // Asking a document for a root it does not have would add it.
      if (!this.#doc.share.has(root)) continue;
      const map = this.#doc.getMap(root);
      for (const [key, value] of map) {
        // What a scenario says of a field stands beside what the map says.
        yield { key, client: writeIdOf(map, key)?.client ?? 0, value: readOverlay(value)?.v ?? value };
      }
    }
  }

  /**
   * Writing a value back gives the key a new write. Older steps that made that value must know it by its new
   * name, or they would take it for somebody else's.
   */
  #rebind(reversed: readonly StepWrite[], written: readonly Write[]): void {
    const renamed = new Map<string, WriteId>();
    reversed.forEach((item, index) => {
      const now = written[index];
      if (item.beforeId && now?.key === item.key)
        renamed.set(writeName(item.root, item.key, item.beforeId), now.afterId);
    });
    if (renamed.size === 0) return;
    for (const step of [...this.#done, ...this.#undone]) {
      step.writes = step.writes.map((item) => {
        const afterId = renamed.get(writeName(item.root, item.key, item.afterId));
        return afterId ? { ...item, afterId } : item;
      });
    }
  }
}

function takeBackInMap(map: Y.Map<unknown>, item: Write, author: Author): PlannedWrite {
  const { root, key, before } = item;
  if (before === undefined) return firstWriteInverse(map, item, author);
  const read = readKey(key);
  const deletes = read?.field === deletedField && isDeletion(before);
  return { root, key, value: deletes ? markOf(map, read.id, author) : before };
}

/** Takes back the first write of a key, which is never removed: a record goes to the bin, a field back to its base. */
export function firstWriteInverse(
  map: Y.Map<unknown>,
  { root, key }: Pick<Write, "root" | "key">,
  author: Author,
): PlannedWrite {
  const read = holdsRecords(root) ? readKey(key) : undefined;
  if (!read) return { root, key, value: null };
  if (read.field === undefined) {
    return { root, key: `${key}/${deletedField}`, value: markOf(map, key, author) };
  }
  if (read.field.startsWith("$")) return { root, key, value: 0 };
  const base = map.get(read.id) as Readonly<Record<string, Json>> | undefined;
  return { root, key, value: base?.[read.field] ?? null };
}

/** Deleting anew is done by whoever does it now, who sees the record as it is now. */
function markOf(map: Y.Map<unknown>, id: string, author: Author): Json {
  return deletionMark(map.get(id), readPatches(map, new Set([id])).get(id) ?? new Map(), author);
}

/** In a scenario a record that was withdrawn is created again where nothing stands. */
function createdBy({ root, key, before }: Write): { creates?: RecordId } {
  const isNew = before === undefined || before === null;
  const read = isNew && holdsRecords(root) ? readKey(key) : undefined;
  return read && read.field === undefined ? { creates: read.id } : {};
}

function holdsRecords(root: EditRoot): boolean {
  return root !== "m" && root !== viewRoot;
}

function isDeletion(mark: unknown): boolean {
  return typeof mark === "object" && mark !== null;
}

/** Whether the value at a key, a whole record or one field of it, names one of some records. */
function isNaming(key: string, value: unknown, names: ReadonlySet<unknown>): boolean {
  const field = readKey(key)?.field;
  if (field !== undefined) return namingFields.includes(field) && isOrHas(value, names);
  if (typeof value !== "object" || value === null) return false;
  const base = value as Readonly<Record<string, unknown>>;
  return namingFields.some((name) => isOrHas(base[name], names));
}

function isOrHas(value: unknown, names: ReadonlySet<unknown>): boolean {
  return names.has(value) || (Array.isArray(value) && value.some((item) => names.has(item)));
}
