// Which rooms are open. One room for each name; loaded once however many ask; dropped a while after the last
// has left. Nothing is awaited between looking a room up and putting it there.
import { EntenteError } from "../../schema/errors.ts";
import type { Room as RoomName } from "../../schema/protocol.ts";
import type { Service } from "../service.ts";
import { Room } from "./room.ts";
import type { RoomParts } from "./room-parts.ts";

/** Keeps a room open until disposed of. */
export interface Lease extends Disposable {
  readonly room: Room;
}

interface Slot {
  readonly room: Room;
  readonly loaded: Promise<void>;
  leases: number;
  idleTimer: NodeJS.Timeout | undefined;
}

/** The open rooms. */
export class Rooms implements AsyncDisposable {
  readonly #parts: RoomParts;
  readonly #slots = new Map<string, Slot>();
  #isClosed = false;

  constructor(parts: RoomParts) {
    this.#parts = parts;
  }

  get openCount(): number {
    return this.#slots.size;
  }

  /** What people in them can expect, and what is counted. */
  get service(): Service {
    return this.#parts.committer.service;
  }

  /** Every room in memory, for whoever watches. */
  get all(): readonly Room[] {
    return [...this.#slots.values()].map(({ room }) => room);
  }

  /**
   * Opens a room, or joins those who have it open, with its document.
   *
   * @throws EntenteError `workspace-unknown`, `data-damaged`, `storage-failed`, `restarting`
   */
  async open(name: RoomName): Promise<Lease> {
    const lease = await this.enter(name);
    try {
      lease.room.build();
      return lease;
    } catch (error) {
      lease[Symbol.dispose]();
      throw error;
    }
  }

  /**
   * Opens a room for somebody who joins it, once what is stored is read and checked. The document may come later.
   *
   * @throws EntenteError `workspace-unknown`, `data-damaged`, `storage-failed`, `restarting`
   */
  async enter(name: RoomName): Promise<Lease> {
    // Before anything is set up for it: whoever asks for rooms that do not exist costs one look-up.
    const workspace = await this.#parts.log.readWorkspace(name.workspace);
    if (!workspace) throw new EntenteError("workspace-unknown", { detail: name.workspace });
    if (this.#isClosed) throw new EntenteError("restarting");
    const slot = this.#slotOf(name);
    slot.leases += 1;
    const release = this.#releaser(slot);
    try {
      await slot.loaded;
    } catch (error) {
      release();
      throw error;
    }
    return { room: slot.room, [Symbol.dispose]: release };
  }

  /** A room that is open now. */
  find(name: string): Room | undefined {
    const room = this.#slots.get(name)?.room;
    return room?.state === "open" ? room : undefined;
  }

  /** Closes all rooms, after their edits are on disk. No room opens any more. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    await this.#parts.committer.flush();
    for (const { room } of this.#slots.values()) await room.noted();
    await this.#parts.committer.flush();
    for (const slot of this.#slots.values()) {
      clearTimeout(slot.idleTimer);
      await slot.room.saveSnapshotIfWorthwhile();
      slot.room.close();
    }
    this.#slots.clear();
  }

  #slotOf(name: RoomName): Slot {
    const open = this.#slots.get(name.name);
    // A failed room is closed; whoever comes next gets a new one, read from the log.
    if (open && !open.room.isClosed) return open;
    const room = new Room(name, this.#parts);
    const slot: Slot = { room, loaded: room.load(), leases: 0, idleTimer: undefined };
    this.#slots.set(name.name, slot);
    return slot;
  }

  /** Gives back a lease, once. */
  #releaser(slot: Slot): () => void {
    let isHeld = true;
    clearTimeout(slot.idleTimer);
    return () => {
      if (!isHeld) return;
      isHeld = false;
      slot.leases -= 1;
      this.#dropWhenIdle(slot);
    };
  }

  #dropWhenIdle(slot: Slot): void {
    if (slot.room.isClosed) return this.#forget(slot);
    if (slot.leases > 0 || this.#isClosed) return;
    clearTimeout(slot.idleTimer);
    // Nothing is spared by keeping what is empty; and of names for rooms there is no end.
    const restMs = slot.room.document.seq === 0 ? 0 : this.#parts.limits.roomIdleMs;
    slot.idleTimer = setTimeout(() => void this.#drop(slot), restMs).unref();
  }

  async #drop(slot: Slot): Promise<void> {
    if (slot.leases > 0 || this.#isClosed) return;
    await slot.room.saveSnapshotIfWorthwhile();
    // Somebody may have come meanwhile; then it stays.
    if (slot.leases > 0 || this.#isClosed) return;
    if (!slot.room.isIdle) return this.#dropWhenIdle(slot);
    slot.room.close();
    this.#forget(slot);
  }

  #forget(slot: Slot): void {
    if (this.#slots.get(slot.room.name.name) === slot) this.#slots.delete(slot.room.name.name);
  }
}
