// When a room's document is worth writing down whole, so that the next opening need not replay a long log.
import { setImmediate as nextTurn } from "node:timers/promises";

import { EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { Log } from "../log.ts";
import type { Committer } from "../storage/committer.ts";
import type { StoredRoom } from "../storage/stored-room.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { RoomDocument } from "./room-document.ts";

interface Parts {
  readonly log: UpdateLog;
  readonly committer: Committer;
  readonly limits: Limits;
  readonly logger: Log;
}

/** The snapshots of one room. */
export class RoomSnapshots {
  readonly #room: string;
  readonly #parts: Parts;
  readonly #document: RoomDocument;
  #newest = { seq: 0, bytes: 0 };
  /** The last one that was tried, saved or not. */
  #triedSeq = 0;
  #bytesSince = 0;
  #saving = Promise.resolve();
  /** Waits for its turn, and will have whatever comes until then. */
  #waiting: Promise<void> | undefined;
  #isStopped = false;

  constructor(room: string, document: RoomDocument, parts: Parts) {
    this.#room = room;
    this.#document = document;
    this.#parts = parts;
  }

  /** What was read from the log when the room was opened. */
  loaded({ snapshot, updates }: StoredRoom): void {
    this.#newest = { seq: snapshot?.seq ?? 0, bytes: snapshot?.bytes.byteLength ?? 0 };
    this.#triedSeq = this.#newest.seq;
    this.#bytesSince = updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  }

  /** An update has become part of the document. */
  grew(bytes: number): void {
    this.#bytesSince += bytes;
  }

  /** The log has become long since the last one. */
  get isDue(): boolean {
    const { snapshotLogBytesMin, snapshotLogBytesMax, snapshotLogRowsMax } = this.#parts.limits;
    const due = Math.min(Math.max(snapshotLogBytesMin, this.#newest.bytes), snapshotLogBytesMax);
    return this.#bytesSince >= due || this.#document.seq - this.#triedSeq >= snapshotLogRowsMax;
  }

  /** The room is about to be closed, and opening it again would take a while. */
  get isWorthwhile(): boolean {
    return this.#document.seq - this.#newest.seq >= this.#parts.limits.snapshotRowsMinAtClose;
  }

  /**
   * Saves one, then packs what it has. What fails costs nothing but time and space, so it is noted, and the next one is
   * tried when the log has grown as much again: not with each edit, on a disk that has space for edits only.
   */
  async save(): Promise<void> {
    this.#waiting ??= this.#saving.then(() => {
      this.#waiting = undefined;
      return this.#save();
    });
    this.#saving = this.#waiting;
    await this.#saving;
  }

  /** The room is closed; nothing more is saved or packed. Another room of this name may have gone on by now. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Resolves when nothing is being saved or packed. */
  async settled(): Promise<void> {
    await this.#saving;
  }

  async #save(): Promise<void> {
    if (this.#isStopped) return;
    const { meters } = this.#parts.committer.service;
    const [seq, bytes] = [this.#document.seq, this.#document.encoded()];
    const { vector } = this.#document.answers.point;
    this.#triedSeq = seq;
    this.#bytesSince = 0;
    try {
      await this.#parts.log.saveSnapshot(this.#room, seq, bytes, vector);
      this.#newest = { seq, bytes: bytes.byteLength };
      meters.snapshot("saved");
      await this.#pack(seq);
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      meters.snapshot("failed");
      this.#parts.logger.warn({ room: this.#room, err: error }, "snapshot not saved");
    }
  }

  /** One piece in each turn of the event loop, so that nobody waits for a long log. */
  async #pack(upTo: number): Promise<void> {
    const { archiveRows, archiveBytes, archivePiecesPerSnapshot } = this.#parts.limits;
    for (let piece = 0; piece < archivePiecesPerSnapshot && !this.#isStopped; piece += 1) {
      if (!(await this.#parts.log.archive(this.#room, upTo, archiveRows, archiveBytes))) return;
      await nextTurn();
    }
  }
}
