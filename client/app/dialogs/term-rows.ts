// The team's own kinds and fields as rows of a list, with how much uses each. Pure.
import type { Graph } from "../../../schema/graph.ts";
import { termsIn, type TermGroup } from "../../../schema/terms/own-terms.ts";
import { entityTermOf, relationTermOf } from "../../../schema/terms/terms.ts";

/** One kind or field. */
export interface TermRow {
  readonly name: string;
  readonly label: string;
  /** Of a kind of entity: name of its icon. */
  readonly icon?: string;
  /** What uses it, in words. */
  readonly about: string;
  readonly state: "" | "retired" | "not described";
  /** False for a kind that is in use without anybody having said what it is. */
  readonly isDeclared: boolean;
}

/** Those that the team has described, then those that are only in use, each by its label. Linear in the records. */
export function termRows(graph: Graph, group: TermGroup): readonly TermRow[] {
  const counts = countUses(graph, group);
  const own = termsIn(graph.meta, group).map(([name, term]): TermRow => ({
    name,
    label: term.label,
    ...(group === "entityKinds" && { icon: entityTermOf(name, graph.meta).icon ?? "" }),
    about: useWords(counts.get(name) ?? 0),
    state: term.retired ? "retired" : "",
    isDeclared: true,
  }));
  const strange = [...counts]
    .filter(([name]) => isStrange(graph, group, name))
    .map(([name, count]): TermRow => ({
      name,
      label: name,
      ...(group === "entityKinds" && { icon: "" }),
      about: useWords(count),
      state: "not described",
      isDeclared: false,
    }));
  return [...own, ...strange].toSorted(
    (a, b) => Number(b.isDeclared) - Number(a.isDeclared) || a.label.localeCompare(b.label, "en"),
  );
}

function isStrange(graph: Graph, group: TermGroup, name: string): boolean {
  if (group === "fields") return graph.meta.fields?.[name] === undefined;
  const term = group === "entityKinds" ? entityTermOf(name, graph.meta) : relationTermOf(name, graph.meta);
  return term.origin === "unknown";
}

function countUses({ entities, relations }: Graph, group: TermGroup): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  const add = (name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);
  if (group === "entityKinds") for (const { kind } of entities.values()) add(kind);
  if (group === "relationKinds") for (const { kind } of relations.values()) add(kind);
  if (group === "fields") {
    for (const { properties = {} } of [...entities.values(), ...relations.values()])
      for (const name of Object.keys(properties)) add(name);
  }
  return counts;
}

function useWords(count: number): string {
  return count === 0 ? "not used" : `used ${count.toLocaleString("en")} ${count === 1 ? "time" : "times"}`;
}
