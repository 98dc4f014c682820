// What the menu offers for what was pointed at. The table offers the same for the same things.
import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import { mayAct } from "../../schema/vocabulary.ts";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  PinEvent,
  PlaceEvent,
  SelectEvent,
} from "../app/events.ts";
import type { MenuItem } from "../controls/action-menu.ts";
import type { Target } from "./gestures.ts";
import type { Place } from "./places.ts";
import { isRelationLine, type SceneLine } from "./scene-lines.ts";

interface MenuContext {
  readonly graph: Graph;
  /** The decision being looked at, on which a stance would be set. */
  readonly decision: EntityId | undefined;
  readonly isPinned: (id: EntityId) => boolean;
  readonly placeOf: (id: EntityId) => Place | undefined;
  readonly tell: (event: Event) => void;
  readonly fit: () => void;
  readonly tidy: () => void;
}

/** The menu's label and entries; none where nothing can be done. */
export function menuFor(
  target: Target,
  context: MenuContext,
): { readonly label: string; readonly items: readonly MenuItem[] } {
  switch (target.kind) {
    case "node":
      return nodeMenu(target.id, context);
    case "line":
      return lineMenu(target.line, context);
    case "empty":
      return { label: "Canvas", items: emptyItems(target.at, context) };
  }
}

function nodeMenu(id: EntityId, context: MenuContext) {
  const entity = context.graph.entities.get(id);
  if (!entity) return { label: "", items: [] };
  const { tell, decision } = context;
  const dialog = (request: DialogRequestEvent["request"]) => () => tell(new DialogRequestEvent(request));
  const mayTakeStance = decision !== undefined && mayAct(entity.kind);
  const items: MenuItem[] = [
    { label: "Inspect", icon: "panel-right", key: "Enter", does: () => tell(new SelectEvent([id])) },
    ...(entity.kind === "decision"
      ? [{ label: "Show who decides", icon: "vote", does: () => tell(new PlaceEvent({ decision: id })) }]
      : []),
    { label: "Rename…", icon: "pencil", edits: true, does: dialog({ kind: "rename", id }) },
    { label: "Relate…", icon: "waypoints", edits: true, does: dialog({ kind: "add-relation", from: id }) },
    { label: "Add claim…", icon: "quote", edits: true, does: dialog({ kind: "add-claim", on: id }) },
    ...(mayTakeStance
      ? [
          {
            label: "Set stance…",
            icon: "vote",
            edits: true,
            does: dialog({ kind: "set-stance", decision, actor: id }),
          },
        ]
      : []),
    pinItem(id, context),
    {
      label: "Retract",
      icon: "trash-2",
      key: "Del",
      isLoss: true,
      edits: true,
      does: () => tell(retraction(id, entity.label)),
    },
  ];
  return { label: entity.label, items };
}

function pinItem(id: EntityId, { isPinned, placeOf, tell }: MenuContext): MenuItem {
  const place = placeOf(id);
  if (isPinned(id))
    return {
      label: "Unpin",
      icon: "pin-off",
      edits: true,
      does: () => tell(new PinEvent(new Map([[id, null]]))),
    };
  const at = [Math.round(place?.x ?? 0), Math.round(place?.y ?? 0)] as const;
  return { label: "Pin here", icon: "pin", edits: true, does: () => tell(new PinEvent(new Map([[id, at]]))) };
}

function lineMenu(line: SceneLine, { graph, tell }: MenuContext) {
  const nameOf = (id: EntityId) => graph.entities.get(id)?.label ?? id;
  if (!isRelationLine(line)) {
    const { from, to, claims } = line.kind === "stance" ? line : { ...line, claims: [] };
    const request = { kind: "set-stance", decision: to, actor: from } as const;
    const items: MenuItem[] = [
      { label: "Show evidence", icon: "quote", does: () => tell(new EvidenceRequestEvent(from, claims)) },
      { label: "Set stance…", icon: "vote", edits: true, does: () => tell(new DialogRequestEvent(request)) },
    ];
    return { label: `${nameOf(from)} on ${nameOf(to)}`, items };
  }
  const { id } = line;
  const label = `${nameOf(line.from)} ${line.words} ${nameOf(line.to)}`;
  const items: MenuItem[] = [
    { label: "Inspect", icon: "panel-right", does: () => tell(new SelectEvent([id])) },
    {
      label: "Add claim…",
      icon: "quote",
      edits: true,
      does: () => tell(new DialogRequestEvent({ kind: "add-claim", on: id })),
    },
    {
      label: "Change dates…",
      icon: "calendar",
      edits: true,
      does: () => tell(new DialogRequestEvent({ kind: "edit-dates", id })),
    },
    {
      label: "Retract",
      icon: "trash-2",
      key: "Del",
      isLoss: true,
      edits: true,
      does: () => tell(retraction(id, "relation")),
    },
  ];
  return { label, items };
}

function emptyItems(
  [x, y]: readonly [number, number],
  { tell, fit, tidy }: MenuContext,
): readonly MenuItem[] {
  const at = [Math.round(x), Math.round(y)] as const;
  return [
    {
      label: "Add entity here…",
      icon: "plus",
      edits: true,
      does: () => tell(new DialogRequestEvent({ kind: "add-entity", at })),
    },
    { label: "Fit to window", icon: "maximize", does: fit },
    { label: "Tidy the layout", icon: "wand-sparkles", does: tidy },
  ];
}

function retraction(
  id: EntityId | (SceneLine & { readonly kind: "relation" })["relation"]["id"],
  name: string,
): CommandEvent {
  return new CommandEvent({ kind: "retract", ids: [id] }, `Retract ${name}`);
}
