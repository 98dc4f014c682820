// Going back to a version: a forward edit like an import, worked out beside the server, then stored together, whole or not
// at all.
import { EntenteError } from "../../schema/errors.ts";
import { textRoom } from "../../schema/protocol.ts";
import type { RestoreCounts, RestoreReport } from "../../schema/versions/restore-report.ts";
import { beforeRestoreName } from "../../schema/versions/version.ts";
import type { InTurn } from "../in-turn.ts";
import type { Limits } from "../limits.ts";
import { openGraph, openRoom } from "../open-room.ts";
import type { Committer } from "../storage/committer.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { Version } from "../storage/version-store.ts";
import type { Rooms } from "../sync/rooms.ts";
import { storeTogether } from "../sync/store-together.ts";
import type { workOutBeside } from "./restore-beside.ts";
import type { RestoreWork } from "./restore-work.ts";
import { tellOfVersion } from "./version-news.ts";
import type { Versions } from "./versions.ts";

interface Parts {
  readonly log: UpdateLog;
  /** The file of the log, for whoever reads it beside the server. */
  readonly logPath: string;
  readonly versions: Versions;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly limits: Limits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Shared with imports: what the one adds the other is to see. */
  readonly turns: InTurn;
  /** Works it out without anybody having to wait for that. */
  readonly workOut: typeof workOutBeside;
}

/** What going back to a version would change. */
export interface RestorePreview extends RestoreReport {
  /** Number of the last edit of the map in the version, and of the last one there is. */
  readonly seq: number;
  readonly head: number;
}

/** How to go back. */
export interface RestoreOptions {
  readonly by?: string | undefined;
  /** Number of the last edit of the map, as a preview gave it. Where there have been others since, nothing is done. */
  readonly head?: number | undefined;
}

/** What was done. */
export interface RestoreDone {
  /** The version that keeps what was there before; absent where there was nothing to do. */
  readonly before?: Version;
  /** The one that was gone back to. */
  readonly version: Version;
  readonly counts: RestoreCounts;
  readonly head: number;
}

/** Who goes back when nobody says. */
const nobody = "server";
/** A key for what is done one at a time, whatever the workspace. */
const everywhere = "";

/** Going back, in all workspaces. */
export class Restores implements Disposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #waiting = 0;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws EntenteError `workspace-unknown`, `version-unknown`, `overloaded`, `data-damaged`, `restarting` */
  async preview(workspace: string, id: number): Promise<RestorePreview> {
    const version = await this.#parts.versions.read(workspace, id);
    const { counts, first, head } = await this.#workOut(version, nobody);
    return { seq: version.seq, head, counts, first };
  }

  /**
   * Goes back to a version. What was there before is kept as a version of its own, with what others write while it is
   * worked out; where they write all the time, the last of it is merged with instead.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `version-outdated`, `overloaded`, `too-large`,
   *   `schema-too-new`, `storage-failed`, `data-damaged`, `restarting`; then nothing was changed
   */
  restore(workspace: string, id: number, options: RestoreOptions): Promise<RestoreDone> {
    return this.#parts.turns.run(workspace, () => this.#restore(workspace, id, options));
  }

  /** Ends what is being worked out; from now on nobody goes back. */
  [Symbol.dispose](): void {
    this.#stopping.abort();
  }

  async #restore(workspace: string, id: number, { by, head }: RestoreOptions): Promise<RestoreDone> {
    const { log, versions, rooms, committer, now } = this.#parts;
    const version = await versions.read(workspace, id);
    const work = await this.#workOutToTheLast(version, by ?? nobody, head);
    const { counts, graph, texts } = work;
    if (graph.length + texts.length === 0) return { version, counts, head: work.head };
    using map = await openGraph(rooms, workspace);
    using text = texts.length > 0 ? await openRoom(rooms, textRoom(workspace)) : undefined;
    const parts = [
      { room: map.room, updates: graph },
      ...(text ? [{ room: text.room, updates: texts }] : []),
    ];
    const name = beforeRestoreName(new Date(now()));
    const kept = { workspace, kind: "before-restore", name, note: "", by } as const;
    const isStored = await storeTogether(committer, parts, { origin: "restore", by, before: kept });
    if (!isStored) return { version, counts, head: map.room.document.seq };
    committer.service.meters.versionsMade.inc({ kind: "before-restore" });
    const before = await log.versions.newest(workspace, "before-restore");
    tellOfVersion(rooms, { event: "restored", version, by, ...(before && { before: before.id }) });
    return { ...(before && { before }), version, counts, head: map.room.document.seq };
  }

  /** Works it out from the newest edit there is. */
  async #workOutToTheLast(version: Version, user: string, head: number | undefined): Promise<RestoreWork> {
    for (let triesLeft = this.#parts.limits.restoreTriesMax; ; triesLeft -= 1) {
      const work = await this.#workOut(version, user);
      if (head !== undefined && head !== work.head) throw new EntenteError("version-outdated");
      if (triesLeft <= 1 || !(await this.#isBehind(version.workspace, work))) return work;
    }
  }

  /** Somebody has written since. */
  async #isBehind(workspace: string, { head, textHead }: RestoreWork): Promise<boolean> {
    const seqOf = async (room: string) => (await this.#parts.log.readHead(room))?.seq ?? 0;
    if ((await seqOf(workspace)) > head) return true;
    return textHead !== undefined && (await seqOf(textRoom(workspace))) > textHead;
  }

  /** One at a time: each holds two documents in memory, and has a thread of its own. */
  async #workOut({ workspace, seq, textSeq }: Version, user: string): Promise<RestoreWork> {
    const { limits, logPath, now, turns, workOut } = this.#parts;
    if (this.#waiting >= limits.restoresWaitingMax)
      throw new EntenteError("overloaded", { detail: "many people are looking at versions" });
    const author = { user, at: new Date(now()).toISOString() };
    const job = { path: logPath, workspace, seq, textSeq, author, namedMax: limits.restoredNamedMax };
    this.#waiting += 1;
    try {
      return await turns.run(everywhere, () => workOut(job, this.#stopping.signal));
    } finally {
      this.#waiting -= 1;
    }
  }
}
