// What every update log promises. Each implementation runs this suite.
import { describe, expect, test } from "vitest";

import { EntenteError } from "../../schema/errors.ts";
import { chainHash, chainStart, sha256 } from "../../server/storage/hash-chain.ts";
import type { NewUpdate, StoredUpdate, UpdateLog } from "../../server/storage/update-log.ts";

/** A storage that outlives the logs opened on it. */
export interface Storage extends Disposable {
  open(): UpdateLog;
}

/** An edit of a room. */
export const edit = (room: string, ...bytes: number[]): NewUpdate => ({
  room,
  origin: "edit",
  bytes: Uint8Array.from(bytes),
});

const edit1 = { seq: 0, at: "", origin: "edit", bytes: new Uint8Array() };

/** All that is in a room's log. */
export async function all(log: UpdateLog, room: string, since = 0): Promise<readonly StoredUpdate[]> {
  const updates: StoredUpdate[] = [];
  for await (const update of log.readSince(room, since)) updates.push(update);
  return updates;
}

/** Runs the suite on an implementation. */
export function testUpdateLog(name: string, openStorage: () => Storage): void {
  describe(`update log: ${name}`, () => {
    test("updates are numbered from 1 without a gap, each room by itself", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.createWorkspace("b", "B");
      expect(await log.append([edit("a", 1), edit("b", 2), edit("a", 3)])).toEqual([1, 1, 2]);
      expect(await log.append([edit("a", 4)])).toEqual([3]);
      expect((await all(log, "a")).map(({ seq, bytes }) => [seq, [...bytes]])).toEqual([
        [1, [1]],
        [2, [3]],
        [3, [4]],
      ]);
      expect((await all(log, "a", 2)).map(({ seq }) => seq)).toEqual([3]);
      expect(await all(log, "nothing")).toEqual([]);
    });

    test("a group with one bad update leaves nothing behind, in no room", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await expect(log.append([edit("a", 1), edit("unknown", 2)])).rejects.toThrow(EntenteError);
      expect(await all(log, "a")).toEqual([]);
      expect(await log.append([edit("a", 5)])).toEqual([1]);
    });

    test("everything is there after closing and opening again", async () => {
      using storage = openStorage();
      const before = storage.open();
      await before.createWorkspace("a", "A");
      await before.append([edit("a", 1, 2, 3)]);
      const head = await before.readHead("a");
      before[Symbol.dispose]();
      using after = storage.open();
      expect(await after.readHead("a")).toEqual(head);
      expect((await all(after, "a")).map(({ bytes }) => [...bytes])).toEqual([[1, 2, 3]]);
    });

    test("each update's hash binds it to all before it, and the head carries the last", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append([edit("a", 1), edit("a", 2)]);
      const head = await log.readHead("a");
      const updates = await all(log, "a");
      const told = updates.map((update) => ({ ...update, seq: update.bytes[0] ?? 0 }));
      const first = chainHash(chainStart("a", head?.firstGeneration ?? ""), told[0] ?? edit1);
      const second = chainHash(first, told[1] ?? edit1);
      expect(updates.map(({ hash }) => Buffer.from(hash))).toEqual([first, second]);
      const others = [
        { at: "later" },
        { origin: "note" },
        { by: "Ann" },
        { seq: 3 },
        { bytes: Uint8Array.of(9) },
      ];
      for (const other of others)
        expect(chainHash(first, { ...(told[1] ?? edit1), ...other })).not.toEqual(second);
      expect([head?.seq, Buffer.from(head?.hash ?? [])]).toEqual([2, second]);
    });

    test("a room of a workspace begins with its first update, under a generation of its own", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      expect(await log.readHead("a/view/main")).toBeUndefined();
      await log.append([edit("a/view/main", 1)]);
      const heads = await log.listHeads();
      expect(heads.map(({ room, workspace, seq }) => [room, workspace, seq])).toEqual([
        ["a", "a", 0],
        ["a/view/main", "a", 1],
      ]);
      expect(new Set(heads.map(({ generation }) => generation)).size).toBe(2);
    });

    test("P20 a new generation keeps the log and its hashes, and a fence", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append([edit("a", 1)]);
      const before = await log.readHead("a");
      await log.beginGenerations(new Map([["a", Uint8Array.of(7)]]));
      const after = await log.readHead("a");
      expect(after?.generation).not.toBe(before?.generation);
      expect(before?.fence).toBeUndefined();
      expect(after).toMatchObject({ firstGeneration: before?.generation, seq: 1, hash: before?.hash });
      expect([...(after?.fence ?? [])]).toEqual([7]);
      expect(await log.append([edit("a", 2)])).toEqual([2]);
      expect(await log.checkStorage()).toEqual([]);
    });

    test("the newest snapshot is kept with its hashes, and the log stays whole", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append([edit("a", 1), edit("a", 2), edit("a", 3)]);
      expect(await log.readNewestSnapshot("a")).toBeUndefined();
      await log.saveSnapshot("a", 1, Uint8Array.of(10));
      await log.saveSnapshot("a", 3, Uint8Array.of(30));
      const snapshot = await log.readNewestSnapshot("a");
      const updates = await all(log, "a");
      expect(updates).toHaveLength(3);
      expect(snapshot?.seq).toBe(3);
      expect([...(snapshot?.bytes ?? [])]).toEqual([30]);
      expect(Buffer.from(snapshot?.sha256 ?? [])).toEqual(sha256(Uint8Array.of(30)));
      expect(snapshot?.chainHash).toEqual(updates[2]?.hash);
    });

    test("a snapshot is kept with its state vector, where there is one", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append([edit("a", 1), edit("a", 2)]);
      await log.saveSnapshot("a", 1, Uint8Array.of(10));
      expect((await log.readNewestSnapshot("a"))?.vector).toBeUndefined();
      await log.saveSnapshot("a", 2, Uint8Array.of(20), Uint8Array.of(0));
      expect([...((await log.readNewestSnapshot("a"))?.vector ?? [])]).toEqual([0]);
      expect(await log.checkStorage()).toEqual([]);
    });

    test("T14 whose a client id is comes to disk with the update that says so, and never changes", async () => {
      using storage = openStorage();
      {
        using log = storage.open();
        await log.createWorkspace("a", "A");
        await log.createWorkspace("b", "B");
        const owns = (personId: string, ...clientIds: number[]) => ({ owns: { personId, clientIds } });
        const lost = [{ ...edit("a", 1), ...owns("eve", 7) }, edit("unknown", 2)];
        await expect(log.append(lost)).rejects.toThrow(EntenteError);
        await log.append([
          { ...edit("a", 1), ...owns("ann", 7, 2 ** 32 - 1) },
          { ...edit("a", 2), ...owns("ben", 7, 8) },
          { ...edit("b", 3), ...owns("ben", 7) },
        ]);
      }
      using log = storage.open();
      expect([...(await log.readIdOwners("a"))].toSorted(([a], [b]) => a - b)).toEqual([
        [7, "ann"],
        [8, "ben"],
        [2 ** 32 - 1, "ann"],
      ]);
      expect([...(await log.readIdOwners("b"))]).toEqual([[7, "ben"]]);
      expect([...(await log.readIdOwners("nothing"))]).toEqual([]);
      expect(await log.checkStorage()).toEqual([]);
    });

    test("two rooms can be read at once, while a third is written", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append(
        Array.from({ length: 50 }, (_, index) => edit(index % 2 === 0 ? "a" : "a/view/main", index)),
      );
      const [graph, view] = await Promise.all([
        all(log, "a"),
        all(log, "a/view/main"),
        log.append([edit("a/view/x", 1)]),
      ]);
      expect(graph.map(({ bytes }) => bytes[0])).toEqual(Array.from({ length: 25 }, (_, index) => index * 2));
      expect(view.map(({ bytes }) => bytes[0])).toEqual(
        Array.from({ length: 25 }, (_, index) => index * 2 + 1),
      );
    });

    test("P21 what is packed is read as before, from any number on, and the next edit follows it", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      const edits = Array.from({ length: 20 }, (_, index) => ({
        ...edit("a", ...Array.from({ length: index + 1 }, () => index)),
        ...(index % 3 === 0 && { by: "Ann" }),
        origin: index % 2 === 0 ? ("edit" as const) : ("note" as const),
      }));
      await log.append(edits);
      const before = await all(log, "a");
      const toText = (updates: readonly StoredUpdate[]) =>
        JSON.stringify(
          updates.map((update) => ({ ...update, bytes: [...update.bytes], hash: [...update.hash] })),
        );
      for (const [upTo, isPacked] of [
        [6, false],
        [7, true],
        [13, false],
        [20, true],
        [20, false],
      ] as const) {
        expect(await log.archive("a", upTo, 7, Infinity)).toBe(isPacked);
        for (let since = 0; since <= 20; since += 1)
          expect(toText(await all(log, "a", since))).toBe(toText(before.slice(since)));
      }
      expect(await log.append([edit("a", 99)])).toEqual([21]);
      expect((await all(log, "a", 13)).map(({ seq }) => seq)).toEqual([14, 15, 16, 17, 18, 19, 20, 21]);
      await log.saveSnapshot("a", 14, Uint8Array.of(1));
      expect((await log.readNewestSnapshot("a"))?.chainHash).toEqual(before[13]?.hash);
      expect(await log.checkStorage()).toEqual([]);
    });

    test("P21 a piece of large updates ends where it has many bytes, so that packing and reading one stay cheap", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      const large = Array.from({ length: 100 }, () => 7);
      await log.append(Array.from({ length: 8 }, () => edit("a", ...large)));
      const hashes = async () => (await all(log, "a")).map(({ hash }) => Buffer.from(hash).toString("hex"));
      const before = await hashes();
      const packed: boolean[] = [];
      for (let piece = 0; piece < 4; piece += 1) packed.push(await log.archive("a", 8, 7, 250));
      expect(packed).toEqual([true, true, false, false]);
      expect(await log.archive("a", 7, 2, 1000)).toBe(false);
      expect(await log.archive("a", 8, 2, 1000)).toBe(true);
      expect(await hashes()).toEqual(before);
      expect(await log.checkStorage()).toEqual([]);
    });

    test("P21 whoever reads while rows are packed misses none and reads none twice", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      await log.append(Array.from({ length: 2000 }, (_, index) => edit("a", index % 256)));
      const seqs: number[] = [];
      for await (const { seq } of log.readSince("a", 0)) {
        seqs.push(seq);
        if (seq % 100 === 0) await log.archive("a", 2000, 150, Infinity);
      }
      expect(seqs).toEqual(Array.from({ length: 2000 }, (_, index) => index + 1));
    });

    test("workspaces are listed by name, and no two have the same", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("b", "B");
      await log.createWorkspace("a", "A");
      expect((await log.listWorkspaces()).map(({ name, title }) => [name, title])).toEqual([
        ["a", "A"],
        ["b", "B"],
      ]);
      await expect(log.createWorkspace("a", "again")).rejects.toMatchObject({ code: "workspace-exists" });
      expect((await log.readWorkspace("a"))?.title).toBe("A");
      expect(await log.readWorkspace("c")).toBeUndefined();
    });

    test("large updates come back as they went in", async () => {
      using storage = openStorage();
      using log = storage.open();
      await log.createWorkspace("a", "A");
      const bytes = new Uint8Array(5_000_000).map((_, index) => index % 251);
      await log.append([{ room: "a", origin: "import", bytes }]);
      const [stored] = await all(log, "a");
      expect(Buffer.compare(stored?.bytes ?? new Uint8Array(), bytes)).toBe(0);
      expect(stored?.origin).toBe("import");
    });
  });
}
