// Group commit: whatever arrives while the event loop turns once goes to disk together, so that a lone writer
// waits for nothing and many writers share one flush.
import { assert, EntenteError } from "../../schema/errors.ts";
import type { Limits } from "../limits.ts";
import type { NewUpdate, UpdateLog } from "./update-log.ts";

export type CommitOutcome =
  | { readonly kind: "stored"; readonly seqs: readonly number[] }
  | { readonly kind: "failed"; readonly error: EntenteError };

/** Updates that are stored together or not at all. */
export interface Commit {
  readonly updates: readonly NewUpdate[];
  /** Called once, in the order in which commits were added. Must not throw. */
  settle(outcome: CommitOutcome): void;
}

/** Writes commits to the log in the order they were added, several in one transaction. */
export class Committer {
  readonly #log: UpdateLog;
  readonly #limits: Limits;
  #queue: Commit[] = [];
  #queuedBytes = 0;
  #working: Promise<void> | undefined;
  readonly #now: () => number;
  #failure: EntenteError | undefined;
  #failedAtMs = 0;

  /** @param now Milliseconds of a clock that never goes back. */
  constructor(log: UpdateLog, limits: Limits, now: () => number) {
    this.#log = log;
    this.#limits = limits;
    this.#now = now;
  }

  /** Why the newest attempt failed; undefined while the disk takes what it is given. */
  get failure(): EntenteError | undefined {
    return this.#failure;
  }

  /** The disk has just refused something, so it is too early to try again. */
  get isResting(): boolean {
    return this.#failure !== undefined && this.#now() - this.#failedAtMs < this.#limits.storageRestMs;
  }

  /** @throws EntenteError `overloaded` when the disk is too far behind; then nothing was added */
  add(commit: Commit): void {
    assert(commit.updates.length > 0, "a commit has an update");
    this.refuseWhenFull();
    this.#queue.push(commit);
    this.#queuedBytes += bytesOf(commit);
    this.#working ??= this.#work();
  }

  /** @throws EntenteError `overloaded` when the disk is too far behind */
  refuseWhenFull(): void {
    if (this.#queuedBytes > this.#limits.commitQueueBytesMax) throw new EntenteError("overloaded");
  }

  /** Resolves when everything added so far has been settled. */
  async flush(): Promise<void> {
    while (this.#working) await this.#working;
  }

  async #work(): Promise<void> {
    while (this.#queue.length > 0) {
      await nextTurn();
      await this.#commit(this.#takeGroup());
    }
    this.#working = undefined;
  }

  async #commit(group: readonly Commit[]): Promise<void> {
    const stored = await this.#append(group);
    this.#failure = stored instanceof EntenteError ? stored : undefined;
    if (!(stored instanceof EntenteError)) return settleAll(group, stored);
    this.#failedAtMs = this.#now();
    // What was added meanwhile may build on what was just lost, so it fails with it; clients send it again.
    const failed = [...group, ...this.#queue];
    this.#queue = [];
    this.#queuedBytes = 0;
    for (const commit of failed) commit.settle({ kind: "failed", error: stored });
  }

  async #append(group: readonly Commit[]): Promise<readonly number[] | EntenteError> {
    try {
      return await this.#log.append(group.flatMap(({ updates }) => updates));
    } catch (error) {
      if (error instanceof EntenteError) return error;
      throw error;
    }
  }

  /** A commit is never divided: an import is larger than a group and goes as one. */
  #takeGroup(): readonly Commit[] {
    const { commitRowsMax, commitBytesMax } = this.#limits;
    let [count, rows, bytes] = [0, 0, 0];
    for (const commit of this.#queue) {
      rows += commit.updates.length;
      bytes += bytesOf(commit);
      if (count > 0 && (rows > commitRowsMax || bytes > commitBytesMax)) break;
      count += 1;
    }
    const group = this.#queue.splice(0, count);
    for (const commit of group) this.#queuedBytes -= bytesOf(commit);
    return group;
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

function bytesOf({ updates }: Commit): number {
  return updates.reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
}

/** What the sockets brought in this turn of the event loop has been read by then. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
