// The oldest updates of a room's log, packed into pieces once a snapshot has them, and read as before.
import { assert } from "../../schema/errors.ts";
import { decodeChunk, encodeChunk } from "./archive-chunk.ts";
import { chainStart } from "./hash-chain.ts";
import { sealChunk, toBytes, toChunk, toHead, toUpdate } from "./sqlite-rows.ts";
import type { Statements } from "./sqlite-statements.ts";
import type { StoredUpdate } from "./update-log.ts";

/** The archive of one open file. */
export class SqliteArchive {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** Packs the next piece, within a transaction of the caller's. False where there is not enough for one. */
  pack(room: string, upTo: number, rowsMax: number, bytesMax: number): boolean {
    const from = Number(this.#statements.archivedUpTo.get(room)?.["seq"] ?? 0);
    const rows = this.#rowsOfNextChunk(room, from, upTo, rowsMax, bytesMax);
    if (rows === 0) return false;
    const updates = this.#statements.updates.all(room, from, rows).map(toUpdate);
    const { fromSeq, toSeq, codec, bytes, hash } = encodeChunk(updates);
    assert(
      fromSeq === from + 1 && toSeq === from + rows,
      "what is archived follows what is archived already",
    );
    const row = { doc_id: room, from_seq: fromSeq, to_seq: toSeq, codec, bytes, hash };
    this.#statements.addChunk.run(room, fromSeq, toSeq, codec, bytes, hash, sealChunk(row));
    const { changes } = this.#statements.dropUpdates.run(room, fromSeq, toSeq);
    assert(changes === rows, "exactly what was archived is dropped");
    return true;
  }

  /**
   * The updates after a number, to the end of the piece that has the next one; undefined where none has.
   *
   * @throws EntenteError `data-damaged`
   */
  readAfter(room: string, seq: number): readonly StoredUpdate[] | undefined {
    const row = this.#statements.chunk.get(room, seq + 1);
    if (!row) return undefined;
    const chunk = toChunk(row);
    const before = this.#statements.hash.get({ room, seq: chunk.fromSeq - 1 });
    const start = before ? toBytes(before["hash"]) : this.#startOf(room);
    return decodeChunk(room, chunk, start).filter((update) => update.seq > seq);
  }

  /** 0 while it would be neither long nor large. */
  #rowsOfNextChunk(room: string, from: number, upTo: number, rowsMax: number, bytesMax: number): number {
    let bytes = 0;
    for (const [index, row] of this.#statements.lengths.all(room, from, upTo, rowsMax).entries()) {
      bytes += Number(row["bytes"]);
      if (index + 1 === rowsMax || bytes >= bytesMax) return index + 1;
    }
    return 0;
  }

  #startOf(room: string): Uint8Array {
    const head = this.#statements.head.get(room);
    return chainStart(room, head ? toHead(head).firstGeneration : "");
  }
}
