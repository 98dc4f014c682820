// What the server asks of a database about versions: named points in the history of a workspace. The log keeps every
// update, so a version is a name and two numbers, and what it says is read back from the log.
import type { VersionKind } from "../../schema/versions/version.ts";

/** What is to be kept of a version. */
export interface NewVersion {
  readonly workspace: string;
  readonly kind: VersionKind;
  readonly name: string;
  readonly note: string;
  /** The name of whoever made it, or made the server make it. */
  readonly by: string | undefined;
}

/** How far the logs of a workspace's rooms go. */
export interface VersionPlace {
  /** Number of the last update of the map in it. */
  readonly seq: number;
  /** Number of the last update of the texts; undefined where it says nothing of them. */
  readonly textSeq: number | undefined;
}

/** A version. */
export interface Version extends NewVersion, VersionPlace {
  /** Unique over all workspaces, and never given twice. */
  readonly id: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The versions of all workspaces. One process writes; a resolved promise means on disk. */
export interface VersionStore {
  /**
   * Keeps a version of what is on disk now, or as of a place. Of each kind that the server makes, the newest are kept.
   *
   * @throws EntenteError `workspace-unknown`; `storage-failed`, `storage-broken`
   */
  add(version: NewVersion, place?: VersionPlace): Promise<Version>;
  /** By their place in the history, newest first, below one of them. Empty where that one is gone. */
  list(workspace: string, limit: number, before?: number): Promise<readonly Version[]>;
  /** How many were named by somebody. */
  countNamed(workspace: string): Promise<number>;
  /** The one of a kind that was made last. */
  newest(workspace: string, kind: VersionKind): Promise<Version | undefined>;
  read(workspace: string, id: number): Promise<Version | undefined>;
  /** Gives it another name, and so makes it a named one. Undefined where it is gone. */
  rename(workspace: string, id: number, name: string, note: string): Promise<Version | undefined>;
  /** Takes the name away; the history stays. False where it is gone. */
  remove(workspace: string, id: number): Promise<boolean>;
}
