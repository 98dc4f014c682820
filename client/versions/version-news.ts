// What everybody on the map is told when somebody goes back to a version, or removes much at once.
import { beforeRestoreName } from "../../schema/versions/version.ts";
import type { Toast } from "../controls/toast.ts";
import type { VersionNotice } from "../session/notice-event.ts";
import { isOwnRestore, type VersionHead } from "./version-data.ts";

/** What the news leads to. */
export interface VersionNewsTools {
  readonly isReader: boolean;
  /** Records that are in the bin by this page's own hand. */
  readonly ownRemovals: () => number;
  /** Ids of the versions from before the removals that were told so far. */
  readonly removals: ReadonlySet<number>;
  /** Shows what going back to a version would do, and offers it. */
  readonly openVersion: (version: VersionHead) => void;
}

/** What is said of it; undefined where nobody needs to be told. */
export function versionToast(notice: VersionNotice, tools: VersionNewsTools): Toast | undefined {
  switch (notice.event) {
    case "named":
      return undefined;
    case "restored":
      return restoredToast(notice, tools);
    case "removal":
      return removalToast(notice, tools);
  }
}

function restoredToast({ version, by, before }: VersionNotice, tools: VersionNewsTools): Toast {
  const who = isOwnRestore(version.id, before) ? "You" : (by ?? "Somebody");
  const text = `${who} went back to “${version.name}”. Everybody sees the map as it was then.`;
  const way: VersionHead | undefined =
    before === undefined
      ? undefined
      : {
          id: before,
          name: beforeRestoreName(new Date()),
          by: by ?? null,
          at: new Date().toISOString(),
          kind: "before-restore",
        };
  // A removal since then is undone, so that nobody needs to be asked about it any more; and only the last step back is
  // offered to be undone.
  const undone = [...tools.removals].filter((id) => id >= version.id);
  const topics = ["restored", ...undone.map(topicOf)];
  if (!way || tools.isReader) return { text, tone: "info", topics };
  return { text, tone: "info", topics, action: { label: "Undo this…", run: () => tools.openVersion(way) } };
}

function removalToast({ version, by, count, of }: VersionNotice, tools: VersionNewsTools): Toast | undefined {
  // Whoever did it here knows, and is offered to undo it. Under the same name a program may act, or somebody else.
  if (tools.ownRemovals() * 2 > (count ?? Infinity)) return undefined;
  const total = of === undefined ? "" : ` of ${of.toLocaleString("en")}`;
  // It may go on, and is told again only when it has grown much.
  const atLeast = count === of ? "" : "at least ";
  const many = count === undefined ? "many" : `${atLeast}${count.toLocaleString("en")}${total}`;
  const text = `${by ?? "Somebody"} removed ${many} records at once.`;
  const topics = [topicOf(version.id)];
  if (tools.isReader)
    return { text: `${text} Whoever may edit can bring them back.`, tone: "warning", topics };
  return {
    text: `${text} The map as it was before is kept.`,
    tone: "warning",
    topics,
    action: { label: "Restore…", run: () => tools.openVersion(version) },
    otherwise: "Leave it",
  };
}

function topicOf(removal: number): string {
  return `removal:${removal}`;
}
