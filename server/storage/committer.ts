// Group commit: whatever arrives while the event loop turns once goes to disk together, so that a lone writer
// waits for nothing and many writers share one flush. When the disk refuses, everything waits and is tried again,
// but for what somebody waits for.
import { setTimeout as wait } from "node:timers/promises";

import { assert, EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import { Service } from "../service.ts";
import type { NewUpdate, UpdateLog } from "./update-log.ts";
import type { NewVersion } from "./version-store.ts";

export type CommitOutcome =
  | { readonly kind: "stored"; readonly seqs: readonly number[] }
  | { readonly kind: "failed"; readonly error: EntenteError };

/** Updates that are stored together or not at all. */
export interface Commit {
  readonly updates: readonly NewUpdate[];
  /**
   * Somebody waits for the answer, so what the disk refuses fails. It may be large, and nobody else is to wait until there
   * is space for it.
   */
  readonly failsWhenRefused?: true;
  /** A version to keep of what was there before. Only of what fails when it is refused: that has a transaction of its own. */
  readonly before?: NewVersion | undefined;
  /** Called once, in the order in which commits were added. Must not throw. */
  settle(outcome: CommitOutcome): void;
}

/** Writes commits to the log in the order they were added, several in one transaction. */
export class Committer {
  /** What people can expect, as far as it depends on the disk. */
  readonly service: Service;
  readonly #log: UpdateLog;
  readonly #limits: Limits;
  #queue: Commit[] = [];
  /** Of everything that is not settled. */
  #queuedBytes = 0;
  /** When each commit that is not settled was added, oldest first. */
  readonly #addedAt = new Map<Commit, number>();
  #working: Promise<void> | undefined;
  #failure: EntenteError | undefined;
  /** Aborted when a refusal of the disk is final. */
  readonly #patience = new AbortController();

  readonly #now: () => number;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(log: UpdateLog, limits: Limits, service = new Service(), now = () => performance.now()) {
    this.#log = log;
    this.#now = now;
    this.#limits = limits;
    this.service = service;
  }

  /** Why the newest attempt failed; undefined while the disk takes what it is given. */
  get failure(): EntenteError | undefined {
    return this.#failure;
  }

  /** Why it is too far behind to take more, so that sockets are held back; undefined while it is not. */
  get congestion(): EntenteError | undefined {
    return this.#isCongested
      ? new EntenteError("overloaded", { detail: "too much waits for the disk" })
      : undefined;
  }

  /** What is not settled, for whoever watches. Linear in it. */
  get waiting(): { readonly updates: number; readonly bytes: number; readonly ageMs: number } {
    const [oldest] = this.#addedAt.values();
    const updates = this.#addedAt.keys().reduce((sum, commit) => sum + commit.updates.length, 0);
    const ageMs = oldest === undefined ? 0 : this.#now() - oldest;
    return { updates, bytes: this.#queuedBytes, ageMs };
  }

  /** @throws EntenteError `overloaded`, `storage-broken`; then nothing was added */
  add(commit: Commit): void {
    assert(commit.updates.length > 0, "a commit has an update");
    assert(!commit.before || commit.failsWhenRefused, "what keeps a version of before goes by itself");
    this.refuseWhenFull();
    this.#queue.push(commit);
    this.#addedAt.set(commit, this.#now());
    this.#queuedBytes += bytesOf(commit);
    this.#tellState();
    this.#working ??= this.#work();
  }

  /** @throws EntenteError `overloaded` when the disk is too far behind, `storage-broken` */
  refuseWhenFull(): void {
    if (this.#failure?.code === "storage-broken") throw this.#failure;
    if (this.#queuedBytes > this.#limits.commitQueueBytesMax) throw new EntenteError("overloaded");
  }

  /**
   * For somebody who waits for an answer, which may be long in coming.
   *
   * @throws EntenteError `storage-failed`, `storage-broken` when the newest attempt failed
   */
  refuseWhenDegraded(): void {
    if (this.#failure) throw this.#failure;
  }

  /** Resolves when everything added so far has been settled, which takes as long as the disk refuses. */
  async flush(): Promise<void> {
    while (this.#working) await this.#working;
  }

  /** From now on, what the disk refuses fails: somebody waits for an answer, or the server stops. */
  stopRetrying(): void {
    this.#patience.abort();
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      await nextTurn();
      await this.#commit(this.#takeGroup());
    }
    this.#working = undefined;
  }

  async #commit(group: readonly Commit[]): Promise<void> {
    const stored = await this.#appendAtLast(group);
    if (!(stored instanceof EntenteError)) {
      this.#forget(group);
      return settleAll(group, stored);
    }
    const failed = [...group, ...this.#takeAffected(group)];
    // Whether the disk takes less is not known before the next attempt.
    if (group[0]?.failsWhenRefused && stored.code === "storage-failed") this.#failure = undefined;
    this.#forget(failed);
    for (const commit of failed) commit.settle({ kind: "failed", error: stored });
  }

  /** Tries until the disk takes it, less and less often. */
  async #appendAtLast(group: readonly Commit[]): Promise<readonly number[] | EntenteError> {
    const { storageRetryMsMin, storageRetryMsMax } = this.#limits;
    for (let waitMs = storageRetryMsMin; ; waitMs = Math.min(2 * waitMs, storageRetryMsMax)) {
      const stored = await this.#append(group);
      this.#failure = stored instanceof EntenteError ? stored : undefined;
      this.#tellState();
      if (!(stored instanceof EntenteError) || stored.code !== "storage-failed") return stored;
      if (this.#patience.signal.aborted || group[0]?.failsWhenRefused) return stored;
      await wait(waitMs, undefined, { signal: this.#patience.signal }).catch(() => "one last attempt");
    }
  }

  async #append(group: readonly Commit[]): Promise<readonly number[] | EntenteError> {
    const { meters } = this.service;
    const updates = group.flatMap((commit) => commit.updates);
    const stopTimer = meters.commitSeconds.startTimer();
    try {
      const seqs = await this.#log.append(updates, group[0]?.before);
      stopTimer();
      meters.committed(updates);
      return seqs;
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      meters.commitFailed(error);
      return error;
    }
  }

  /** What was added meanwhile to the same rooms may build on what was just lost, so it fails with it; clients send it again. */
  #takeAffected(group: readonly Commit[]): readonly Commit[] {
    if (!group[0]?.failsWhenRefused) return this.#queue.splice(0);
    const rooms = new Set(roomsOf(group[0]));
    const isAffected = (commit: Commit) => roomsOf(commit).some((room) => rooms.has(room));
    const affected: Commit[] = [];
    this.#queue = this.#queue.filter((commit) => {
      if (!isAffected(commit)) return true;
      affected.push(commit);
      for (const room of roomsOf(commit)) rooms.add(room);
      return false;
    });
    return affected;
  }

  /** A commit is never divided: an import is larger than a group and goes as one. */
  #takeGroup(): readonly Commit[] {
    const { commitRowsMax, commitBytesMax } = this.#limits;
    let [count, rows, bytes] = [0, 0, 0];
    for (const commit of this.#queue) {
      rows += commit.updates.length;
      bytes += bytesOf(commit);
      if (count > 0 && (rows > commitRowsMax || bytes > commitBytesMax || commit.failsWhenRefused)) break;
      count += 1;
      if (commit.failsWhenRefused) break;
    }
    return this.#queue.splice(0, count);
  }

  #forget(group: readonly Commit[]): void {
    for (const commit of group) {
      this.#queuedBytes -= bytesOf(commit);
      this.#addedAt.delete(commit);
    }
    this.#tellState();
  }

  get #isCongested(): boolean {
    return this.#queuedBytes > this.#limits.commitQueueBytesHeld;
  }

  #tellState(): void {
    this.service.setStorage(this.#isCongested ? "read-only" : this.#failure ? "degraded" : "ok");
  }
}

function settleAll(group: readonly Commit[], seqs: readonly number[]): void {
  let next = 0;
  for (const commit of group) {
    const end = next + commit.updates.length;
    commit.settle({ kind: "stored", seqs: seqs.slice(next, end) });
    next = end;
  }
}

function roomsOf({ updates }: Commit): readonly string[] {
  return updates.map(({ room }) => room);
}

function bytesOf({ updates }: Commit): number {
  return updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

/** What the sockets brought in this turn of the event loop has been read by then. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
