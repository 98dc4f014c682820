// A room's document in memory: exactly what is on disk, what the guard needs to judge the next edit, and the
// answers that many ask for, computed once for each state.
import { Doc, applyUpdate, encodeStateAsUpdate, encodeStateVector } from "yjs";

import { applyFindingConflicts, type FoundConflict } from "../../schema/conflicts/conflicts.ts";
import { assert, EntenteError } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import { packValues } from "../../schema/pack-values.ts";
import { project } from "../../schema/projection.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import { refuseTooNew } from "../../schema/schema-version.ts";
import type { Limits } from "../limits.ts";
import { damaged, type StoredRoom } from "../storage/stored-room.ts";
import { vectorOf } from "../storage/state-vector.ts";
import { Answers } from "./answers.ts";
import { ByteReader } from "./byte-reader.ts";
import type { CheckedUpdate } from "./checked-update.ts";
import { Fence } from "./generation.ts";
import { judge, type Verdict } from "./guard.ts";
import { KnownState } from "./known-state.ts";
import { rulesForSpeaker, type Speaker } from "./own-words.ts";
import { isNothing, scanUpdate } from "./prescan.ts";
import { notingRules, rulesFor, type Writer } from "./room-rules.ts";
import { judgeText } from "./text-guard.ts";

/** Committed state only: an update comes in here after it is on disk. */
export class RoomDocument {
  readonly #name: RoomName;
  readonly #limits: Limits;
  readonly #doc = new Doc();
  readonly #known = new KnownState(this.#doc);
  /** What those get who lack something. */
  readonly answers: Answers;
  /** What is still to be built from. */
  #unbuilt: StoredRoom | undefined;
  #graph: Graph | undefined;
  #seq = 0;
  #generation = "";
  #fence = new Fence(undefined);
  #bytes = 0;

  constructor(name: RoomName, limits: Limits) {
    this.#name = name;
    this.#limits = limits;
    packValues(this.#doc);
    this.answers = new Answers(this.#doc, limits);
  }

  /** Number of the last update in it. */
  get seq(): number {
    return this.#seq;
  }

  /** Names the history; empty where nothing was stored when the room was opened. */
  get generation(): string {
    return this.#generation;
  }

  /** Upper bound of its encoded size, with what is on its way to the disk. */
  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Refuses a client's copy of another history of the room.
   *
   * @throws EntenteError `generation-other`
   */
  refuseOtherHistory(stateVector: Uint8Array): void {
    this.#fence.refuseAhead(stateVector, this.#doc);
  }

  /**
   * Refuses a client that says it knows many more clients than there are: all of them would have to be looked up.
   *
   * @throws EntenteError `too-large`
   */
  refuseLongVector(stateVector: Uint8Array): void {
    const most = clientsIn(this.answers.point.vector) + this.#limits.strangeClientsMax;
    const clients = clientsIn(stateVector);
    if (clients > most)
      throw new EntenteError("too-large", {
        detail: `a state vector of ${clients} clients, at most ${most}`,
      });
  }

  /** Nothing is on its way to the disk. */
  get isSettled(): boolean {
    return this.#known.isIdle;
  }

  /**
   * Takes what is stored, to build the document from it when it is needed: judging, encoding and reading need it.
   *
   * @throws EntenteError `data-damaged`
   */
  load(stored: StoredRoom): void {
    const { head, snapshot, updates } = stored;
    this.#seq = head?.seq ?? 0;
    this.#generation = head?.generation ?? "";
    this.#fence = new Fence(head?.fence);
    const parts = [...(snapshot ? [snapshot] : []), ...updates];
    this.#bytes = parts.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
    this.answers.loaded(stored, { seq: this.#seq, vector: this.#reading(() => vectorOf(stored)) });
    this.#unbuilt = stored;
  }

  get isBuilt(): boolean {
    return this.#unbuilt === undefined;
  }

  /**
   * Builds the document from what was loaded, once. Gives the conflicts that the updates after the snapshot brought,
   * noted or not. Linear in the document.
   *
   * @throws EntenteError `data-damaged`
   */
  build(): readonly FoundConflict[] {
    if (!this.#unbuilt) return [];
    const { snapshot, updates } = this.#unbuilt;
    const found = this.#reading(() =>
      // One transaction, so that Yjs tidies up once and not after each update.
      this.#doc.transact(() => {
        if (snapshot) applyUpdate(this.#doc, snapshot.bytes, "log");
        return updates.flatMap(({ bytes }) => this.#take(bytes));
      }),
    );
    this.#refusePending();
    if (Buffer.compare(this.answers.point.vector, encodeStateVector(this.#doc)) !== 0)
      throw damaged(`${this.#name.name}: a snapshot has another state vector than was kept with it`);
    this.#unbuilt = undefined;
    this.answers.built();
    this.answers.trim(false);
    return found;
  }

  /**
   * Judges an update against what is on disk and on its way there. Changes nothing.
   *
   * @param speaker Who sends it, where that is known.
   * @throws EntenteError `protocol-invalid`, `update-invalid`, `too-large`, `schema-too-new`
   */
  judge(bytes: Uint8Array, writer: Writer = "client", speaker?: Speaker): Verdict {
    if (isNothing(bytes)) return { kind: "repeat" };
    assert(this.isBuilt, "edits are judged by the document");
    this.refuseTooLarge(bytes.byteLength);
    const { part } = this.#name;
    if (part === "text") return judgeText(bytes, this.#known, this.#limits, writer);
    const common = rulesFor(part, writer);
    const rules = speaker && part === "talk" ? rulesForSpeaker(common, speaker, this.#known) : common;
    const verdict = judge(bytes, scanUpdate(bytes, this.#limits), this.#known, rules, this.#limits);
    // What a newer server has begun, this one must not write over, whoever asks it to.
    if (verdict.kind === "new") refuseTooNew(this.#doc);
    return verdict;
  }

  /** Judges what this server wrote itself. No socket's bytes come this way. */
  judgeNote(bytes: Uint8Array): Verdict {
    return judge(bytes, scanUpdate(bytes, this.#limits), this.#known, notingRules, this.#limits);
  }

  /** @throws EntenteError `too-large` when this much more does not fit */
  refuseTooLarge(moreBytes: number): void {
    const { documentBytesMax } = this.#limits;
    if (this.#bytes + moreBytes <= documentBytesMax) return;
    throw new EntenteError("too-large", { detail: `a workspace may have ${documentBytesMax} bytes` });
  }

  /** Remembers an update that is on its way to the disk. */
  queue(update: CheckedUpdate): void {
    this.#bytes += update.bytes.byteLength;
    this.#known.queue(update);
  }

  /**
   * Makes an update part of the document, now that it is on disk. Gives the conflicts that it brought.
   *
   * @throws EntenteError `data-damaged` when the guard let through what Yjs cannot take
   */
  apply(update: CheckedUpdate, seq: number): readonly FoundConflict[] {
    assert(seq === this.#seq + 1, "updates are applied in the order of the log");
    let found: readonly FoundConflict[];
    try {
      found = this.#take(update.bytes);
    } catch (cause) {
      throw damaged(`${this.#name.name}: update ${seq} cannot be applied`, cause);
    }
    this.#refusePending();
    this.#known.applied(update);
    this.#seq = seq;
    this.#graph = undefined;
    this.answers.applied(seq, update.bytes);
    return found;
  }

  /** The frame that asks a client for what it has beyond the disk. */
  step1(): Uint8Array {
    return this.answers.step1;
  }

  /** The whole state as one update. */
  encoded(): Uint8Array {
    assert(this.isBuilt, "only a document that is there can be encoded");
    const bytes = encodeStateAsUpdate(this.#doc);
    this.#bytes = bytes.byteLength;
    this.answers.encoded(bytes);
    return bytes;
  }

  /** What the document says. */
  graph(): Graph {
    assert(this.isBuilt, "only a document that is there says anything");
    this.#graph ??= project(this.#doc);
    return this.#graph;
  }

  /** For readers only: edits come through the log. */
  read<Result>(reader: (doc: Doc) => Result): Result {
    assert(this.isBuilt, "only a document that is there can be read");
    return reader(this.#doc);
  }

  destroy(): void {
    this.#doc.destroy();
  }

  /** Only what the map says is looked at for conflicts: where nodes stand, and talk, are not. */
  #take(bytes: Uint8Array): readonly FoundConflict[] {
    if (this.#name.part === "graph") return applyFindingConflicts(this.#doc, bytes, "log");
    applyUpdate(this.#doc, bytes, "log");
    return [];
  }

  #reading<Result>(read: () => Result): Result {
    try {
      return read();
    } catch (cause) {
      throw damaged(`${this.#name.name}: what is stored cannot be read`, cause);
    }
  }

  #refusePending(): void {
    const { pendingStructs, pendingDs } = this.#doc.store;
    if (pendingStructs || pendingDs)
      throw damaged(`${this.#name.name}: an update before ${this.#seq + 1} is missing`);
  }
}

/** How many clients a state vector names: the first number in it. */
function clientsIn(stateVector: Uint8Array): number {
  return new ByteReader(stateVector).varUint();
}
