// Rows of the SQLite log as what they stand for, and the seals of those that are written over.
import type { SQLOutputValue } from "node:sqlite";

import type { ArchiveChunk } from "./archive-chunk.ts";
import { isSameHash, sealOf } from "./hash-chain.ts";
import { damaged } from "./stored-room.ts";
import type { RoomHead, StoredSnapshot, StoredUpdate, UpdateOrigin, Workspace } from "./update-log.ts";

export type Row = Readonly<Record<string, SQLOutputValue | Uint8Array>>;

/** How far a room's log goes. */
export function toHead(row: Row): RoomHead {
  const fence = row["fence"];
  return {
    room: String(row["id"]),
    workspace: String(row["workspace"]),
    generation: String(row["generation"]),
    firstGeneration: String(row["first_generation"]),
    seq: Number(row["head_seq"]),
    hash: toBytes(row["head_hash"]),
    fence: fence instanceof Uint8Array ? fence : undefined,
    createdAt: String(row["created_at"]),
  };
}

/** An update of a room. */
export function toUpdate(row: Row): StoredUpdate {
  return {
    seq: Number(row["seq"]),
    at: String(row["at"]),
    origin: String(row["origin"]) as UpdateOrigin,
    by: row["sent_by"] === null ? undefined : String(row["sent_by"]),
    bytes: toBytes(row["bytes"]),
    hash: toBytes(row["hash"]),
  };
}

/** A snapshot of a room. */
export function toSnapshot(row: Row): StoredSnapshot {
  const vector = row["state_vector"];
  return {
    seq: Number(row["seq"]),
    bytes: toBytes(row["bytes"]),
    vector: vector instanceof Uint8Array ? vector : undefined,
    sha256: toBytes(row["sha256"]),
    chainHash: toBytes(row["chain_hash"]),
  };
}

/** A packed piece of a room's log. */
export function toChunk(row: Row): ArchiveChunk {
  return {
    fromSeq: Number(row["from_seq"]),
    toSeq: Number(row["to_seq"]),
    codec: String(row["codec"]),
    bytes: toBytes(row["bytes"]),
    hash: toBytes(row["hash"]),
  };
}

/** A workspace. */
export function toWorkspace(row: Row): Workspace {
  return { name: String(row["name"]), title: String(row["title"]), createdAt: String(row["created_at"]) };
}

/** @throws EntenteError `data-damaged` */
export function toBytes(value: unknown): Uint8Array {
  if (value instanceof Uint8Array) return value;
  throw damaged("a column of bytes holds something else");
}

export const sealWorkspace = sealing(["name", "title", "created_at"]);
export const sealDoc = sealing([
  "id",
  "workspace",
  "generation",
  "first_generation",
  "head_seq",
  "head_hash",
  "created_at",
  "fence",
]);
/** The seal of the row that says how far a room's log goes. */
export const sealHead = (head: RoomHead): Uint8Array =>
  sealDoc({
    id: head.room,
    workspace: head.workspace,
    generation: head.generation,
    first_generation: head.firstGeneration,
    head_seq: head.seq,
    head_hash: head.hash,
    created_at: head.createdAt,
    fence: head.fence ?? null,
  });
export const sealChunk = sealing(["doc_id", "from_seq", "to_seq", "codec", "hash"]);
export const sealClient = sealing(["doc_id", "client_id", "person", "from_seq"]);
export const sealVersion = sealing([
  "id",
  "workspace",
  "kind",
  "name",
  "note",
  "made_by",
  "at",
  "seq",
  "text_seq",
]);
export const sealMark = sealing(["commits"]);
/** As it was before there were state vectors, where there is none. */
export const sealSnapshot = (row: Row): Uint8Array =>
  row["state_vector"] instanceof Uint8Array ? sealVectored(row) : sealBare(row);
const snapshotColumns = ["doc_id", "seq", "at", "sha256", "chain_hash"] as const;
const sealBare = sealing(snapshotColumns);
const sealVectored = sealing([...snapshotColumns, "state_vector"]);

/** Whether all that is told of a row is as it was written. */
export function isSealed(row: Row, seal: (row: Row) => Uint8Array): boolean {
  return row["seal"] instanceof Uint8Array && isSameHash(seal(row), row["seal"]);
}

function sealing(columns: readonly string[]): (row: Row) => Uint8Array {
  return (row) =>
    sealOf(
      ...columns.map((column) => {
        const value = row[column];
        return typeof value === "bigint" || value === undefined ? null : value;
      }),
    );
}
