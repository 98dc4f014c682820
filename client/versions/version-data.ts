// Versions as the server tells them, and what is asked of it about them.
import * as v from "valibot";

import { ask, nothing } from "../account/ask-server.ts";

const versionSchema = v.object({
  /** Greater ones are later. */
  id: v.number(),
  name: v.string(),
  note: v.nullish(v.string(), ""),
  /** Who named it, or before whose doing it was kept; null where nobody is known. */
  by: v.nullish(v.string(), null),
  /** ISO 8601. */
  at: v.string(),
  /** `named`, or why it was kept by itself. A newer server may have other reasons. */
  kind: v.string(),
});
/** A point in the history of the map to which one can go back. */
export type Version = Readonly<v.InferOutput<typeof versionSchema>>;

/** What is known of a version wherever it is spoken of. */
export type VersionHead = Pick<Version, "id" | "name" | "by" | "at" | "kind">;

const pageSchema = v.object({ versions: v.array(versionSchema), more: v.boolean() });
export type VersionPage = Readonly<v.InferOutput<typeof pageSchema>>;

const differences = v.object({ added: v.number(), changed: v.number(), removed: v.number() });
/** How many records come back, change back, and go to the bin. */
export type Differences = Readonly<v.InferOutput<typeof differences>>;
const noDifferences: Differences = { added: 0, changed: 0, removed: 0 };

const countsSchema = v.object({
  entities: v.optional(differences, noDifferences),
  relations: v.optional(differences, noDifferences),
  claims: v.optional(differences, noDifferences),
  decisions: v.optional(differences, noDifferences),
  others: v.optional(differences, noDifferences),
  texts: v.optional(v.object({ changed: v.number() }), { changed: 0 }),
});
export type ChangeCounts = Readonly<v.InferOutput<typeof countsSchema>>;

const changesSchema = v.object({
  counts: countsSchema,
  first: v.array(
    v.object({ id: v.string(), label: v.string(), what: v.picklist(["added", "changed", "removed"]) }),
  ),
});
/** What going back to a version would do now. */
export type VersionChanges = Readonly<v.InferOutput<typeof changesSchema>>;

const restoredSchema = v.object({ before: v.nullish(v.number(), null) });

/** Where versions are asked for, and by whom: the server knows nobody's name where people have no accounts. */
export interface VersionPlace {
  readonly workspace: string;
  readonly by: string;
}

/** Newest first. */
export function listVersions(
  { workspace }: VersionPlace,
  limit: number,
  before?: number,
): Promise<VersionPage> {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(before !== undefined && { before: String(before) }),
  });
  return ask(pageSchema, "GET", `/api/workspaces/${workspace}/versions?${query}`);
}

/** Names how the map stands now. */
export function nameVersion(place: VersionPlace, name: string, note: string): Promise<Version> {
  return ask(versionSchema, "POST", pathOf(place), { name, note });
}

/** Gives a version another name and note. One that the server made is kept from then on like any that people named. */
export function renameVersion(place: VersionPlace, id: number, name: string, note: string): Promise<unknown> {
  return ask(nothing, "PUT", pathOf(place, id), { name, note });
}

/** Takes the name away, never what it names. */
export function forgetVersion(place: VersionPlace, id: number): Promise<unknown> {
  return ask(nothing, "DELETE", pathOf(place, id));
}

/** What going back to a version would change now. Linear in the workspace and its history: a second or two for a large one. */
export function readChanges({ workspace }: VersionPlace, id: number): Promise<VersionChanges> {
  return ask(changesSchema, "GET", `/api/workspaces/${workspace}/versions/${id}/changes`);
}

/** Versions to which this page is going back now, and those that were kept before it went: so it knows its own news. */
const goingBackTo = new Set<number>();
const keptBefore = new Set<number>();

/** Goes back to a version, for everybody. */
export async function restoreVersion(place: VersionPlace, id: number): Promise<void> {
  goingBackTo.add(id);
  try {
    const { before } = await ask(restoredSchema, "POST", pathOf(place, id, "/restore"), {});
    if (before !== null) keptBefore.add(before);
  } finally {
    goingBackTo.delete(id);
  }
}

/** Whether it was this page that went back to `version`, where `before` was kept. News can come before the answer. */
export function isOwnRestore(version: number, before: number | undefined): boolean {
  return goingBackTo.has(version) || (before !== undefined && keptBefore.has(before));
}

function pathOf({ workspace, by }: VersionPlace, id?: number, doing = ""): string {
  const path = `/api/workspaces/${workspace}/versions${id === undefined ? "" : `/${id}`}${doing}`;
  return `${path}?${new URLSearchParams({ by })}`;
}
