// The formats a workspace can be taken away in. Each is a pure function of a snapshot, in schema/formats.
import { EntenteError } from "../schema/errors.ts";
import { toCsv } from "../schema/formats/csv.ts";
import { namedSnapshot } from "../schema/formats/named-snapshot.ts";
import type { TimeFilter } from "../schema/graph.ts";
import { readNaming, type Naming } from "../schema/terms/naming-choice.ts";
import { snapshotText, type Snapshot } from "../schema/snapshot.ts";
import type { Workspaces } from "./workspaces.ts";

/** A file to be saved. */
export interface ExportFile {
  readonly name: string;
  /** Media type. */
  readonly type: string;
  readonly text: string;
}

interface Format {
  readonly ending: string;
  readonly type: string;
  /** @param naming Under which names; the snapshot itself keeps all of them. */
  write(snapshot: Snapshot, naming: Naming): string;
}

/** A drawing is not among them: it needs a layout and a theme, which only the browser has. */
const formats: ReadonlyMap<string, Format> = new Map([
  ["json", { ending: "entente.json", type: "application/json; charset=utf-8", write: snapshotText }],
  ["csv", { ending: "csv", type: "text/csv; charset=utf-8", write: writeCsv }],
]);

/**
 * Exports a workspace.
 *
 * @param names Under which names: `ours`, `official`, `forum:WTO`; the workspace's setting where it is absent.
 * @throws EntenteError `format-unknown`, `workspace-unknown`, `date-invalid`, `bad-request`
 */
export async function toExport(
  workspaces: Workspaces,
  workspace: string,
  formatName: string,
  filter: TimeFilter,
  names?: string,
): Promise<ExportFile> {
  const format = formats.get(formatName);
  if (!format) throw new EntenteError("format-unknown", { detail: unknownFormat(formatName) });
  const wanted = names ? readNaming(names) : undefined;
  if (names && wanted === undefined)
    throw new EntenteError("bad-request", {
      detail: `names is ours, official or forum:WTO, not ${names.slice(0, 40)}`,
    });
  const snapshot = await workspaces.snapshot(workspace, filter);
  const dates = [filter.asOf, filter.knownBy && `known-by-${filter.knownBy}`].filter(
    (part) => part !== undefined,
  );
  const name = [workspace, ...dates].join("-").replaceAll(/[^\w.-]/g, "_");
  return {
    name: `${name}.${format.ending}`,
    type: format.type,
    text: format.write(snapshot, wanted ?? snapshot.naming ?? "ours"),
  };
}

function writeCsv(snapshot: Snapshot, naming: Naming): string {
  return toCsv(namedSnapshot(snapshot, naming));
}

function unknownFormat(name: string): string {
  return name === "svg" ? "svg is drawn by the browser: use Export there" : name.slice(0, 40);
}
