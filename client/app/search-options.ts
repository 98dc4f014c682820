// A hit as an option of a list: what it is called, what it is, and where it stands.
import type { Graph } from "../../schema/graph.ts";
import type { RecordId } from "../../schema/ids.ts";
import type { Claim, Entity, Evidence, Source } from "../../schema/records.ts";
import { entityTermOf, markedLabel } from "../../schema/terms/terms.ts";
import { kindOptionIcon } from "../controls/kind-icon.ts";
import type { ListOption } from "../controls/option-list.ts";
import { sourceLine, sourceShort } from "../panels/claim-words.ts";
import { asserterOf, claimOf, sourceOf } from "../panels/graph-reading.ts";
import { locatorWords } from "../panels/locator-words.ts";

/** In the order in which they are listed. */
export const searchGroups = ["Entities", "Decisions", "Sources", "Claims"] as const;
export type SearchGroup = (typeof searchGroups)[number];

/**
 * The option of a record, or none where it is not there.
 *
 * @param group Instead of the group of its kind.
 * @param typed A whole name of it, which is shown where it is not the one it goes by.
 */
export function toOption(graph: Graph, id: RecordId, group?: string, typed = ""): readonly ListOption[] {
  const claim = claimOf(graph, id);
  if (claim) return [claimOption(graph, claim, claim.evidence[0])];
  const source = sourceOf(graph, id);
  if (source) return [sourceOption(source)];
  const entity = graph.entities.get(id as Entity["id"]);
  return entity ? [entityOption(graph, entity, group, typed.trim())] : [];
}

function entityOption(graph: Graph, entity: Entity, group: string | undefined, typed: string): ListOption {
  const { id, kind, label } = entity;
  const own: SearchGroup = kind === "decision" ? "Decisions" : "Entities";
  const word = markedLabel(entityTermOf(kind, graph.meta));
  const isOther = typed !== "" && typed.toLowerCase() !== label.toLowerCase();
  return {
    id,
    label,
    group: group ?? own,
    icon: kindOptionIcon(kind, graph.meta),
    detail: isOther ? `${word} · also “${typed}”` : word,
  };
}

function sourceOption(source: Source): ListOption {
  const { id, title } = source;
  return { id, group: "Sources", label: title, icon: "book-open", below: `source · ${sourceLine(source)}` };
}

/** The option of a claim, with one of the places where it stands. */
export function claimOption(graph: Graph, claim: Claim, evidence: Evidence | undefined): ListOption {
  const { id, statement } = claim;
  const below = ["claim", standsWhere(graph, claim, evidence)].filter((part) => part !== "").join(" · ");
  return { id, group: "Claims", label: statement, icon: "quote", below };
}

/** "Cathy Fang, paragraph 4"; whoever says it in somebody else's text is named before the text. */
function standsWhere(graph: Graph, claim: Claim, evidence: Evidence | undefined): string {
  const asserter = asserterOf(graph, claim);
  const who = typeof asserter === "object" ? asserter.label : asserter;
  const source = evidence && graph.sources.get(evidence.source);
  const text = source && source.author !== who && source.publisher !== who ? sourceShort(source) : undefined;
  const place = evidence && locatorWords(evidence.locator);
  return [who, text && (who === undefined ? text : `in ${text}`), place]
    .filter((part) => part !== undefined)
    .join(", ");
}
