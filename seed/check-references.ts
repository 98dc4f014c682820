// Checks that every id used is there, that none is there twice, and that nothing is there for nothing.
import { claimPrefix, hasPrefix, isId, type EntityId, type RecordId } from "../schema/ids.ts";
import type { Entity } from "../schema/records.ts";
import { checkBackground, type Use } from "./check-background.ts";
import type { ClaimDraft } from "./expand-claim.ts";
import type { Item } from "./read-items.ts";
import type { SeedData } from "./seed-data.ts";
import type { Report } from "./seed-file.ts";

/** Reports unknown ids, ids given twice, and entities and sources that nothing names. */
export function checkReferences(data: SeedData, report: Report): void {
  const { entities, sources, claims, settings } = data;
  const uses = [
    ...entities.flatMap(usesOfEntity),
    ...claims.flatMap(usesOfClaim),
    ...(settings
      ? [{ id: settings.value.home.decision, at: settings.at("home", "decision"), isBackground: false }]
      : []),
  ];
  const known = new Set<string>([...entities, ...sources].map(({ value }) => value.id));
  for (const { id, at } of uses) {
    if (!known.has(id)) report(at, `“${id}” is an unknown id: add it or correct it`);
  }
  if (data.isWhole) {
    reportLostDenials(claims, report);
    reportUnused(data, new Set(uses.map(({ id }) => id)), report);
    const records = entities.filter(({ value }) => value.kind !== "decision");
    checkBackground([...records, ...sources], uses, report);
  }
  reportRepeats(data, report);
}

/** What is denied may be a claim of any file. */
function reportLostDenials(claims: readonly ClaimDraft[], report: Report): void {
  const known = new Set<string>(claims.map(({ id }) => id));
  for (const { fields, at } of claims) {
    const { denies = "" } = fields;
    if (!hasPrefix(denies, claimPrefix) || known.has(denies)) continue;
    report(at("denies"), `“${denies}” is an unknown claim: add it or correct it`);
  }
}

/** A decision is a question of its own; anything else is there because something names it. */
function reportUnused({ entities, sources }: SeedData, used: ReadonlySet<string>, report: Report): void {
  for (const { value, at } of [...entities, ...sources]) {
    if (value.kind === "decision" || used.has(value.id)) continue;
    report(at("id"), `“${value.id}” is unused: no claim or decision names it`);
  }
}

function usesOfEntity({ value, at }: Item<Entity>): Use[] {
  const uses: Use[] = [];
  const add = (id: EntityId | undefined, isBackground: boolean, ...path: (string | number)[]) => {
    if (id !== undefined) uses.push({ id, at: at(...path), isBackground });
  };
  add(value.subject, false, "subject");
  add(value.object, false, "object");
  value.electorate?.forEach(({ membersOf, members, background = false }, index) => {
    add(membersOf, background, "electorate", index, "membersOf");
    members?.forEach((member, place) => add(member, background, "electorate", index, "members", place));
  });
  return uses;
}

function usesOfClaim({ on, fields, evidence, at }: ClaimDraft): Use[] {
  const { actors = [], assertedBy = "", denies = "", background: isBackground = false } = fields;
  const uses = [
    ...targetsOf(on).map(([id, ...path]) => ({ id, at: at(...path) })),
    ...actors.map((id, index) => ({ id, at: at("actors", index) })),
    ...(isId(denies) && !hasPrefix(denies, claimPrefix) ? [{ id: denies, at: at("denies") }] : []),
    // A speaker without an entity is written out by name.
    ...(isId(assertedBy) ? [{ id: assertedBy, at: at("by") }] : []),
    ...evidence.map(({ source }, index) => ({ id: source, at: index === 0 ? at() : at("also", index - 1) })),
  ];
  return uses.map((use) => ({ ...use, isBackground }));
}

function targetsOf(on: ClaimDraft["on"]): [string, ...string[]][] {
  if (typeof on === "string") return [[on, "on"]];
  const decision = on.qualifiers?.["decision"];
  return [
    [on.from, "relation", "from"],
    [on.to, "relation", "to"],
    ...(typeof decision === "string"
      ? [[decision, "relation", "qualifiers", "decision"] as [string, ...string[]]]
      : []),
  ];
}

function reportRepeats({ entities, sources, claims }: SeedData, report: Report): void {
  const placeOf = new Map<RecordId, string>();
  const records = [
    ...[...entities, ...sources].map(({ value, at }) => ({ id: value.id, at: at("id") })),
    ...claims.map(({ id, at }) => ({ id, at: at("id") })),
  ];
  for (const { id, at } of records) {
    const earlier = placeOf.get(id);
    if (earlier === undefined) placeOf.set(id, at);
    else report(at, `“${id}” is a duplicate id: ${earlier} has it already`);
  }
}
