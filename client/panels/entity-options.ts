// Entities as options of a combobox, those that are meant most likely first.
import { beginsWord, foldText } from "../../schema/analysis/query/text.ts";
import type { Graph } from "../../schema/graph.ts";
import { allNamesOf } from "../../schema/terms/naming.ts";
import type { Entity } from "../../schema/records.ts";
import { kindOptionIcon } from "../controls/kind-icon.ts";
import type { ListOption } from "../controls/option-list.ts";
import { kindLabel } from "./graph-reading.ts";

/** Entities by name, with their kind. */
export function entityOptions(
  graph: Graph,
  isWanted: (entity: Entity) => boolean = () => true,
): readonly ListOption[] {
  const wanted = [...graph.entities.values()].filter(isWanted);
  return wanted
    .toSorted((a, b) => a.label.localeCompare(b.label, "en"))
    .map((entity) => toOption(graph, entity));
}

/** Finds among such options: whole names first, then beginnings, then what lies within; all of them for no text. */
export function entitySearch(
  graph: Graph,
  isWanted: (entity: Entity) => boolean = () => true,
): (text: string) => readonly ListOption[] {
  return (text) =>
    text === ""
      ? entityOptions(graph, isWanted)
      : findEntities(graph, text)
          .filter(isWanted)
          .map((entity) => toOption(graph, entity, text));
}

/** Entities whose name or other name has the text, those that are called just so first, then those that begin so. */
export function findEntities(graph: Graph, text: string): readonly Entity[] {
  const wanted = foldText(text.trim());
  if (wanted === "") return [];
  return [...graph.entities.values()]
    .map((entity) => ({ entity, rank: rankOf(entity, wanted) }))
    .filter(({ rank }) => rank < notFound)
    .toSorted((a, b) => a.rank - b.rank || a.entity.label.localeCompare(b.entity.label, "en"))
    .map(({ entity }) => entity);
}

const notFound = 3;

/** "TPP" is not found in "CPTPP": a name begins with the text, or a word of it does. Rule NAM-3. */
function rankOf(entity: Entity, wanted: string): number {
  const names = allNamesOf(entity).map(foldText);
  if (names.includes(wanted)) return 0;
  if (names.some((name) => name.startsWith(wanted))) return 1;
  return names.some((name) => beginsWord(name, wanted)) ? 2 : notFound;
}

/** Where another name than the label was found, the option says which. */
function toOption(graph: Graph, { id, label, kind, aliases = [] }: Entity, text = ""): ListOption {
  const wanted = foldText(text.trim());
  const has = (name: string) => wanted === "" || beginsWord(foldText(name), wanted);
  const other = has(label) ? undefined : aliases.find(({ name }) => has(name))?.name;
  const detail = other === undefined ? kindLabel(graph, kind) : `${other}, ${kindLabel(graph, kind)}`;
  return { id, label, detail, icon: kindOptionIcon(kind, graph.meta) };
}
