// Old rows of a log in one piece: what is told of each, then their bytes, compressed. Their hashes are left out, since
// they follow from the rest; the last one is kept beside it and proves all of them.
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import * as v from "valibot";

import { assert } from "../../schema/errors.ts";
import { chainHash, isSameHash } from "./hash-chain.ts";
import { damaged } from "./stored-room.ts";
import { updateOrigins, type StoredUpdate } from "./update-log.ts";

/** Names the form, in case there is another one some day. */
const archiveCodec = "zstd-1";

/** What is stored of a chunk. */
export interface ArchiveChunk {
  readonly fromSeq: number;
  readonly toSeq: number;
  readonly codec: string;
  readonly bytes: Uint8Array;
  /** Of the last update in it. */
  readonly hash: Uint8Array;
}

const toldSchema = v.array(
  v.object({
    at: v.string(),
    origin: v.picklist(updateOrigins),
    by: v.optional(v.string()),
    length: v.number(),
  }),
);

/** @param updates Consecutive ones, at least one. */
export function encodeChunk(updates: readonly StoredUpdate[]): ArchiveChunk {
  const [first, last] = [updates.at(0), updates.at(-1)];
  assert(first && last, "a chunk has an update");
  const told = updates.map(({ at, origin, by, bytes }) => ({ at, origin, by, length: bytes.byteLength }));
  const parts = [Buffer.from(`${JSON.stringify(told)}\n`), ...updates.map(({ bytes }) => bytes)];
  const bytes = zstdCompressSync(Buffer.concat(parts));
  return { fromSeq: first.seq, toSeq: last.seq, codec: archiveCodec, bytes, hash: last.hash };
}

/**
 * The updates of a chunk as they were stored.
 *
 * @param before Hash of the update before its first.
 * @throws EntenteError `data-damaged`
 */
export function decodeChunk(room: string, chunk: ArchiveChunk, before: Uint8Array): readonly StoredUpdate[] {
  const place = `${room}: the archive of updates ${chunk.fromSeq} to ${chunk.toSeq}`;
  const { told, bytes } = unpack(place, chunk);
  let [hash, next] = [before, 0];
  const updates = told.map(({ at, origin, by, length }, index): StoredUpdate => {
    const update = { seq: chunk.fromSeq + index, at, origin, by, bytes: bytes.subarray(next, next + length) };
    next += length;
    hash = chainHash(hash, update);
    return { ...update, hash };
  });
  const isWhole = next === bytes.byteLength && updates.at(-1)?.seq === chunk.toSeq;
  if (!isWhole || !isSameHash(hash, chunk.hash)) throw damaged(`${place} was changed`);
  return updates;
}

function unpack(place: string, { codec, bytes }: ArchiveChunk) {
  if (codec !== archiveCodec) throw damaged(`${place} has a form that is not known: ${codec}`);
  try {
    const plain = zstdDecompressSync(bytes);
    const end = plain.indexOf("\n");
    return {
      told: v.parse(toldSchema, JSON.parse(plain.toString("utf8", 0, end))),
      bytes: plain.subarray(end + 1),
    };
  } catch (cause) {
    throw damaged(`${place} was changed`, cause);
  }
}
