// What each named action does, in terms of the few things the application can do.
import { EntenteError } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import type { Command } from "../../schema/edits.ts";
import { recordLabel } from "../panels/graph-reading.ts";
import { copyText } from "../controls/copy-text.ts";
import type { Toast } from "../controls/toast.ts";
import { isEditAction, type AppAction } from "./actions.ts";
import { refusedToast } from "./edit-words.ts";
import { downloadData, fileName, saveFile } from "./downloads.ts";
import { noFilter, type DialogRequest, type PlaceChange } from "./events.ts";
import { placeAddress, type Here } from "./place.ts";
import type { ThemeChoice } from "./theme.ts";

/** What of the canvas is used from outside it. */
export interface CanvasHandle {
  fit(): void;
  focusOn(ids: readonly RecordId[]): void;
  tidy(): void;
  whenShown(): Promise<void>;
  toPng(): Promise<Blob>;
  toSvg(): string;
}

/** What the application lends to its actions. */
export interface AppTools {
  readonly workspace: string;
  readonly graph: Graph;
  readonly pins: ReadonlyMap<EntityId, readonly [number, number]>;
  readonly here: Here;
  /** What is said to whoever asks for an edit, where nothing may be changed. */
  readonly editRefusal: Toast | undefined;
  change(change: PlaceChange): void;
  openDialog(request: DialogRequest): void;
  openPalette(): void;
  openClaimFilter(): void;
  openProblems(): void;
  /** Why it was not done. */
  perform(command: Command, label: string): string | undefined;
  undo(): void;
  redo(): void;
  toast(toast: Toast): void;
  toggleDrawer(): void;
  chooseTheme(choice: ThemeChoice): void;
  close(): void;
  /** The canvas, shown first if it was not. */
  canvas(): Promise<CanvasHandle | undefined>;
}

/** Does it. Whatever fails is told to the person, never thrown. Whether it was done. */
export async function act(action: AppAction, tools: AppTools): Promise<boolean> {
  if (tools.editRefusal && isEditAction(action)) {
    tools.toast(tools.editRefusal);
    return false;
  }
  try {
    await actions[action](tools);
    return true;
  } catch (cause) {
    tools.toast(failureToast(cause));
    return false;
  }
}

/** Something that was asked for has failed. */
export function failureToast(cause: unknown): Toast {
  if (cause instanceof EntenteError) return refusedToast(cause);
  return { text: cause instanceof Error ? cause.message : "That did not work.", tone: "error" };
}

const actions: Readonly<Record<AppAction, (tools: AppTools) => void | Promise<void>>> = {
  search: (tools) => tools.openDialog({ kind: "search" }),
  palette: (tools) => tools.openPalette(),
  "find-claims": (tools) => tools.openClaimFilter(),
  "add-entity": (tools) => tools.openDialog({ kind: "add-entity" }),
  "add-state": (tools) => tools.openDialog({ kind: "add-entity", entityKind: "state" }),
  "add-agreement": (tools) => tools.openDialog({ kind: "add-entity", entityKind: "agreement" }),
  "add-company": (tools) => tools.openDialog({ kind: "add-entity", entityKind: "company" }),
  "add-relation": addRelation,
  "add-claim": addClaim,
  "set-stance": setStance,
  retract,
  undo: (tools) => tools.undo(),
  redo: (tools) => tools.redo(),
  "show-graph": (tools) => tools.change({ view: "graph" }),
  "show-table": (tools) => tools.change({ view: "table" }),
  fit: async (tools) => (await tools.canvas())?.fit(),
  tidy: async (tools) => (await tools.canvas())?.tidy(),
  "toggle-drawer": (tools) => tools.toggleDrawer(),
  "as-of-today": (tools) => tools.change({ asOf: null }),
  "clear-filters": (tools) => tools.change({ filter: noFilter }),
  problems: (tools) => tools.openProblems(),
  "theme-light": (tools) => tools.chooseTheme("light"),
  "theme-dark": (tools) => tools.chooseTheme("dark"),
  "theme-system": (tools) => tools.chooseTheme("system"),
  "copy-link": copyLink,
  "export-png": exportPng,
  "export-svg": exportSvg,
  "export-json": ({ workspace }) => downloadData(workspace, "json"),
  "export-csv": ({ workspace }) => downloadData(workspace, "csv"),
  "keep-copy": keepCopy,
  print: () => window.print(),
  import: (tools) => tools.openDialog({ kind: "import" }),
  names: (tools) => tools.openDialog({ kind: "names" }),
  terms: (tools) => tools.openDialog({ kind: "terms" }),
  versions: (tools) => tools.openDialog({ kind: "versions" }),
  people: (tools) => tools.openDialog({ kind: "people" }),
  shortcuts: (tools) => tools.openDialog({ kind: "shortcuts" }),
  profile: (tools) => tools.openDialog({ kind: "profile" }),
  escape: (tools) => tools.close(),
};

/** The selected entities become the ends, in the order in which they were selected. */
function addRelation(tools: AppTools): void {
  const [from, to] = selectedEntities(tools);
  tools.openDialog({ kind: "add-relation", ...(from && { from }), ...(to && { to }) });
}

function addClaim(tools: AppTools): void {
  const on = tools.here.selection[0] ?? tools.here.decision;
  if (on) tools.openDialog({ kind: "add-claim", on });
  else tools.toast({ text: "Select what the claim is about first: an entity or a relation.", tone: "info" });
}

function setStance(tools: AppTools): void {
  const { decision } = tools.here;
  const [actor] = selectedEntities(tools).filter((id) => id !== decision);
  if (decision) tools.openDialog({ kind: "set-stance", decision, ...(actor && { actor }) });
  else tools.toast({ text: "Choose the decision first; a stance is taken on a decision.", tone: "info" });
}

function retract(tools: AppTools): void {
  const ids = tools.here.selection;
  const [first] = ids;
  if (first === undefined) return;
  const what =
    ids.length === 1 ? recordLabel(tools.graph, first) : `${ids.length.toLocaleString("en")} records`;
  tools.perform({ kind: "retract", ids }, `Retract ${what}`);
}

function selectedEntities({ graph, here }: AppTools): readonly EntityId[] {
  return here.selection.filter((id): id is EntityId => graph.entities.has(id as EntityId));
}

/** Of what this device has, which the server may not have, or not any more. */
async function keepCopy({ workspace, graph, pins }: AppTools): Promise<void> {
  const { toSnapshot, snapshotText } = await import("../../schema/snapshot.ts");
  const origin = { workspace, id: crypto.randomUUID(), createdAt: new Date().toISOString() };
  const snapshot = toSnapshot(graph, { ...origin, generation: "", head: 0, pins });
  const file = new Blob([snapshotText(snapshot)], { type: "application/json" });
  saveFile(`${workspace}-this-device.entente.json`, file);
}

/** A link that says everything, so that it still reproduces the screen when the workspace's home changes. */
async function copyLink(tools: AppTools): Promise<void> {
  const { workspace } = tools;
  const { asOf, background, decision, filter, knownBy, selection, table, view } = tools.here;
  const address = placeAddress({
    workspace,
    view,
    ...(view === "table" && { table }),
    decision: decision ?? null,
    asOf: asOf ?? null,
    ...(knownBy !== undefined && { knownBy }),
    ...(background && { background }),
    selection,
    filter,
  });
  const link = location.origin + address;
  const isCopied = await copyText(link);
  tools.toast({ text: isCopied ? "Link to this view copied." : `Copy this link: ${link}`, tone: "info" });
}

async function exportPng(tools: AppTools): Promise<void> {
  const canvas = await tools.canvas();
  await canvas?.whenShown();
  const picture = await canvas?.toPng();
  if (picture) saveFile(fileName(tools.workspace, tools.here.asOf, "png"), picture);
}

async function exportSvg(tools: AppTools): Promise<void> {
  const canvas = await tools.canvas();
  await canvas?.whenShown();
  const text = canvas?.toSvg();
  if (text)
    saveFile(fileName(tools.workspace, tools.here.asOf, "svg"), new Blob([text], { type: "image/svg+xml" }));
}
