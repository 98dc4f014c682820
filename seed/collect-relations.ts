// Relations are not written down: they follow from the claims that name them. Claims that name the same kind,
// ends and beginning share one record and must agree on the rest. Background makes relations of its own, so that it
// dates, ends or words none of those that the team's own sources speak of.
import type { ClaimId, RelationId } from "../schema/ids.ts";
import { relationPrefix } from "../schema/ids.ts";
import type { Relation, RelationFields } from "../schema/records.ts";
import { noOwnTerms } from "../schema/terms/own-terms.ts";
import { relationTermOf } from "../schema/terms/terms.ts";
import type { ClaimDraft } from "./expand-claim.ts";
import type { Report } from "./seed-file.ts";

const nameLengthMax = 35;

/** Relations made from claims. */
export interface CollectedRelations {
  readonly relations: readonly Relation[];
  /** Which relation each claim bears on. */
  readonly relationOf: ReadonlyMap<ClaimId, RelationId>;
}

interface Mention {
  readonly claim: ClaimId;
  readonly fields: RelationFields;
  readonly at: ClaimDraft["at"];
}

/** Gathers the relations that claims name, each with an id made from its kind and ends. */
export function collectRelations(drafts: readonly ClaimDraft[], report: Report): CollectedRelations {
  const mentions = drafts.flatMap(toMention);
  const relations: Relation[] = [];
  const relationOf = new Map<ClaimId, RelationId>();
  for (const between of Map.groupBy(mentions, betweenKey).values()) {
    const periods = toPeriods(between, report);
    for (const [period, group] of periods) {
      const fields = agreed(group, report);
      const id = relationId(fields, periods.size > 1 ? period : undefined);
      relations.push({ ...fields, id });
      for (const { claim } of group) relationOf.set(claim, id);
    }
  }
  reportSharedIds(relations, mentions, relationOf, report);
  return { relations, relationOf };
}

function toMention({ id, on, at }: ClaimDraft): Mention[] {
  return typeof on === "object" ? [{ claim: id, fields: on, at }] : [];
}

function betweenKey({ fields: { kind, from, to, background } }: Mention): string {
  const ends = relationTermOf(kind, noOwnTerms).isSymmetric ? [from, to].toSorted() : [from, to];
  return [kind, ...ends, ...(background ? ["background"] : [])].join(" ");
}

/** By beginning. A mention without one belongs to the only period there is. */
function toPeriods(mentions: readonly Mention[], report: Report): ReadonlyMap<string, readonly Mention[]> {
  const dated = new Set(mentions.map(({ fields }) => fields.validFrom).filter((date) => date !== undefined));
  const [only = ""] = dated;
  return Map.groupBy(mentions, ({ fields, at }) => {
    if (fields.validFrom === undefined && dated.size > 1) {
      report(at("relation"), `needs a “validFrom”, since there are several: ${[...dated].join(", ")}`);
    }
    return fields.validFrom ?? only;
  });
}

/** All that the mentions say of one relation; where two differ, the later one is at fault. */
function agreed(mentions: readonly Mention[], report: Report): RelationFields {
  const saidBy = new Map<string, Mention>();
  for (const mention of mentions) {
    for (const [field, value] of Object.entries(mention.fields)) {
      const earlier = saidBy.get(field);
      if (!earlier) saidBy.set(field, mention);
      else if (!isSame(earlier.fields[field as keyof RelationFields], value)) {
        const message = `“${field}” differs from what ${earlier.at("relation")} says of the same relation`;
        report(mention.at("relation", field), message);
      }
    }
  }
  const fields = [...saidBy].map(([field, { fields }]) => [field, fields[field as keyof RelationFields]]);
  return Object.fromEntries(fields) as RelationFields;
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Kind, ends and, where needed, the beginning and that it is background. */
function relationId({ kind, from, to, background }: RelationFields, period: string | undefined): RelationId {
  const [start, goal] = [from, to].map((id) => id.slice(id.indexOf(":") + 1));
  const date = period === undefined ? "" : `-${period.replaceAll(/[^0-9-]/g, "")}`;
  const suffix = `${date}${background ? "-bg" : ""}`;
  const room = nameLengthMax - `${kind}--${suffix}`.length;
  const name = `${kind}-${shortened(start ?? "", goal ?? "", room)}${suffix}`;
  return `${relationPrefix}:${name.slice(0, nameLengthMax)}` as RelationId;
}

/** Both names, cut at their ends to fit, the longer first. */
function shortened(first: string, second: string, room: number): string {
  if (first.length + second.length <= room || first + second === "") return `${first}-${second}`;
  const cut = (name: string) => name.slice(0, -1).replace(/[-._]+$/, "");
  return first.length >= second.length
    ? shortened(cut(first), second, room)
    : shortened(first, cut(second), room);
}

function reportSharedIds(
  relations: readonly Relation[],
  mentions: readonly Mention[],
  relationOf: ReadonlyMap<ClaimId, RelationId>,
  report: Report,
): void {
  const seen = new Set<RelationId>();
  for (const { id, from, to } of relations) {
    if (seen.has(id)) {
      const last = mentions.findLast(({ claim }) => relationOf.get(claim) === id);
      report(
        last?.at("relation") ?? id,
        `“${from}” and “${to}” give the id ${id}, which another relation has`,
      );
    }
    seen.add(id);
  }
}
