import { expect, test } from "vitest";

import { EntenteError } from "../../../schema/errors.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { Committer, type CommitOutcome } from "../../../server/storage/committer.ts";
import { gatedLog } from "../../support/gated-log.ts";

const edit = (value: number) => ({ room: "test", origin: "edit", bytes: Uint8Array.of(value) }) as const;

/** Adds a commit and notes how it ends. */
function add(committer: Committer, ends: string[], name: string, count = 1): void {
  const updates = Array.from({ length: count }, (_, index) => edit(index + 1));
  committer.add({ updates, settle: (outcome) => ends.push(`${name}: ${toText(outcome)}`) });
}

function toText(outcome: CommitOutcome): string {
  return outcome.kind === "stored" ? outcome.seqs.join(" ") : outcome.error.code;
}

test("what arrives together is one group; the order of numbers is the order of arrival", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, defaultLimits, () => 0);
  const ends: string[] = [];
  for (const name of ["a", "b", "c"]) add(committer, ends, name);
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2", "c: 3"]);
  expect(log.groups).toEqual([3]);
});

test("a lone commit waits for nothing but the end of the turn", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, defaultLimits, () => 0);
  const ends: string[] = [];
  add(committer, ends, "a");
  expect(ends).toEqual([]);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(ends).toEqual(["a: 1"]);
});

test("what arrives while the disk is busy is the next group", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, defaultLimits, () => 0);
  const ends: string[] = [];
  const busy = log.hold();
  add(committer, ends, "a");
  await busy;
  for (const name of ["b", "c"]) add(committer, ends, name);
  expect(ends).toEqual([]);
  log.release();
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2", "c: 3"]);
  expect(log.groups).toEqual([1, 2]);
});

test("a group has bounds in rows and bytes, and no commit is ever divided", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, commitRowsMax: 3 }, () => 0);
  const ends: string[] = [];
  for (const name of ["a", "b", "c", "d"]) add(committer, ends, name);
  add(committer, ends, "import", 10);
  add(committer, ends, "e");
  await committer.flush();
  expect(log.groups).toEqual([3, 1, 10, 1]);
  expect(ends.at(-1)).toBe("e: 15");
});

test("when the disk refuses, everything that waits fails with it, and later commits go on", async () => {
  using log = await gatedLog();
  let now = 0;
  const committer = new Committer(log, defaultLimits, () => now);
  const ends: string[] = [];
  log.failNext(new EntenteError("storage-failed"));
  const busy = log.hold();
  add(committer, ends, "a");
  await busy;
  add(committer, ends, "b");
  log.release();
  await committer.flush();
  expect(ends).toEqual(["a: storage-failed", "b: storage-failed"]);
  expect([committer.failure?.code, committer.isResting]).toEqual(["storage-failed", true]);
  now = defaultLimits.storageRestMs;
  expect(committer.isResting).toBe(false);
  add(committer, ends, "c");
  await committer.flush();
  expect(ends.at(-1)).toBe("c: 1");
  expect(committer.failure).toBeUndefined();
});

test("too much waiting for the disk is refused at the door", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, commitQueueBytesMax: 2 }, () => 0);
  const ends: string[] = [];
  for (const name of ["a", "b", "c"]) add(committer, ends, name);
  expect(() => add(committer, ends, "d")).toThrow(expect.objectContaining({ code: "overloaded" }));
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2", "c: 3"]);
});
