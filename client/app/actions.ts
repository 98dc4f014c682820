// Everything a person can ask of the application by name, in one table: menus, palette, shortcut sheet and keyboard
// read it, so that a label or a key is written once.
import type { Doable } from "../controls/may-edit.ts";

interface ActionTerm extends Doable {
  readonly label: string;
  readonly icon: string;
  /** Chords that trigger it: `Mod` is Ctrl, or Command on a Mac. The first one is shown. */
  readonly keys?: readonly string[];
  /** Whoever came by a link alone is not offered it. */
  readonly isOfPeople?: boolean;
  /** Only an owner is offered it, where people have accounts. */
  readonly isOfOwner?: boolean;
  readonly group: "Find" | "Add and change" | "View" | "Share" | "Help";
}

const appActions = {
  search: { label: "Search", icon: "search", keys: ["/"], group: "Find" },
  palette: { label: "Find anything or run a command", icon: "command", keys: ["Mod+K"], group: "Find" },
  "find-claims": { label: "Find claims", icon: "list-filter", keys: ["F"], group: "Find" },
  "add-entity": { label: "Add entity", icon: "plus", keys: ["N"], group: "Add and change" },
  "add-state": { label: "Add state or economy", icon: "kind:state", group: "Add and change" },
  "add-agreement": { label: "Add agreement", icon: "kind:agreement", group: "Add and change" },
  "add-company": { label: "Add company", icon: "kind:company", group: "Add and change" },
  "add-relation": { label: "Add relation", icon: "spline", keys: ["C"], group: "Add and change" },
  "add-claim": { label: "Add claim", icon: "quote", group: "Add and change" },
  "set-stance": { label: "Set a stance", icon: "vote", group: "Add and change" },
  retract: {
    label: "Retract what is selected",
    icon: "archive",
    keys: ["Delete", "Backspace"],
    group: "Add and change",
  },
  undo: { label: "Undo", icon: "undo-2", keys: ["Mod+Z"], group: "Add and change" },
  redo: { label: "Redo", icon: "redo-2", keys: ["Mod+Shift+Z", "Mod+Y"], group: "Add and change" },
  "show-graph": { label: "Show the graph", icon: "waypoints", keys: ["G"], group: "View" },
  "show-table": { label: "Show the table", icon: "table-2", keys: ["T"], group: "View" },
  fit: { label: "Fit the graph to the window", icon: "maximize", keys: ["Shift+1"], group: "View" },
  tidy: { label: "Tidy the layout", icon: "wand-sparkles", group: "View" },
  "toggle-drawer": { label: "Open or close the decision", icon: "panel-bottom", keys: ["D"], group: "View" },
  "as-of-today": { label: "Show today", icon: "calendar", group: "View" },
  "clear-filters": { label: "Clear filters", icon: "funnel-x", group: "View" },
  names: { label: "Names on the map", icon: "tag", group: "View", edits: true },
  terms: { label: "Kinds and fields", icon: "shapes", group: "Add and change" },
  versions: { label: "Versions", icon: "history", keys: ["V"], group: "View", isOfPeople: true },
  problems: { label: "Show problems and bin", icon: "circle-alert", group: "View" },
  "theme-light": { label: "Light theme", icon: "sun", group: "View" },
  "theme-dark": { label: "Dark theme", icon: "moon", group: "View" },
  "theme-system": { label: "Theme as the system", icon: "monitor", group: "View" },
  "copy-link": { label: "Copy link to this view", icon: "link", group: "Share" },
  "export-png": { label: "Export picture (PNG)", icon: "image", group: "Share" },
  "export-svg": { label: "Export picture (SVG)", icon: "file-image", group: "Share" },
  "export-json": { label: "Export snapshot (.entente.json)", icon: "file-json", group: "Share" },
  "export-csv": { label: "Export tables (CSV)", icon: "file-spreadsheet", group: "Share" },
  "keep-copy": { label: "Keep a copy of what is shown here", icon: "download", group: "Share" },
  people: { label: "People and links", icon: "share-2", group: "Share", isOfOwner: true },
  print: { label: "Print", icon: "printer", group: "Share" },
  import: { label: "Import a snapshot", icon: "upload", group: "Share", edits: true },
  shortcuts: { label: "Keyboard shortcuts", icon: "keyboard", keys: ["?"], group: "Help" },
  profile: { label: "Your name and colour", icon: "user-round", group: "Help" },
  escape: { label: "Close what is open, or clear the selection", icon: "x", keys: ["Escape"], group: "Find" },
} as const satisfies Record<string, ActionTerm>;

/** Whoever looks at a list of actions. */
export interface Audience {
  readonly mayEdit: boolean;
  /** They came by a link alone. */
  readonly isVisitor: boolean;
  readonly isOwner: boolean;
}

export type AppAction = keyof typeof appActions;
export const appActionNames = Object.keys(appActions) as readonly AppAction[];

/** Whether an action changes the workspace. */
export function isEditAction(action: AppAction): boolean {
  const { edits, group } = actionTerm(action);
  return edits === true || group === "Add and change";
}

/** Whether an action is offered to somebody. */
export function isOffered(action: AppAction, { mayEdit, isVisitor, isOwner }: Audience): boolean {
  const { isOfPeople = false, isOfOwner = false } = actionTerm(action);
  return (mayEdit || !isEditAction(action)) && !(isVisitor && isOfPeople) && (isOwner || !isOfOwner);
}

/** What an action is called and how it is reached. */
export function actionTerm(action: AppAction): ActionTerm {
  return appActions[action];
}

/** Somebody asked for an action, by menu, palette or button. */
export class ActionEvent extends Event {
  static readonly type = "entente-action";
  readonly action: AppAction;
  constructor(action: AppAction) {
    super(ActionEvent.type, { bubbles: true, composed: true });
    this.action = action;
  }
}

declare global {
  interface HTMLElementEventMap {
    [ActionEvent.type]: ActionEvent;
  }
}
