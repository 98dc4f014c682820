// Everything that elements tell the application. They bubble and cross shadow roots; `app.ts` is the only listener.
import type { Command } from "../../schema/edits.ts";
import type { ClaimId, EntityId, RecordId, RelationId } from "../../schema/ids.ts";
import type { Layout } from "../../schema/rooms/layout.ts";
import type { Stance } from "../../schema/vocabulary.ts";
import type { Unsent } from "../session/unsent.ts";
import type { Leaving } from "./dialogs/unsent-words.ts";
import type { VersionHead } from "../versions/version-data.ts";

const travels = { bubbles: true, composed: true } as const;

/**
 * Something is to be changed in the workspace. `label` names it for the undo message: "Add Japan". It is
 * answered at once; where it was refused, whoever asked keeps what was typed.
 */
export class CommandEvent extends Event {
  static readonly type = "entente-command";
  readonly command: Command;
  readonly label: string;
  /** Why it was not done. */
  refusal: string | undefined;
  constructor(command: Command, label: string) {
    super(CommandEvent.type, travels);
    this.command = command;
    this.label = label;
  }
}

/** Records are now selected, in this order; none clears the selection. */
export class SelectEvent extends Event {
  static readonly type = "entente-select";
  readonly ids: readonly RecordId[];
  constructor(ids: readonly RecordId[]) {
    super(SelectEvent.type, travels);
    this.ids = ids;
  }
}

/** Show these claims, with their sources, in the inspector. */
export class EvidenceRequestEvent extends Event {
  static readonly type = "entente-evidence-request";
  readonly claims: readonly ClaimId[];
  /** Whose evidence it is, for the heading. */
  readonly about: RecordId;
  constructor(about: RecordId, claims: readonly ClaimId[]) {
    super(EvidenceRequestEvent.type, travels);
    this.about = about;
    this.claims = claims;
  }
}

/** Somebody is about to leave behind what only this device has. */
export interface UnsentRequest {
  readonly kind: "unsent";
  readonly leaving: Leaving;
  readonly unsent: Unsent;
  /** Makes a file of what this device has. Whether that was done; if not, it is told. */
  readonly keep: () => Promise<boolean>;
  /** Leaves it behind. */
  readonly go: () => void;
}

/** What a dialog is to start from. */
export type DialogRequest =
  /** `entityKind` is what the palette offered: a kind to start from, which the form can still change. */
  | {
      readonly kind: "add-entity";
      readonly at?: readonly [number, number];
      readonly label?: string;
      readonly entityKind?: string;
    }
  | { readonly kind: "add-relation"; readonly from?: EntityId; readonly to?: EntityId }
  | { readonly kind: "add-claim"; readonly on: RecordId; readonly field?: string }
  | { readonly kind: "add-evidence"; readonly claim: ClaimId }
  | {
      readonly kind: "set-stance";
      readonly decision: EntityId;
      readonly actor?: EntityId;
      readonly stance?: Stance;
    }
  | { readonly kind: "rename"; readonly id: EntityId }
  /** When it holds: `validFrom` and `validTo`. */
  | { readonly kind: "edit-dates"; readonly id: EntityId | RelationId }
  /** What is recorded of a decision: rule, electorate, state, outcome. */
  | { readonly kind: "edit-decision"; readonly id: EntityId }
  | { readonly kind: "export" }
  | { readonly kind: "import" }
  /** The team's own kinds and fields. */
  | { readonly kind: "terms" }
  /** Under which names the map is shown. */
  | { readonly kind: "names" }
  | { readonly kind: "search" }
  | { readonly kind: "shortcuts" }
  | { readonly kind: "profile" }
  /** Points to go back to; with `version` what going back to that one would do. */
  | { readonly kind: "versions"; readonly version?: VersionHead }
  /** Who may do what here. */
  | { readonly kind: "people" }
  /** One's own account. */
  | { readonly kind: "account" }
  | UnsentRequest;

/** Dialogs that change nothing of the map. */
export const dialogsForReaders: readonly DialogRequest["kind"][] = [
  "shortcuts",
  "versions",
  "people",
  "account",
  "unsent",
];

/** Open a dialog. */
export class DialogRequestEvent extends Event {
  static readonly type = "entente-dialog-request";
  readonly request: DialogRequest;
  constructor(request: DialogRequest) {
    super(DialogRequestEvent.type, travels);
    this.request = request;
  }
}

/** A decision is to be shown in the drawer, or the as-of date, view or filters are to change. */
export interface PlaceChange {
  readonly decision?: EntityId | undefined;
  /** EDTF; null is today. */
  readonly asOf?: string | null;
  /** EDTF; null is whatever is known now. */
  readonly knownBy?: string | null;
  readonly background?: boolean;
  readonly view?: ViewName;
  readonly table?: TableName;
  readonly filter?: Filter;
}
/** Go somewhere else: another decision, date, view or filter. */
export class PlaceEvent extends Event {
  static readonly type = "entente-place";
  readonly change: PlaceChange;
  constructor(change: PlaceChange) {
    super(PlaceEvent.type, travels);
    this.change = change;
  }
}

export const viewNames = ["graph", "table"] as const;
export type ViewName = (typeof viewNames)[number];
/** The tables of the table view. */
export const tableNames = ["entities", "relations", "claims"] as const;
export type TableName = (typeof tableNames)[number];

/** What claims can be asked for by, under the names that a question has on the command line and over HTTP. */
export const claimWordNames = ["source", "place", "by", "certainty", "grade", "stance", "review"] as const;
export type ClaimWordName = (typeof claimWordNames)[number];
/** As written: `{source: "src:000,src:003", grade: "B2-or-better"}`. A name that is not there asks for nothing. */
export type ClaimWords = Readonly<Partial<Record<ClaimWordName, string>>>;

/** What the legend has switched off, what claims are asked for, and a text to match. */
export interface Filter {
  readonly hiddenEntityKinds: ReadonlySet<string>;
  readonly hiddenRelationKinds: ReadonlySet<string>;
  /** Stance states (`unknown` included) whose lines and actors are hidden. */
  readonly hiddenStances: ReadonlySet<string>;
  readonly claims: ClaimWords;
  readonly text: string;
}
export const noFilter: Filter = {
  hiddenEntityKinds: new Set(),
  hiddenRelationKinds: new Set(),
  hiddenStances: new Set(),
  claims: {},
  text: "",
};

/** Nodes were moved by hand and stay where they are: positions in graph coordinates, whole numbers. */
export class PinEvent extends Event {
  static readonly type = "entente-pin";
  /** null lets the layout place the node again. */
  readonly pins: ReadonlyMap<EntityId, readonly [number, number] | null>;
  constructor(pins: ReadonlyMap<EntityId, readonly [number, number] | null>) {
    super(PinEvent.type, travels);
    this.pins = pins;
  }
}

/** The layout has found places, for all nodes or for new ones: positions in graph coordinates. */
export class LayoutEvent extends Event {
  static readonly type = "entente-layout";
  readonly layout: Layout;
  constructor(layout: Layout) {
    super(LayoutEvent.type, travels);
    this.layout = layout;
  }
}

/** What others may see of this person right now. Sent often; never written to a document. */
export interface PresenceChange {
  /** In graph coordinates; null when the pointer has left the canvas. */
  readonly cursor?: readonly [number, number] | null;
  /** Where selected nodes are while they are dragged: offset from their last place. */
  readonly drag?: { readonly ids: readonly EntityId[]; readonly by: readonly [number, number] } | null;
}
/** Let the others see where this person is. */
export class PresenceEvent extends Event {
  static readonly type = "entente-presence";
  readonly change: PresenceChange;
  constructor(change: PresenceChange) {
    super(PresenceEvent.type, travels);
    this.change = change;
  }
}

/** A short message at the foot of the window, with at most one action. */
export class ToastEvent extends Event {
  static readonly type = "entente-toast";
  readonly text: string;
  readonly tone: "info" | "warning" | "error";
  readonly action: { readonly label: string; readonly run: () => void } | undefined;
  constructor(text: string, tone: ToastEvent["tone"] = "info", action?: ToastEvent["action"]) {
    super(ToastEvent.type, travels);
    this.text = text;
    this.tone = tone;
    this.action = action;
  }
}

declare global {
  interface HTMLElementEventMap {
    [CommandEvent.type]: CommandEvent;
    [SelectEvent.type]: SelectEvent;
    [EvidenceRequestEvent.type]: EvidenceRequestEvent;
    [DialogRequestEvent.type]: DialogRequestEvent;
    [PlaceEvent.type]: PlaceEvent;
    [PinEvent.type]: PinEvent;
    [LayoutEvent.type]: LayoutEvent;
    [PresenceEvent.type]: PresenceEvent;
    [ToastEvent.type]: ToastEvent;
  }
}
