// What can be done with rows, as the menu offers it. The canvas offers the same: neither view can do more.
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { mayAct, type ReviewState } from "../../schema/vocabulary.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  PlaceEvent,
  SelectEvent,
} from "../app/events.ts";
import type { TableName } from "../app/events.ts";
import type { Doable } from "../controls/may-edit.ts";
import type { ClaimRow, EntityRow, RelationRow, Row } from "./table-rows.ts";

/** One entry of a menu. */
export interface RowAction extends Doable {
  readonly label: string;
  /** A bundled icon. */
  readonly icon: string;
  /** The key that does the same, as written on it. */
  readonly key?: string;
  /** Takes something away, and so stands apart from the others. */
  readonly isLoss?: true;
  /** What to tell the application, or `rename` to edit the name in its row. */
  readonly does: (() => Event) | "rename";
}

/** The actions on rows of one table. `decision` is the one shown, on which a stance would be set. */
export function actionsFor(rows: readonly Row[], decision: EntityId | undefined): readonly RowAction[] {
  const [row, ...others] = rows;
  if (!row) return [];
  if (others.length > 0) return [...pairActions(rows), retraction(rows)];
  const open: RowAction = {
    label: "Open",
    icon: "panel-right",
    key: "Enter",
    does: () => new SelectEvent([row.id]),
  };
  return [open, ...ownActions(row, decision), retraction(rows)];
}

/** Puts rows in the bin, which is undone like any edit. */
export function retractEvent(rows: readonly Row[]): CommandEvent {
  const ids = rows.map(({ id }) => id);
  return new CommandEvent({ kind: "retract", ids }, `Retract ${whatOf(rows)}`);
}

/** How many rows of what: "3 relations". */
export function countWords(count: number, table: TableName): string {
  const [one, many] = {
    entities: ["entity", "entities"],
    relations: ["relation", "relations"],
    claims: ["claim", "claims"],
  }[table] as [string, string];
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

function whatOf(rows: readonly Row[]): string {
  const [row, ...others] = rows;
  if (!row) return "nothing";
  if (others.length > 0) return countWords(rows.length, row.table);
  return row.table === "claims" ? "claim" : row.name;
}

function retraction(rows: readonly Row[]): RowAction {
  const label = rows.length > 1 ? `Retract ${whatOf(rows)}` : "Retract";
  return { label, icon: "trash-2", key: "Del", isLoss: true, edits: true, does: () => retractEvent(rows) };
}

function ownActions(row: Row, decision: EntityId | undefined): readonly RowAction[] {
  switch (row.table) {
    case "entities":
      return entityActions(row, decision);
    case "relations":
      return relationActions(row);
    case "claims":
      return claimActions(row);
  }
}

function entityActions(
  { id, entity, stance }: EntityRow,
  decision: EntityId | undefined,
): readonly RowAction[] {
  const mayTakeStance = decision !== undefined && mayAct(entity.kind);
  const claims = stance?.claims ?? [];
  return [
    { label: "Rename…", icon: "pencil", key: "F2", edits: true, does: "rename" },
    {
      label: "Relate…",
      icon: "waypoints",
      edits: true,
      does: () => new DialogRequestEvent({ kind: "add-relation", from: id }),
    },
    addClaim(id),
    ...(mayTakeStance ? [stanceAction(decision, id)] : []),
    ...(entity.kind === "decision" ? decisionActions(id) : []),
    ...(claims.length > 0
      ? [
          {
            label: "Show evidence of its stance",
            icon: "quote",
            does: () => new EvidenceRequestEvent(id, claims),
          },
        ]
      : []),
  ];
}

function decisionActions(id: EntityId): readonly RowAction[] {
  return [
    { label: "Show who decides", icon: "panel-bottom", does: () => new PlaceEvent({ decision: id }) },
    {
      label: "Set stance…",
      icon: "vote",
      edits: true,
      does: () => new DialogRequestEvent({ kind: "set-stance", decision: id }),
    },
  ];
}

function relationActions({ id }: RelationRow): readonly RowAction[] {
  return [
    addClaim(id),
    {
      label: "Change dates…",
      icon: "calendar",
      edits: true,
      does: () => new DialogRequestEvent({ kind: "edit-dates", id }),
    },
  ];
}

function claimActions({ id, claim }: ClaimRow): readonly RowAction[] {
  const mark = (reviewState: ReviewState, icon: string): RowAction => ({
    label: `Mark as ${reviewState}`,
    icon,
    edits: true,
    does: () =>
      new CommandEvent({ kind: "change", id, fields: { reviewState } }, `Mark claim as ${reviewState}`),
  });
  return [
    {
      label: "Add evidence…",
      icon: "book-open",
      edits: true,
      does: () => new DialogRequestEvent({ kind: "add-evidence", claim: id }),
    },
    { label: "Open what it is on", icon: "arrow-up-right", does: () => new SelectEvent([claim.on]) },
    ...(claim.reviewState === "checked" ? [] : [mark("checked", "circle-check")]),
    ...(claim.reviewState === "disputed" ? [] : [mark("disputed", "circle-alert")]),
  ];
}

function pairActions(rows: readonly Row[]): readonly RowAction[] {
  const [from, to, ...others] = rows;
  if (from?.table !== "entities" || to?.table !== "entities" || others.length > 0) return [];
  const request = { kind: "add-relation", from: from.id, to: to.id } as const;
  return [
    {
      label: "Relate these two…",
      icon: "waypoints",
      edits: true,
      does: () => new DialogRequestEvent(request),
    },
  ];
}

function addClaim(on: RecordId): RowAction {
  return {
    label: "Add claim…",
    icon: "quote",
    edits: true,
    does: () => new DialogRequestEvent({ kind: "add-claim", on }),
  };
}

function stanceAction(decision: EntityId, actor: EntityId): RowAction {
  return {
    label: "Set stance…",
    icon: "vote",
    edits: true,
    does: () => new DialogRequestEvent({ kind: "set-stance", decision, actor }),
  };
}
