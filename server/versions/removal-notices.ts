// When one person has removed much: a version of what was there before is kept, and everybody is told.
import { EntenteError } from "../../schema/errors.ts";
import { beforeRemovalName } from "../../schema/versions/version.ts";
import type { Log } from "../log.ts";
import type { Committer } from "../storage/committer.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { Version } from "../storage/version-store.ts";
import type { Removal } from "../sync/removals.ts";
import type { Rooms } from "../sync/rooms.ts";
import { tellOfVersion } from "./version-news.ts";

interface Parts {
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly logger: Log;
}

/** Somebody removed much, and what was there before is kept. */
export interface NoticedRemoval extends Removal {
  readonly version: Version;
}

/** The removals of much, in all workspaces. */
export class RemovalNotices implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #listeners: ((removal: NoticedRemoval) => void)[] = [];
  #noticing: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Is told of each removal of much, and again when it has grown. */
  onNotice(listener: (removal: NoticedRemoval) => void): void {
    this.#listeners.push(listener);
  }

  /** Keeps a version of what was there before, and tells everybody on the map. */
  notice(workspace: string, removal: Removal): void {
    // One after the other, so that what grows is one version.
    this.#noticing = this.#noticing
      .then(() => this.#keep(workspace, removal))
      .catch((error: unknown) => {
        if (!(error instanceof EntenteError)) throw error;
        this.#parts.logger.error({ room: workspace, err: error }, "a removal was not told of");
      });
  }

  /** Brings to disk what was noticed. After the rooms, whose last edits may be a removal. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#noticing;
  }

  async #keep(workspace: string, removal: Removal): Promise<void> {
    const { count, of, name: by, seqBefore } = removal;
    const { log, rooms, committer } = this.#parts;
    const newest = await log.versions.newest(workspace, "before-removal");
    let version = newest?.seq === seqBefore ? newest : undefined;
    if (!version) {
      const name = beforeRemovalName(count, of);
      const kept = { workspace, kind: "before-removal", name, note: "", by } as const;
      // The texts of records outlive what becomes of them.
      version = await log.versions.add(kept, { seq: seqBefore, textSeq: undefined });
      committer.service.meters.versionsMade.inc({ kind: "before-removal" });
    }
    for (const listener of this.#listeners) listener({ ...removal, version });
    tellOfVersion(rooms, { event: "removal", version, by, count, of });
  }
}
