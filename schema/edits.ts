// The only writers of a workspace document. A command is plain data that says what a person wants; it becomes
// one transaction of flat keys (base + patch) and gives back what is needed to undo it.
import * as v from "valibot";
import * as Y from "yjs";

import { memberName, readMember, schemaOf } from "./assemble.ts";
import { checkField, refuseBadIdentifiers } from "./check-field.ts";
import { placeOf, settledKey, unsettledEntries } from "./conflicts/conflict-entries.ts";
import { deletionMark, readPatches } from "./deletion.ts";
import {
  conflictRoot,
  deletedField,
  intoField,
  isKeyOf,
  isStorable,
  rootOf,
  type layoutRoot,
  type viewRoot,
  writeIdOf,
  type ContestedRoot,
  type DocumentReader,
  type GraphRoot,
  type Json,
  type TalkRoot,
  type WriteId,
} from "./document.ts";
import { assert } from "./errors.ts";
import type { ClaimId, DisputeId, EntityId, EvidenceId, RecordId, RelationId, SourceId } from "./ids.ts";
import { sideOf, takingCommand } from "./conflicts/settle.ts";
import { readNaming } from "./terms/naming-choice.ts";
import { readTermKey, termFault } from "./terms/own-terms.ts";
import type {
  Alias,
  ClaimFields,
  DisputeFields,
  EntityFields,
  EvidenceFields,
  RelationFields,
  SourceFields,
} from "./records.ts";
import { invalid, refuse } from "./refusal.ts";
import { isServerSetting, refuseTooNew } from "./schema-version.ts";

/** What a person wants done, in one step that is undone in one step. */
export type Command =
  | AddCommand<"add-entity", EntityId, EntityFields>
  | AddCommand<"add-relation", RelationId, RelationFields>
  | AddCommand<"add-source", SourceId, SourceFields>
  | AddCommand<"add-claim", ClaimId, ClaimFields>
  | AddCommand<"add-evidence", EvidenceId, EvidenceFields>
  | AddCommand<"add-dispute", DisputeId, DisputeFields>
  /** Sets fields of an existing record; null clears one. */
  | { readonly kind: "change"; readonly id: RecordId; readonly fields: Readonly<Record<string, unknown>> }
  /** Keeps the old name as an alias, unless its author corrects what they typed. Rule EDT-5. */
  | { readonly kind: "rename"; readonly id: EntityId; readonly label: string }
  /** Puts records in the bin. Nothing attached to them is written; it hides and comes back with them. */
  | { readonly kind: "retract"; readonly ids: readonly RecordId[] }
  | { readonly kind: "restore"; readonly ids: readonly RecordId[] }
  /** Says that an entity is a duplicate of another. */
  | { readonly kind: "merge"; readonly id: EntityId; readonly into: EntityId }
  | { readonly kind: "unmerge"; readonly id: EntityId }
  /** Settings of the workspace: its title and where it opens. */
  | { readonly kind: "set-meta"; readonly fields: Readonly<Record<string, unknown>> }
  /** Says which of the values that were written at once is right: what stands there, or another one of them. */
  | {
      readonly kind: "settle-conflict";
      readonly root: ContestedRoot;
      readonly key: string;
      /** The write whose value is right; absent keeps what stands there. */
      readonly take?: WriteId;
    }
  | { readonly kind: "all"; readonly commands: readonly Command[] };

interface AddCommand<Kind extends string, Id, Fields> {
  readonly kind: Kind;
  readonly id: Id;
  readonly fields: Fields;
  /** The import that adds it, kept in the base beside the fields. Rule IMP-4. */
  readonly imp?: string;
}

/** Who edits, and when by their clock. It travels as the transaction's origin and in deletion marks only. */
export interface Author {
  readonly user: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** Roots of a workspace's document, of a view's, and of the talk's. */
export type EditRoot = GraphRoot | typeof conflictRoot | typeof viewRoot | typeof layoutRoot | TalkRoot;

/** One key that was written, with what is needed to take it back. */
export interface Write {
  readonly root: EditRoot;
  readonly key: string;
  /** What stood there; undefined where the key was new. */
  readonly before: Json | undefined;
  readonly beforeId: WriteId | undefined;
  readonly afterId: WriteId;
}

/** A finished step. */
export interface Edit {
  readonly writes: readonly Write[];
}

/** One key that is to be written. */
export interface PlannedWrite {
  readonly root: EditRoot;
  readonly key: string;
  readonly value: Json;
}

/**
 * Carries out a command in one transaction, or changes nothing. Rules EDT-1 to EDT-5.
 *
 * @throws EntenteError `data-invalid`, with the fields at fault; `schema-too-new`
 */
export function perform(doc: Y.Doc, command: Command, author: Author): Edit {
  return write(doc, planWrites(doc, command, author), author);
}

/**
 * The keys that a command would write into a document, each once. Writes nothing.
 *
 * @throws EntenteError `data-invalid`, with the fields at fault
 */
export function planWrites(
  doc: Y.Doc | DocumentReader,
  command: Command,
  author: Author,
): readonly PlannedWrite[] {
  const plan = new Plan(doc, author);
  plan.add(command);
  return plan.writes();
}

/**
 * Writes keys in one transaction. For the edits of this folder only: everybody else says what they want by a command.
 *
 * @throws EntenteError `schema-too-new`. Rule VER-3
 */
export function write(doc: Y.Doc, planned: readonly PlannedWrite[], author: Author): Edit {
  refuseTooNew(doc);
  return doc.transact(() => ({ writes: planned.map((item) => writeOne(doc, item)) }), author);
}

function writeOne(doc: Y.Doc, { root, key, value }: PlannedWrite): Write {
  assert(isKeyOf(root, key), `${key} may stand in root ${root}`);
  assert(isStorable(value), `the value at ${key} is plain JSON within bounds`);
  const map = doc.getMap(root);
  const before = map.get(key) as Json | undefined;
  const beforeId = writeIdOf(map, key);
  map.set(key, value);
  const afterId = writeIdOf(map, key);
  assert(afterId, "a key that was set has a write");
  return { root, key, before, beforeId, afterId };
}

/** Turns commands into keys, each command seeing what those before it will have written. */
class Plan {
  readonly #doc: DocumentReader;
  /** Where conflicts are noted and settled; undefined where a command is only thought through on paper. */
  readonly #noted: Y.Doc | undefined;
  readonly #author: Author;
  readonly #planned = new Map<string, PlannedWrite>();
  /** By place. Read when first asked for, since most documents have no conflict. */
  #unsettled: ReadonlyMap<string, readonly string[]> | undefined;

  constructor(doc: Y.Doc | DocumentReader, author: Author) {
    this.#doc = doc;
    this.#noted = doc instanceof Y.Doc ? doc : undefined;
    this.#author = author;
  }

  /** Whoever changes a value in conflict has seen its entry, and settles it with the same step. Rule CON-6. */
  writes(): readonly PlannedWrite[] {
    for (const { root, key } of this.#planned.values()) this.#settleEntries(root, key);
    return [...this.#planned.values()];
  }

  add(command: Command): void {
    switch (command.kind) {
      case "all":
        return command.commands.forEach((item) => this.add(item));
      case "change":
        return this.#change(command.id, command.fields);
      case "rename":
        return this.#rename(command.id, command.label);
      case "retract":
        return this.#retract(command.ids);
      case "restore":
        return command.ids.forEach((id) => this.#patch(id, deletedField, 0));
      case "merge":
        return this.#merge(command.id, command.into);
      case "unmerge":
        return this.#patch(command.id, intoField, 0);
      case "set-meta":
        return Object.entries(command.fields).forEach(([key, value]) => this.#set(key, value));
      case "settle-conflict":
        return this.#settle(command);
      default:
        return this.#create(command.id, command.fields, command.imp);
    }
  }

  #create(id: RecordId, fields: object, imp: string | undefined): void {
    const root = rootOf(id);
    if (this.#read(root, id) !== undefined) refuse(id, "exists already");
    const result = v.safeParse(schemaOf(root, id), fields);
    if (!result.success) throw invalid(id, result.issues);
    if ("identifiers" in result.output) refuseBadIdentifiers(id, result.output.identifiers);
    this.#put(root, id, { ...withoutUndefined(result.output), ...(imp !== undefined && { imp }) });
  }

  #change(id: RecordId, fields: Readonly<Record<string, unknown>>): void {
    for (const [field, value] of Object.entries(fields)) {
      checkField(id, field, value);
      this.#patch(id, field, value);
    }
  }

  #rename(id: EntityId, label: string): void {
    const wanted = label.trim();
    const old = this.#read("n", `${id}/label`) ?? (this.#read("n", id) as EntityFields | undefined)?.label;
    const isCorrection = this.#isLabelOwn(id);
    this.#change(id, { label: wanted });
    if (typeof old !== "string" || old === wanted) return;
    this.#keepAsAlias(id, old, isCorrection);
    const alias = this.#aliasAs(id, wanted);
    const isPlain = alias?.name === wanted && Object.keys(alias).length === 1;
    if (isPlain) this.#patch(id, `aliases.${memberName(wanted)}`, null);
  }

  /** What was an alias once is somebody's name, also where an undo or a rename has made it the label since. */
  #keepAsAlias(id: EntityId, name: string, isCorrection: boolean): void {
    const former = this.#aliasAs(id, name);
    const isKept = former === undefined ? !isCorrection : former?.name !== name;
    if (isKept) this.#patch(id, `aliases.${memberName(name)}`, { name });
  }

  /** Whether the name that stands was written by this document's own client: its author mends what they typed. */
  #isLabelOwn(id: EntityId): boolean {
    const keys = [`${id}/label`, id];
    if (keys.some((key) => this.#planned.has(`n ${key}`))) return true;
    const map = this.#noted?.getMap("n");
    const key = keys.find((each) => map?.has(each));
    return map && key !== undefined ? writeIdOf(map, key)?.client === map.doc?.clientID : false;
  }

  /** The alias of a name, or of one like it; null where there was one and is no more. */
  #aliasAs(id: EntityId, name: string): Alias | null | undefined {
    const member = memberName(name);
    const patch = this.#read("n", `${id}/aliases.${member}`);
    const whole =
      this.#read("n", `${id}/aliases`) ?? (this.#read("n", id) as EntityFields | undefined)?.aliases;
    return (patch === undefined ? readMember(whole, member) : patch) as Alias | null | undefined;
  }

  /** Reads each root once, however many records go. */
  #retract(ids: readonly RecordId[]): void {
    for (const [root, group] of Map.groupBy(ids, rootOf)) {
      const planned = [...this.#planned.values()].map(({ key, value }) => [key, value] as const);
      const map = this.#doc.getMap(root);
      const written = [...map.keys()].map((key) => [key, map.get(key)] as const);
      const patches = readPatches([...written, ...planned], new Set(group));
      for (const id of group) {
        const fields = patches.get(id) ?? new Map<string, unknown>();
        this.#patch(id, deletedField, deletionMark(this.#read(root, id), fields, this.#author));
      }
    }
  }

  #settle({ root, key, take }: Extract<Command, { kind: "settle-conflict" }>): void {
    const entries = this.#unsettledAt(root, key);
    if (!this.#noted || entries.length === 0)
      refuse(key, "has no conflict any more: somebody has settled it");
    if (take) {
      const side = sideOf(this.#noted, entries, take);
      if (!side) refuse(key, "has no such value in conflict");
      this.add(takingCommand(this.#noted, root, key, side.value));
    }
    this.#settleEntries(root, key);
  }

  #settleEntries(root: EditRoot, key: string): void {
    const mark = { by: this.#author.user, at: this.#author.at };
    for (const id of this.#unsettledAt(root, key)) this.#put(conflictRoot, settledKey(id), mark);
  }

  #unsettledAt(root: EditRoot, key: string): readonly string[] {
    this.#unsettled ??= this.#noted ? unsettledEntries(this.#noted) : new Map();
    return this.#unsettled.get(placeOf(root, key)) ?? [];
  }

  #merge(id: EntityId, into: EntityId): void {
    if (id === into) refuse(id, "cannot be merged into itself");
    if (this.#read("n", into) === undefined) refuse(into, "does not exist");
    this.#patch(id, intoField, into);
  }

  /** A setting; those of a team's own words have a form. Rules OWN-2 and VER-4. */
  #set(key: string, value: unknown): void {
    if (isServerSetting("m", key)) refuse(key, "is written by the server only");
    const term = readTermKey(key);
    const fault = term && termFault(term.group, term.name, value);
    if (fault !== undefined) refuse(key, fault);
    if (!term && key.includes(".")) refuse(key, "is not a setting");
    if (key === "naming" && value !== null && readNaming(value) === undefined)
      refuse(key, "must be ours, official, or forum: and the name of a forum");
    this.#put("m", key, value);
  }

  /** A patch needs its record: a key beside a base that never arrives would be an orphan. */
  #patch(id: RecordId, field: string, value: unknown): void {
    const root = rootOf(id);
    if (this.#read(root, id) === undefined) refuse(id, "does not exist");
    this.#put(root, `${id}/${field}`, value);
  }

  #put(root: EditRoot, key: string, value: unknown): void {
    if (!isKeyOf(root, key) || !isStorable(value))
      refuse(key, "cannot be stored: the name or the value is not allowed");
    this.#planned.set(`${root} ${key}`, { root, key, value });
  }

  #read(root: EditRoot, key: string): unknown {
    return this.#planned.get(`${root} ${key}`)?.value ?? this.#doc.getMap(root).get(key);
  }
}

function withoutUndefined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
