// Entities as options of a combobox.
import type { Graph } from "../../schema/graph.ts";
import type { Entity } from "../../schema/records.ts";
import type { ListOption } from "../controls/option-list.ts";
import { kindLabel } from "./graph-reading.ts";

/** Entities by name, with their kind and other names, so that those find them too. */
export function entityOptions(
  graph: Graph,
  isWanted: (entity: Entity) => boolean = () => true,
): readonly ListOption[] {
  return [...graph.entities.values()]
    .filter(isWanted)
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"))
    .map(({ id, label, kind, aliases = [] }) => ({
      id,
      label,
      detail: [kindLabel(kind), ...aliases.map(({ name }) => name)].join(", "),
      icon: `kind:${kind}`,
    }));
}

/** Entities whose name or other name has the text, those that begin with it first. */
export function findEntities(graph: Graph, text: string, countMax: number): readonly Entity[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return [];
  const rank = ({ label, aliases = [] }: Entity) => {
    const names = [label, ...aliases.map(({ name }) => name)].map((name) => name.toLowerCase());
    if (names.includes(wanted)) return 0;
    if (names.some((name) => name.startsWith(wanted))) return 1;
    return names.some((name) => name.includes(wanted)) ? 2 : 3;
  };
  return [...graph.entities.values()]
    .map((entity) => ({ entity, order: rank(entity) }))
    .filter(({ order }) => order < 3)
    .toSorted((a, b) => a.order - b.order || a.entity.label.localeCompare(b.entity.label, "en"))
    .slice(0, countMax)
    .map(({ entity }) => entity);
}
