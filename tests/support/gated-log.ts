// A real log in memory whose disk can be made slow or full.
import { EventEmitter } from "node:events";

import type { EntenteError } from "../../schema/errors.ts";
import { SqliteUpdateLog } from "../../server/storage/sqlite-update-log.ts";
import type { UpdateLog } from "../../server/storage/update-log.ts";
import { until } from "./wait.ts";

/** An update log under a test's control. */
export interface GatedLog extends UpdateLog {
  /** Rows of each group that was tried. */
  readonly groups: readonly number[];
  /** Up to which update each snapshot was saved. */
  readonly snapshots: readonly number[];
  /** From now on appends wait. Resolves when one does. */
  hold(): Promise<void>;
  release(): void;
  /** From now on appends store nothing and throw. Gives what resolves when so many have. */
  refuse(error: EntenteError): (count: number) => Promise<void>;
  accept(): void;
}

/** A log with one workspace, `test`. */
export async function gatedLog(): Promise<GatedLog> {
  let generation = 0;
  const log = new SqliteUpdateLog(":memory:", {
    now: () => new Date(0),
    newGeneration: () => `generation ${(generation += 1)}`,
  });
  await log.createWorkspace("test", "Test");
  const groups: number[] = [];
  const snapshots: number[] = [];
  let gate: Promise<void> | undefined;
  let open = () => {};
  let arrived = () => {};
  let refusal: { readonly error: EntenteError; count: number } | undefined;
  const refusals = new EventEmitter();
  return {
    groups,
    snapshots,
    hold() {
      const opened = Promise.withResolvers<void>();
      const arrival = Promise.withResolvers<void>();
      [gate, open, arrived] = [opened.promise, opened.resolve, arrival.resolve];
      return arrival.promise;
    },
    release() {
      gate = undefined;
      open();
    },
    refuse(error) {
      const current = (refusal = { error, count: 0 });
      return (count) =>
        until(
          () => current.count >= count,
          (listener) => {
            refusals.on("refused", listener);
            return () => void refusals.off("refused", listener);
          },
          `${count} refused appends`,
        );
    },
    accept: () => void (refusal = undefined),
    versions: log.versions,
    async append(updates, before) {
      groups.push(updates.length);
      arrived();
      await gate;
      if (refusal) {
        refusal.count += 1;
        // After the caller has heard of it.
        setImmediate(() => refusals.emit("refused"));
        throw refusal.error;
      }
      return log.append(updates, before);
    },
    readHead: (room) => log.readHead(room),
    readIdOwners: (room) => log.readIdOwners(room),
    listHeads: () => log.listHeads(),
    readSince: (room, seq) => log.readSince(room, seq),
    readNewestSnapshot: (room) => log.readNewestSnapshot(room),
    saveSnapshot(room, seq, bytes, vector) {
      snapshots.push(seq);
      return log.saveSnapshot(room, seq, bytes, vector);
    },
    beginGenerations: (fences, after) => log.beginGenerations(fences, after),
    archive: (...piece) => log.archive(...piece),
    checkStorage: () => log.checkStorage(),
    listWorkspaces: () => log.listWorkspaces(),
    readWorkspace: (name) => log.readWorkspace(name),
    createWorkspace: (name, title) => log.createWorkspace(name, title),
    [Symbol.dispose]: () => log[Symbol.dispose](),
  };
}
