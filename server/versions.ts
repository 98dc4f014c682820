// Named points in the history of a workspace, and going back to one of them: a forward edit like an import, worked out
// beside the server, then stored together, whole or not at all.
import { EntenteError } from "../schema/errors.ts";
import type { ExtensionMessage } from "../schema/extension.ts";
import { textRoom } from "../schema/protocol.ts";
import {
  beforeRemovalName,
  beforeRestoreName,
  versionNameLengthMax,
  versionNoteLengthMax,
} from "../schema/versions/version.ts";
import type { RestoreCounts, RestoreReport } from "../schema/versions/restore-report.ts";
import { readLabel } from "./auth/desk.ts";
import type { InTurn } from "./in-turn.ts";
import type { Limits } from "./limits.ts";
import type { Log } from "./log.ts";
import { openGraph, openRoom } from "./open-room.ts";
import { workOutBeside } from "./restore-beside.ts";
import type { RestoreWork } from "./restore-work.ts";
import type { Committer } from "./storage/committer.ts";
import type { UpdateLog } from "./storage/update-log.ts";
import type { Version } from "./storage/version-store.ts";
import type { Removal } from "./sync/removals.ts";
import type { Rooms } from "./sync/rooms.ts";
import { storeTogether } from "./sync/store-together.ts";

interface Parts {
  readonly log: UpdateLog;
  /** The file of the log, for whoever reads it beside the server. */
  readonly logPath: string;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly limits: Limits;
  readonly logger: Log;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Shared with imports: what the one adds the other is to see. */
  readonly turns: InTurn;
}

/** What somebody says of a version. */
export interface VersionWords {
  readonly name: string;
  readonly note?: string | undefined;
  /** Who says it. */
  readonly by?: string | undefined;
}

/** Some versions, newest first. */
export interface VersionPage {
  readonly versions: readonly Version[];
  /** There are older ones. */
  readonly more: boolean;
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

/** Somebody removed much, and what was there before is kept. */
export interface NoticedRemoval extends Removal {
  readonly version: Version;
}

/** Who goes back when nobody says. */
const nobody = "server";
/** A key for what is done one at a time, whatever the workspace. */
const everywhere = "";

/** The versions of all workspaces. */
export class Versions implements AsyncDisposable {
  readonly #parts: Parts;
  readonly #stopping = new AbortController();
  #waiting = 0;
  readonly #removalListeners: ((removal: NoticedRemoval) => void)[] = [];
  #noticing: Promise<void> = Promise.resolve();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * @param before Id of a version; only older ones are listed.
   * @throws EntenteError `workspace-unknown`, `version-unknown`
   */
  async list(workspace: string, limit: number, before?: number): Promise<VersionPage> {
    const { log, limits } = this.#parts;
    await this.#expectWorkspace(workspace);
    if (before !== undefined) await this.#read(workspace, before);
    const count = Math.min(limit, limits.versionsListedMax);
    const versions = await log.versions.list(workspace, count + 1, before);
    return { versions: versions.slice(0, count), more: versions.length > count };
  }

  /**
   * Names what is on disk now.
   *
   * @throws EntenteError `workspace-unknown`, `data-invalid`, `overloaded`, `storage-failed`
   */
  async add(workspace: string, words: VersionWords): Promise<Version> {
    const { name, note } = readWords(words);
    await this.#expectWorkspace(workspace);
    await this.#refuseTooMany(workspace);
    const version = { workspace, kind: "named", name, note, by: words.by } as const;
    const added = await this.#parts.log.versions.add(version);
    this.#parts.committer.service.meters.versionsMade.inc({ kind: "named" });
    this.#tell({ event: "named", version: added });
    return added;
  }

  /**
   * Gives a version another name; its note stays where none is given. One that the server made is kept for good then.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `data-invalid`, `overloaded`, `storage-failed`
   */
  async rename(workspace: string, id: number, words: VersionWords): Promise<Version> {
    const { kind, note: noted } = await this.#read(workspace, id);
    const { name, note } = readWords({ ...words, note: words.note ?? noted });
    if (kind !== "named") await this.#refuseTooMany(workspace);
    const renamed = await this.#parts.log.versions.rename(workspace, id, name, note);
    if (!renamed) throw unknown(id);
    this.#tell({ event: "named", version: renamed });
    return renamed;
  }

  /**
   * Takes a version's name away. The history stays as it is.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `storage-failed`
   */
  async remove(workspace: string, id: number): Promise<void> {
    const version = await this.#read(workspace, id);
    if (!(await this.#parts.log.versions.remove(workspace, id))) throw unknown(id);
    this.#tell({ event: "named", version });
  }

  /** @throws EntenteError `workspace-unknown`, `version-unknown`, `overloaded`, `data-damaged`, `restarting` */
  async preview(workspace: string, id: number): Promise<RestorePreview> {
    const version = await this.#read(workspace, id);
    const { counts, first, head } = await this.#workOut(version, nobody);
    return { seq: version.seq, head, counts, first };
  }

  /**
   * Goes back to a version. What was there before is kept as a version of its own.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `version-outdated`, `overloaded`, `too-large`,
   *   `schema-too-new`, `storage-failed`, `data-damaged`, `restarting`; then nothing was changed
   */
  restore(workspace: string, id: number, options: RestoreOptions): Promise<RestoreDone> {
    return this.#parts.turns.run(workspace, () => this.#restore(workspace, id, options));
  }

  /** Is told of each removal of much, and again when it has grown. */
  onRemoval(listener: (removal: NoticedRemoval) => void): void {
    this.#removalListeners.push(listener);
  }

  /** One person has removed much: keeps a version of what was there before, and tells everybody on the map. */
  noticeRemoval(workspace: string, removal: Removal): void {
    const notice = () => this.#notice(workspace, removal);
    // One after the other, so that what grows is one version.
    this.#noticing = this.#noticing.then(notice).catch((error: unknown) => {
      if (!(error instanceof EntenteError)) throw error;
      this.#parts.logger.error({ room: workspace, err: error }, "a removal was not told of");
    });
  }

  /** Ends what is being worked out; from now on nobody goes back. */
  stop(): void {
    this.#stopping.abort();
  }

  /** Stops, and brings to disk what was noticed. After the rooms, whose last edits may be a removal. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.stop();
    await this.#noticing;
  }

  async #notice(workspace: string, removal: Removal): Promise<void> {
    const { count, of, name: by, seqBefore } = removal;
    const { log, committer } = this.#parts;
    const newest = await log.versions.newest(workspace, "before-removal");
    let version = newest?.seq === seqBefore ? newest : undefined;
    if (!version) {
      const name = beforeRemovalName(count, of);
      const kept = { workspace, kind: "before-removal", name, note: "", by } as const;
      // The texts of records outlive what becomes of them.
      version = await log.versions.add(kept, { seq: seqBefore, textSeq: undefined });
      committer.service.meters.versionsMade.inc({ kind: "before-removal" });
    }
    for (const listener of this.#removalListeners) listener({ ...removal, version });
    this.#tell({ event: "removal", version, by, count, of });
  }

  async #restore(workspace: string, id: number, { by, head }: RestoreOptions): Promise<RestoreDone> {
    const version = await this.#read(workspace, id);
    const work = await this.#workOut(version, by ?? nobody);
    if (head !== undefined && head !== work.head) throw new EntenteError("version-outdated");
    const { counts, graph, texts } = work;
    if (graph.length + texts.length === 0) return { version, counts, head: work.head };
    const { log, rooms, committer, now } = this.#parts;
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
    this.#tell({ event: "restored", version, by, ...(before && { before: before.id }) });
    return { ...(before && { before }), version, counts, head: map.room.document.seq };
  }

  /** One at a time: each holds two documents in memory, and has a thread of its own. */
  async #workOut({ workspace, seq, textSeq }: Version, user: string): Promise<RestoreWork> {
    const { limits, logPath, now, turns } = this.#parts;
    if (this.#waiting >= limits.restoresWaitingMax)
      throw new EntenteError("overloaded", { detail: "many people are looking at versions" });
    const author = { user, at: new Date(now()).toISOString() };
    const job = { path: logPath, workspace, seq, textSeq, author, namedMax: limits.restoredNamedMax };
    this.#waiting += 1;
    try {
      return await turns.run(everywhere, () => workOutBeside(job, this.#stopping.signal));
    } finally {
      this.#waiting -= 1;
    }
  }

  async #read(workspace: string, id: number): Promise<Version> {
    await this.#expectWorkspace(workspace);
    const version = await this.#parts.log.versions.read(workspace, id);
    if (!version) throw unknown(id);
    return version;
  }

  async #expectWorkspace(workspace: string): Promise<void> {
    if (await this.#parts.log.readWorkspace(workspace)) return;
    throw new EntenteError("workspace-unknown", { detail: workspace.slice(0, 80) });
  }

  async #refuseTooMany(workspace: string): Promise<void> {
    const { log, limits } = this.#parts;
    if ((await log.versions.countNamed(workspace)) < limits.versionsNamedMax) return;
    throw new EntenteError("overloaded", { detail: `at most ${limits.versionsNamedMax} named versions` });
  }

  /** To everybody on the map, if anybody is. */
  #tell({ version, by, ...news }: News): void {
    const { id, workspace, name, kind, at } = version;
    this.#parts.rooms.find(workspace)?.broadcast.tell({
      kind: "version",
      version: { id, name, kind, by: version.by ?? null, at },
      ...(by !== undefined && { by }),
      ...news,
    });
  }
}

type News = Omit<Extract<ExtensionMessage, { readonly kind: "version" }>, "kind" | "version" | "by"> & {
  readonly version: Version;
  readonly by?: string | undefined;
};

/** @throws EntenteError `data-invalid` */
function readWords({ name, note = "" }: VersionWords): { readonly name: string; readonly note: string } {
  if (note.length > versionNoteLengthMax || !note.isWellFormed())
    throw new EntenteError("data-invalid", {
      detail: `a note has at most ${versionNoteLengthMax} characters`,
    });
  return { name: readLabel(name, versionNameLengthMax), note: note.trim() };
}

function unknown(id: number): EntenteError {
  return new EntenteError("version-unknown", { detail: String(id) });
}
