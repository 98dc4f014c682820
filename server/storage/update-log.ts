// What the server asks of a database. Every implementation passes tests/contracts/update-log-contract.ts.
import type { NewVersion, VersionStore } from "./version-store.ts";

/**
 * Where an update came from: a person's edit over the socket; one that holds what somebody wrote who did not send it
 * themselves, as far as the server can tell; a file; the server, which notes conflicts; or a version that somebody went
 * back to.
 */
export const updateOrigins = ["edit", "relayed", "import", "note", "restore"] as const;
export type UpdateOrigin = (typeof updateOrigins)[number];

/** What is to be stored. */
export interface NewUpdate {
  readonly room: string;
  readonly origin: UpdateOrigin;
  /** The name of whoever sent it, where one is known. They may have passed on what others wrote off line. */
  readonly by?: string | undefined;
  /** One Yjs update, V1. */
  readonly bytes: Uint8Array;
  /** Client ids that are this person's from now on, where they were nobody's before. */
  readonly owns?: OwnedIds | undefined;
}

/** Yjs client ids of a person with an account. */
export interface OwnedIds {
  readonly personId: string;
  readonly clientIds: readonly number[];
}

/** One row of a room's log. */
export interface StoredUpdate {
  /** 1, 2, 3 … within its room, without a gap. */
  readonly seq: number;
  /** When it was stored, ISO 8601, UTC. For people; nothing is ordered by it. */
  readonly at: string;
  readonly origin: UpdateOrigin;
  readonly by: string | undefined;
  readonly bytes: Uint8Array;
  /** `chainHash` of the row before it and of all that stands here. */
  readonly hash: Uint8Array;
}

/** The whole document as of one update. */
export interface StoredSnapshot {
  readonly seq: number;
  readonly bytes: Uint8Array;
  /** Its state vector; undefined where none was kept with it. */
  readonly vector: Uint8Array | undefined;
  /** SHA-256 of `bytes`, as it was when they were written. */
  readonly sha256: Uint8Array;
  /** `hash` of the update it goes up to. */
  readonly chainHash: Uint8Array;
}

/** How far a room's log goes. */
export interface RoomHead {
  readonly room: string;
  readonly workspace: string;
  /** Changes when a room's history is replaced; clients of another generation must not merge. */
  readonly generation: string;
  /** Under which the room's log began; the hashes of its updates start from it. */
  readonly firstGeneration: string;
  readonly seq: number;
  readonly hash: Uint8Array;
  /**
   * State vector of what was there when the present generation began, in the history that was put back and in the one
   * that it replaced. Undefined in the first generation.
   */
  readonly fence: Uint8Array | undefined;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/** What people open: it names its rooms. */
export interface Workspace {
  readonly name: string;
  readonly title: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
}

/**
 * Append-only log of the updates of every room. One process writes; a resolved promise means on disk.
 */
export interface UpdateLog extends Disposable {
  /** Named points in the history, in the same storage. */
  readonly versions: VersionStore;
  /**
   * Stores updates of any rooms in one transaction: all of them or none.
   *
   * @param before A version to keep of what was there before them, in the same transaction.
   * @returns each update's number, in the order given
   * @throws EntenteError `storage-failed` when the disk refuses, and it may be tried again; `storage-broken` when it
   *   failed so that the process should end; `workspace-unknown`
   */
  append(updates: readonly NewUpdate[], before?: NewVersion): Promise<readonly number[]>;
  /** Undefined where nothing was ever stored in the room. */
  readHead(room: string): Promise<RoomHead | undefined>;
  listHeads(): Promise<readonly RoomHead[]>;
  /**
   * Under which client ids people with accounts have written in a room, and the id of the person.
   *
   * @throws EntenteError `data-damaged`
   */
  readIdOwners(room: string): Promise<ReadonlyMap<number, string>>;
  /** Updates with a greater number, ascending. */
  readSince(room: string, seq: number): AsyncIterable<StoredUpdate>;
  readNewestSnapshot(room: string): Promise<StoredSnapshot | undefined>;
  /**
   * Keeps a snapshot in place of older ones. The log rows stay.
   *
   * @param vector Its state vector, so that whoever reads it need not work it out.
   * @throws EntenteError `storage-failed`
   */
  saveSnapshot(room: string, seq: number, bytes: Uint8Array, vector?: Uint8Array): Promise<void>;
  /**
   * Gives rooms a new generation each, and the fence that belongs to it, in one transaction. A room that is not there
   * begins with it.
   *
   * @param after Commits of the log that this one replaces: it counts on from there, so that no number is given twice.
   * @throws EntenteError `storage-failed`, `storage-broken`
   */
  beginGenerations(fences: ReadonlyMap<string, Uint8Array>, after?: number): Promise<void>;
  /** What is wrong with the storage itself, in words; the logs of rooms are checked by reading them. Linear in all of it. */
  checkStorage(): Promise<readonly string[]>;
  /**
   * Packs the oldest updates that are not packed yet into one piece, in one transaction. They are read as before. A piece
   * has so many rows, or fewer as soon as they have so many bytes. Does nothing, and says so, when there is not enough
   * for one up to that number.
   *
   * @throws EntenteError `storage-failed`, `storage-broken`
   */
  archive(room: string, upTo: number, rows: number, bytes: number): Promise<boolean>;
  /** By name. */
  listWorkspaces(): Promise<readonly Workspace[]>;
  readWorkspace(name: string): Promise<Workspace | undefined>;
  /**
   * Adds a workspace with its empty room.
   *
   * @throws EntenteError `workspace-exists`
   */
  createWorkspace(name: string, title: string): Promise<Workspace>;
}
