// Checks what each claim says: a place that its source has, a relation that the vocabulary has, a position only
// on a decision.
import { entityFields, relationFields, type Entity, type RelationFields } from "../schema/records.ts";
import { isRelationKind } from "../schema/relation-kinds.ts";
import { noOwnTerms } from "../schema/terms/own-terms.ts";
import { relationTermOf } from "../schema/terms/terms.ts";
import { positionKinds } from "../schema/vocabulary.ts";
import type { ClaimDraft } from "./expand-claim.ts";
import type { SeedData } from "./seed-data.ts";
import type { Report } from "./seed-file.ts";

/** Reports claims whose locator, relation, position or field cannot be. */
export function checkClaims({ claims, entities, locatorRules }: SeedData, report: Report): void {
  const entityOf = new Map<string, Entity>(entities.map(({ value }) => [value.id, value]));
  for (const claim of claims) {
    checkLocators(claim, locatorRules, report);
    checkField(claim, report);
    checkPosition(claim, entityOf, report);
    checkActors(claim, report);
    if (typeof claim.on === "object") checkRelation(claim, claim.on, entityOf, report);
  }
}

function checkLocators({ evidence, at }: ClaimDraft, rules: SeedData["locatorRules"], report: Report): void {
  evidence.forEach(({ source, locator }, index) => {
    const rule = rules.find((candidate) => candidate.source === source);
    if (!rule || rule.pattern.test(locator)) return;
    const place = index === 0 ? at("at") : at("also", index - 1, "at");
    report(place, `“${locator}” is no locator of ${source}: write it like ${rule.example}`);
  });
}

function checkField({ fields: { field }, on, at }: ClaimDraft, report: Report): void {
  if (field === undefined) return;
  const known = typeof on === "object" ? relationFields : entityFields;
  if (!Object.hasOwn(known, field)) report(at("field"), `“${field}” is not a field of what it bears on`);
}

function checkPosition(
  { fields: { stance, actors = [] }, on, at }: ClaimDraft,
  entityOf: ReadonlyMap<string, Entity>,
  report: Report,
): void {
  if (stance === undefined) return;
  const target = typeof on === "string" ? entityOf.get(on) : undefined;
  if (!(positionKinds as readonly string[]).includes(target?.kind ?? "")) {
    const message = `is a position on nothing one can hold a position on: put one of ${positionKinds.join(", ")} in “on”`;
    report(at("stance"), message);
  }
  if (actors.length === 0) report(at("stance"), "is nobody's: say whose in “actors”");
}

function checkActors({ fields: { stance, actors = [], collective }, at }: ClaimDraft, report: Report): void {
  if (actors.length > 0 && stance === undefined) {
    report(at("actors"), "gives actors without a stance: add “stance” or leave them out");
  }
  if (actors.length > 1 && !collective) {
    report(at("actors"), "are several: add “collective: true”, or write a claim for each");
  }
}

function checkRelation(
  { at }: ClaimDraft,
  { kind, from, to }: RelationFields,
  entityOf: ReadonlyMap<string, Entity>,
  report: Report,
): void {
  if (!isRelationKind(kind)) {
    return report(
      at("relation", "kind"),
      `“${kind}” is an unknown kind: correct it to one of the vocabulary`,
    );
  }
  const term = relationTermOf(kind, noOwnTerms);
  for (const [name, id, allowed] of [["from", from, term.from] as const, ["to", to, term.to] as const]) {
    const end = entityOf.get(id);
    if (!end || allowed === "any" || allowed.includes(end.kind)) continue;
    report(at("relation", name), `“${kind}” has no ${end.kind} at this end; it takes ${allowed.join(", ")}`);
  }
}
