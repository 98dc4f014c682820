// Stores updates of several rooms in one transaction: an import happens whole or not at all, and so does going back.
import { assert, EntenteError } from "../../schema/errors.ts";
import type { Commit, Committer } from "../storage/committer.ts";
import type { NewUpdate } from "../storage/update-log.ts";
import type { NewVersion } from "../storage/version-store.ts";
import type { CheckedUpdate } from "./checked-update.ts";
import type { Room } from "./room.ts";

interface RoomUpdates {
  readonly room: Room;
  readonly updates: readonly Uint8Array[];
}

/** What is told of the updates. */
interface About {
  readonly origin: "import" | "restore";
  readonly by?: string | undefined;
  /** A version to keep of what was there before them. */
  readonly before?: NewVersion;
}

interface QueuedUpdates {
  readonly room: Room;
  readonly updates: readonly CheckedUpdate[];
}

/**
 * Resolves when all updates are on disk, applied and sent to everybody in the rooms: true, or false where there was
 * nothing to store, since others did the same meanwhile.
 *
 * @throws EntenteError `too-large`, `overloaded`, `restarting`, `storage-failed`, `storage-broken`; then none of them is stored
 */
export function storeTogether(
  committer: Committer,
  parts: readonly RoomUpdates[],
  about: About = { origin: "import" },
): Promise<boolean> {
  const filled = parts.filter(({ updates }) => updates.length > 0);
  if (filled.length === 0) return Promise.resolve(false);
  committer.refuseWhenFull();
  committer.refuseWhenDegraded();
  for (const { room, updates } of filled) {
    // Whoever worked the updates out may have taken a while.
    if (room.isClosed) throw new EntenteError("restarting");
    room.document.refuseTooLarge(totalBytes(updates));
  }
  const queued = enqueueAll(filled);
  if (queued.length === 0) return Promise.resolve(false);
  return new Promise((resolve, reject) => {
    const settle: Commit["settle"] = (outcome) => {
      if (outcome.kind === "stored") {
        report(queued, outcome.seqs, () => resolve(true));
      } else {
        for (const { room } of queued) room.fail(outcome.error);
        reject(outcome.error);
      }
    };
    const updates = queued.flatMap((part) => toNewUpdates(part, about));
    committer.add({ updates, failsWhenRefused: true, before: about.before, settle });
  });
}

/** @throws EntenteError what a room refuses */
function enqueueAll(parts: readonly RoomUpdates[]): readonly QueuedUpdates[] {
  try {
    const queued = parts.map(({ room, updates }) => ({ room, updates: room.enqueue(updates) }));
    return queued.filter(({ updates }) => updates.length > 0);
  } catch (error) {
    // What waits in one of them for a commit that never comes would stand in the way of all that follows.
    for (const { room } of parts) room.fail(new EntenteError("restarting", { cause: error }));
    throw error;
  }
}

function toNewUpdates({ room, updates }: QueuedUpdates, { origin, by }: About): readonly NewUpdate[] {
  return updates.map(({ bytes }) => ({ room: room.name.name, origin, by, bytes }));
}

function report(queued: readonly QueuedUpdates[], seqs: readonly number[], onApplied: () => void): void {
  let next = 0;
  let waiting = queued.length;
  for (const { room, updates } of queued) {
    const own = seqs.slice(next, next + updates.length);
    next += updates.length;
    room.stored(updates, own, () => {
      waiting -= 1;
      if (waiting === 0) onApplied();
    });
  }
  assert(next === seqs.length, "every update got a number");
}

function totalBytes(updates: readonly Uint8Array[]): number {
  return updates.reduce((sum, { byteLength }) => sum + byteLength, 0);
}
