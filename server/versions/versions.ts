// Named points in the history of a workspace: which there are, and what they are called.
import { EntenteError } from "../../schema/errors.ts";
import { versionNameLengthMax, versionNoteLengthMax } from "../../schema/versions/version.ts";
import { readLabel } from "../auth/desk.ts";
import type { Limits } from "../limits.ts";
import type { Committer } from "../storage/committer.ts";
import type { UpdateLog } from "../storage/update-log.ts";
import type { Version } from "../storage/version-store.ts";
import type { Rooms } from "../sync/rooms.ts";
import { tellOfVersion } from "./version-news.ts";

interface Parts {
  readonly log: UpdateLog;
  readonly rooms: Rooms;
  readonly committer: Committer;
  readonly limits: Limits;
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

/** The versions of all workspaces. */
export class Versions {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** @throws EntenteError `workspace-unknown`, `version-unknown` */
  async read(workspace: string, id: number): Promise<Version> {
    await this.#expectWorkspace(workspace);
    const version = await this.#parts.log.versions.read(workspace, id);
    if (!version) throw unknown(id);
    return version;
  }

  /**
   * @param before Id of a version; only older ones are listed.
   * @throws EntenteError `workspace-unknown`, `version-unknown`
   */
  async list(workspace: string, limit: number, before?: number): Promise<VersionPage> {
    const { log, limits } = this.#parts;
    await this.#expectWorkspace(workspace);
    if (before !== undefined) await this.read(workspace, before);
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
    const { log, rooms, committer } = this.#parts;
    const { name, note } = readWords(words);
    await this.#expectWorkspace(workspace);
    await this.#refuseTooMany(workspace);
    const version = await log.versions.add({ workspace, kind: "named", name, note, by: words.by });
    committer.service.meters.versionsMade.inc({ kind: "named" });
    tellOfVersion(rooms, { event: "named", version });
    return version;
  }

  /**
   * Gives a version another name; its note stays where none is given. One that the server made is kept for good then.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `data-invalid`, `overloaded`, `storage-failed`
   */
  async rename(workspace: string, id: number, words: VersionWords): Promise<Version> {
    const { log, rooms } = this.#parts;
    const { kind, note: noted } = await this.read(workspace, id);
    const { name, note } = readWords({ ...words, note: words.note ?? noted });
    if (kind !== "named") await this.#refuseTooMany(workspace);
    const version = await log.versions.rename(workspace, id, name, note);
    if (!version) throw unknown(id);
    tellOfVersion(rooms, { event: "named", version });
    return version;
  }

  /**
   * Takes a version's name away. The history stays as it is.
   *
   * @throws EntenteError `workspace-unknown`, `version-unknown`, `storage-failed`
   */
  async remove(workspace: string, id: number): Promise<void> {
    const { log, rooms } = this.#parts;
    const version = await this.read(workspace, id);
    if (!(await log.versions.remove(workspace, id))) throw unknown(id);
    tellOfVersion(rooms, { event: "named", version });
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
}

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
