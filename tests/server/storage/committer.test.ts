import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";

import { EntenteError } from "../../../schema/errors.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { Committer, type Commit, type CommitOutcome } from "../../../server/storage/committer.ts";
import { SqliteUpdateLog } from "../../../server/storage/sqlite-update-log.ts";
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
  const committer = new Committer(log, defaultLimits);
  const ends: string[] = [];
  for (const name of ["a", "b", "c"]) add(committer, ends, name);
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2", "c: 3"]);
  expect(log.groups).toEqual([3]);
});

test("a lone commit waits for nothing but the end of the turn", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, defaultLimits);
  const ends: string[] = [];
  add(committer, ends, "a");
  expect(ends).toEqual([]);
  await new Promise(setImmediate);
  await new Promise(setImmediate);
  expect(ends).toEqual(["a: 1"]);
});

test("what arrives while the disk is busy is the next group", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, defaultLimits);
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
  const committer = new Committer(log, { ...defaultLimits, commitRowsMax: 3 });
  const ends: string[] = [];
  for (const name of ["a", "b", "c", "d"]) add(committer, ends, name);
  add(committer, ends, "import", 10);
  add(committer, ends, "e");
  await committer.flush();
  expect(log.groups).toEqual([3, 1, 10, 1]);
  expect(ends.at(-1)).toBe("e: 15");
});

test("P4 what the disk refuses is tried again, in order, until it takes it, and nothing is settled before", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, storageRetryMsMin: 1 });
  const states: string[] = [];
  committer.service.watch(() => states.push(committer.service.state));
  const ends: string[] = [];
  const refused = log.refuse(new EntenteError("storage-failed"));
  add(committer, ends, "a");
  await refused(3);
  add(committer, ends, "b");
  expect(ends).toEqual([]);
  expect(committer.failure?.code).toBe("storage-failed");
  log.accept();
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2"]);
  expect(committer.failure).toBeUndefined();
  expect(states).toEqual(["degraded", "ok"]);
});

test("P4 while the disk refuses, whoever waits for an answer gets one", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, storageRetryMsMin: 1 });
  const refused = log.refuse(new EntenteError("storage-failed"));
  add(committer, [], "a");
  await refused(1);
  expect(() => committer.refuseWhenDegraded()).toThrow(expect.objectContaining({ code: "storage-failed" }));
  log.accept();
  await committer.flush();
  committer.refuseWhenDegraded();
});

test("P4 an import that does not fit fails, with what followed in its rooms, and holds up nobody else", async () => {
  using log = new SqliteUpdateLog(":memory:", { now: () => new Date(0), newGeneration: randomUUID });
  for (const name of ["test", "other"]) await log.createWorkspace(name, name);
  log.limitPages(100);
  const committer = new Committer(log, { ...defaultLimits, storageRetryMsMin: 3_600_000 });
  const ends: string[] = [];
  const addTo = (room: string, name: string, more: Partial<Commit> = {}) => {
    const settle = (outcome: CommitOutcome) => void ends.push(`${name}: ${toText(outcome)}`);
    committer.add({ updates: [{ ...edit(1), room }], settle, ...more });
  };
  addTo("test", "before");
  const large = [{ ...edit(1), bytes: new Uint8Array(2 ** 20) }];
  addTo("test", "import", { updates: large, failsWhenRefused: true });
  addTo("test", "after");
  addTo("other", "elsewhere");
  await committer.flush();
  expect(ends).toEqual(["before: 1", "import: storage-failed", "after: storage-failed", "elsewhere: 1"]);
  addTo("test", "again");
  await committer.flush();
  expect(ends.at(-1)).toBe("again: 2");
  expect([committer.failure, committer.service.state]).toEqual([undefined, "ok"]);
});

test("where nobody may wait, what the disk refuses fails with all that waits, and later commits go on", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, storageRetryMsMin: 3_600_000 });
  const ends: string[] = [];
  const refused = log.refuse(new EntenteError("storage-failed"));
  add(committer, ends, "a");
  await refused(1);
  add(committer, ends, "b");
  // Not an hour later.
  committer.stopRetrying();
  await committer.flush();
  expect(ends).toEqual(["a: storage-failed", "b: storage-failed"]);
  log.accept();
  add(committer, ends, "c");
  await committer.flush();
  expect(ends.at(-1)).toBe("c: 1");
});

test("a disk that cannot be trusted any more is not tried again", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, storageRetryMsMin: 1 });
  const ends: string[] = [];
  const refused = log.refuse(new EntenteError("storage-broken"));
  add(committer, ends, "a");
  await refused(1);
  log.accept();
  await committer.flush();
  expect(() => add(committer, ends, "b")).toThrow(expect.objectContaining({ code: "storage-broken" }));
  expect(ends).toEqual(["a: storage-broken"]);
  expect(log.groups).toEqual([1]);
});

test("the state says when so much waits that no more is read", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, commitQueueBytesHeld: 2 });
  const busy = log.hold();
  add(committer, [], "a");
  await busy;
  const states = [committer.service.state];
  for (const name of ["b", "c"]) add(committer, [], name);
  states.push(committer.service.state);
  log.release();
  await committer.flush();
  expect([...states, committer.service.state]).toEqual(["ok", "read-only", "ok"]);
});

test("too much waiting for the disk is refused at the door", async () => {
  using log = await gatedLog();
  const committer = new Committer(log, { ...defaultLimits, commitQueueBytesMax: 2 });
  const ends: string[] = [];
  for (const name of ["a", "b", "c"]) add(committer, ends, name);
  expect(() => add(committer, ends, "d")).toThrow(expect.objectContaining({ code: "overloaded" }));
  await committer.flush();
  expect(ends).toEqual(["a: 1", "b: 2", "c: 3"]);
});

test("P29 what waits for the disk is told, and how long the oldest has waited", async () => {
  using log = await gatedLog();
  let nowMs = 1000;
  const committer = new Committer(log, defaultLimits, undefined, () => nowMs);
  const ends: string[] = [];
  const busy = log.hold();
  add(committer, ends, "a", 2);
  await busy;
  nowMs = 1500;
  add(committer, ends, "b");
  nowMs = 4000;
  expect(committer.waiting).toEqual({ updates: 3, bytes: 3, ageMs: 3000 });
  log.release();
  await committer.flush();
  expect(committer.waiting).toEqual({ updates: 0, bytes: 0, ageMs: 0 });
});
