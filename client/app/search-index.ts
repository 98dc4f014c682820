// Finds entities, decisions and claims by any of their words: the beginning of a word is enough, and one slip in
// six letters is forgiven.
import MiniSearch, { type SearchOptions, type SearchResult } from "minisearch";

import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import type { Claim, Entity } from "../../schema/records.ts";
import { allNamesOf } from "../../schema/naming.ts";
import { entityTermOf, markedLabel } from "../../schema/terms.ts";
import { kindOptionIcon } from "../controls/kind-icon.ts";
import type { ListOption } from "../controls/option-list.ts";

interface SearchDocument {
  readonly id: RecordId;
  readonly group: SearchGroup;
  readonly label: string;
  readonly names: string;
  readonly text: string;
}

const searchGroups = ["Decisions", "Entities", "Claims"] as const;
export type SearchGroup = (typeof searchGroups)[number];

const groupCountMax: Readonly<Record<SearchGroup, number>> = { Decisions: 4, Entities: 7, Claims: 5 };
const fuzziness = 0.17;

// A graph object stands for one state of the data, so what was built for it stays right.
const built = new WeakMap<Graph, MiniSearch<SearchDocument>>();

/** The best hits, grouped. Building the index is linear in the graph and happens once for each state of it. */
export function searchGraph(graph: Graph, text: string): readonly ListOption[] {
  if (text.trim() === "") return [];
  const hits = exactFirst(graph, findHits(indexOf(graph), text), text);
  return searchGroups.flatMap((group) =>
    hits
      .filter((hit) => hit["group"] === group)
      .slice(0, groupCountMax[group])
      .flatMap((hit) => toOption(graph, hit.id as RecordId, group)),
  );
}

/** What has all the words, or else what has any of them. */
function findHits(index: MiniSearch<SearchDocument>, text: string): readonly SearchResult[] {
  const options: SearchOptions = {
    prefix: (term) => term.length > 1,
    fuzzy: (term) => (term.length > 3 ? fuzziness : 0),
  };
  const hits = index.search(text, options);
  return hits.length > 0 ? hits : index.search(text, { ...options, combineWith: "OR" });
}

/** Whoever types a whole name means it, however many longer names begin with it, and whichever of its names it is. */
function exactFirst(graph: Graph, hits: readonly SearchResult[], text: string): readonly SearchResult[] {
  const wanted = plainTerm(text.trim());
  const namesOf = (hit: SearchResult) => {
    const entity = graph.entities.get(hit.id as Entity["id"]);
    return entity ? allNamesOf(entity) : [String(hit["label"])];
  };
  const isExact = (hit: SearchResult) => namesOf(hit).some((name) => plainTerm(name) === wanted);
  return [...hits.filter(isExact), ...hits.filter((hit) => !isExact(hit))];
}

function indexOf(graph: Graph): MiniSearch<SearchDocument> {
  const known = built.get(graph);
  if (known) return known;
  const index = new MiniSearch<SearchDocument>({
    fields: ["label", "names", "text"],
    storeFields: ["group", "label"],
    searchOptions: { boost: { label: 4, names: 2 }, combineWith: "AND" },
    processTerm: plainTerm,
  });
  index.addAll([...graph.entities.values()].map(entityDocument));
  index.addAll([...graph.claims.values()].map(claimDocument));
  built.set(graph, index);
  return index;
}

/** Case and accents do not matter: "Việt" is found by "viet". */
function plainTerm(term: string): string {
  return term.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

function entityDocument(entity: Entity): SearchDocument {
  const names = [...allNamesOf(entity), ...Object.values(entity.identifiers ?? {})];
  return {
    id: entity.id,
    group: entity.kind === "decision" ? "Decisions" : "Entities",
    label: entity.label,
    names: [...names, entity.id.split(":")[1] ?? ""].join(" "),
    text: [entity.notes ?? "", ...ownTexts(entity)].join(" "),
  };
}

/** Values of the team's own fields that are words: yes, no and numbers would find too much. */
function ownTexts({ properties = {} }: Entity): readonly string[] {
  return Object.values(properties).filter((value) => typeof value === "string");
}

function claimDocument({ id, statement, assertedBy }: Claim): SearchDocument {
  return { id, group: "Claims", label: statement, names: "", text: assertedBy ?? "" };
}

function toOption(graph: Graph, id: RecordId, group: SearchGroup): ListOption[] {
  const claim = graph.claims.get(id as Claim["id"]);
  if (claim) return [{ id, group, label: claim.statement, icon: "quote" }];
  const entity = graph.entities.get(id as Entity["id"]);
  if (!entity) return [];
  const detail = markedLabel(entityTermOf(entity.kind, graph.meta));
  const icon = kindOptionIcon(entity.kind, graph.meta);
  return [{ id, group, label: entity.label, icon, ...(group === "Entities" && { detail }) }];
}
