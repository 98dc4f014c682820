// What everybody on a map hears of its versions.
import type { ExtensionMessage } from "../../schema/extension.ts";
import type { Version } from "../storage/version-store.ts";
import type { Rooms } from "../sync/rooms.ts";

/** What happened, and the version it is about. */
export type VersionNews = Omit<
  Extract<ExtensionMessage, { readonly kind: "version" }>,
  "kind" | "version" | "by"
> & {
  readonly version: Version;
  readonly by?: string | undefined;
};

/** Tells everybody on the map, if anybody is. */
export function tellOfVersion(rooms: Rooms, { version, by, ...news }: VersionNews): void {
  const { id, workspace, name, kind, at } = version;
  rooms.find(workspace)?.broadcast.tell({
    kind: "version",
    version: { id, name, kind, by: version.by ?? null, at },
    ...(by !== undefined && { by }),
    ...news,
  });
}
