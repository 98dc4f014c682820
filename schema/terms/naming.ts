// Under which names a map is shown and exported. What somebody is called is a political choice, so the team's own name
// is the record's label, and names used elsewhere are aliases that say where: a map can be read in the words of a forum
// without anything being renamed.
import type { Graph } from "../graph.ts";
import { forumOf, type Naming } from "./naming-choice.ts";
import type { Alias, Entity } from "../records.ts";

/** What is needed of an entity to name it. */
type Named = Pick<Entity, "label" | "aliases">;

/**
 * The name of an entity under a naming; the team's own where it has no other. Of several that fit, the one without a
 * language or in English, and then the first by its letters. A typing error is never a name. Rule NAM-1.
 */
export function nameOf({ label, aliases = [] }: Named, naming: Naming): string {
  if (naming === "ours") return label;
  const forum = forumOf(naming)?.toLowerCase();
  const fits = (alias: Alias) =>
    forum === undefined
      ? alias.use === "official"
      : alias.use === "forum" && forumsOf(alias).some((word) => word.toLowerCase() === forum);
  const [best] = aliases.filter(fits).toSorted((a, b) => rankOf(a) - rankOf(b) || (a.name < b.name ? -1 : 1));
  return best?.name ?? label;
}

/** The forums in which an alias is used: one, or several separated by commas. */
function forumsOf({ forum = "" }: Pick<Alias, "forum">): readonly string[] {
  return forum
    .split(/[,;]/)
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function rankOf({ language = "" }: Alias): number {
  return language === "" || /^en\b/i.test(language) ? 0 : 1;
}

const originals = new WeakMap<object, Entity>();

/** The record behind an entity that is shown under another name; itself where it is shown under its own. */
export function originalOf(entity: Entity): Entity {
  return originals.get(entity) ?? entity;
}

/** Every name of an entity, its own first, each once: it is found by all of them, whatever it is shown as. Rule NAM-3. */
export function allNamesOf(entity: Entity): readonly string[] {
  const { label, aliases = [] } = originalOf(entity);
  return [...new Set([label, ...aliases.map(({ name }) => name)])];
}

const renamed = new WeakMap<Entity, Map<Naming, Entity>>();
const graphs = new WeakMap<Graph, Map<Naming, Graph>>();

/**
 * A graph whose entities are called as a naming has it. Nothing else differs, and what has no other name is the same
 * object; the same graph and naming give the same graph again. Linear in the entities, once. Rule NAM-2.
 */
export function underNames(graph: Graph, naming: Naming): Graph {
  if (naming === "ours") return graph;
  return remember(graphs, graph, naming, () => ({
    ...graph,
    entities: new Map(Array.from(graph.entities, ([id, entity]) => [id, underName(entity, naming)])),
  }));
}

function underName(entity: Entity, naming: Naming): Entity {
  const label = nameOf(entity, naming);
  if (label === entity.label) return entity;
  return remember(renamed, entity, naming, () => {
    const shown: Entity = Object.freeze({ ...entity, label });
    originals.set(shown, entity);
    return shown;
  });
}

function remember<Key extends object, Value>(
  known: WeakMap<Key, Map<Naming, Value>>,
  key: Key,
  naming: Naming,
  make: () => Value,
): Value {
  const values = known.get(key) ?? new Map<Naming, Value>();
  known.set(key, values);
  const value = values.get(naming) ?? make();
  values.set(naming, value);
  return value;
}

/** The forums that any entity has a name for, with how many, by their words. */
export function forumsIn(graph: Graph): readonly (readonly [forum: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { aliases = [] } of graph.entities.values()) {
    const forums = new Set(aliases.filter(({ use }) => use === "forum").flatMap(forumsOf));
    for (const forum of forums) counts.set(forum, (counts.get(forum) ?? 0) + 1);
  }
  return [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1));
}
