// From an item of a claims file to claims: file-wide defaults filled in, evidence listed, and one claim for each
// entity where an end of the relation lists several.
import {
  claimPrefix,
  evidencePrefix,
  hasPrefix,
  isId,
  type ClaimId,
  type EntityId,
  type EvidenceId,
} from "../schema/ids.ts";
import type { ClaimFields, Evidence, RelationFields } from "../schema/records.ts";
import type { Item } from "./read-items.ts";
import type { Report } from "./seed-file.ts";
import type { ClaimHeader, WrittenClaim } from "./written-claim.ts";

/** One claim as the data files have it; what it bears on may be a relation still without an id. */
export interface ClaimDraft {
  readonly id: ClaimId;
  readonly fields: Omit<ClaimFields, "on">;
  readonly on: EntityId | RelationFields;
  readonly evidence: readonly Evidence[];
  readonly at: Item<unknown>["at"];
}

/** One draft, or one for each entity that an end of its relation lists. */
export function expandClaim(
  item: Item<WrittenClaim>,
  header: ClaimHeader,
  labelOf: (id: EntityId) => string,
  report: Report,
): ClaimDraft[] {
  const { relation, on } = item.value;
  if ((relation === undefined) === (on === undefined)) {
    report(item.at(), "bears on nothing or on two things: give either “on” or “relation”");
    return [];
  }
  if (!relation) return on ? [toDraft(item, header, { id: item.value.id, on, names: {} }, report)] : [];
  const [from, to] = [listed(relation.from), listed(relation.to)];
  if (from.length > 1 && to.length > 1) report(item.at("relation"), "only one end may say “each”");
  const isList = typeof relation.from === "object" || typeof relation.to === "object";
  return from.flatMap((start) =>
    to.map((goal) => {
      const suffix = typeof relation.from === "object" ? start : goal;
      const id = (isList ? `${item.value.id}-${nameOf(suffix)}` : item.value.id) as ClaimId;
      const names = isList ? { from: labelOf(start), to: labelOf(goal) } : {};
      const isBackground = item.value.background ?? header.defaults.background;
      const target = { ...relation, from: start, to: goal, ...(isBackground && { background: true }) };
      return toDraft(item, header, { id, on: target, names }, report);
    }),
  );
}

interface Target {
  readonly id: ClaimId;
  readonly on: EntityId | RelationFields;
  readonly names: Readonly<Record<string, string>>;
}

function toDraft(item: Item<WrittenClaim>, header: ClaimHeader, target: Target, report: Report): ClaimDraft {
  const { id, on, names } = target;
  const { id: _id, source, at, note, also = [], ...fields } = item.value;
  const { on: _on, relation: _relation, by, statement, ...rest } = fields;
  const { by: usualBy, ...usual } = header.defaults;
  if (!hasPrefix(id, claimPrefix)) report(item.at("id"), `“${id}” must begin with “${claimPrefix}:”`);
  const places = [{ source, at, note }, ...also];
  return {
    id,
    fields: {
      kind: "claim",
      ...usual,
      ...rest,
      statement: withNames(item, statement, names, report),
      assertedBy: by ?? usualBy,
    },
    on,
    evidence: places.map((place, index) => ({
      id: evidenceId(item, id, index, report),
      kind: "evidence",
      claim: id,
      source: place.source ?? header.source,
      locator: place.at,
      note: place.note,
    })),
    at: item.at,
  };
}

function evidenceId(item: Item<WrittenClaim>, claim: ClaimId, index: number, report: Report): EvidenceId {
  const id = `${evidencePrefix}:${nameOf(claim)}${index === 0 ? "" : `.${index + 1}`}`;
  if (!isId(id)) {
    const message = `“${claim}” is too long: at most 33 characters after the colon`;
    report(item.at("id"), message);
  }
  return id as EvidenceId;
}

/** Puts names for `{from}` and `{to}`; a claim about each of several must name the one it is about. */
function withNames(
  item: Item<WrittenClaim>,
  statement: string,
  names: Target["names"],
  report: Report,
): string {
  const named = statement.replaceAll(/\{(from|to)\}/g, (whole, name: string) => names[name] ?? whole);
  if (Object.keys(names).length > 0 && named === statement) {
    report(item.at("statement"), "says “each” of whom it speaks nowhere: write {from} or {to}");
  }
  if (/[{}]/.test(named)) report(item.at("statement"), "has a placeholder that nothing stands for");
  return named;
}

function listed(value: EntityId | { readonly each: readonly EntityId[] }): readonly EntityId[] {
  return typeof value === "string" ? [value] : value.each;
}

/** An id without its prefix. */
function nameOf(id: string): string {
  return id.slice(id.indexOf(":") + 1);
}
