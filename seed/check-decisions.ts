// Checks that each decision says by what rule and by whom it is taken, for which dates, and on what evidence.
import { readDate } from "../schema/time.ts";
import type { Electorate, Entity } from "../schema/records.ts";
import type { Item } from "./read-items.ts";
import type { SeedData } from "./seed-data.ts";
import type { Report } from "./seed-file.ts";

/** Reports decisions without a rule, without a dated electorate, or without claims behind these. */
export function checkDecisions({ entities, claims, isWhole }: SeedData, report: Report): void {
  const backed = new Set(
    claims.map(({ on, fields }) => `${typeof on === "string" ? on : ""} ${fields.field}`),
  );
  for (const item of entities) {
    if (item.value.kind !== "decision") continue;
    checkRule(item, report);
    checkElectorate(item, report);
    for (const field of fieldsToBack(item.value)) {
      if (!isWhole || backed.has(`${item.value.id} ${field}`)) continue;
      report(item.at(field), `“${field}” has no claim behind it: add one with “field: ${field}”`);
    }
  }
}

function checkRule({ value, at }: Item<Entity>, report: Report): void {
  if (value.rule === undefined) {
    report(at("id"), `“${value.id}” is a decision without a rule: add “rule”, or “rule: unspecified”`);
  }
  if (value.object === undefined) {
    report(
      at("id"),
      `“${value.id}” must say what it is about: add “object”, and “subject” where somebody wants it`,
    );
  }
}

function fieldsToBack({ rule, electorate, outcome }: Entity): string[] {
  return [
    ...(rule !== undefined && rule !== "unspecified" ? ["rule"] : []),
    ...(electorate ? ["electorate"] : []),
    ...(outcome ? ["outcome"] : []),
  ];
}

function checkElectorate({ value, at }: Item<Entity>, report: Report): void {
  const periods = value.electorate ?? [];
  if (periods.length === 0)
    report(at("id"), `“${value.id}” has no electorate: say who decides, and since when`);
  periods.forEach((period, index) => {
    const place = at("electorate", index);
    if (period.validFrom === undefined) report(place, "is an undated electorate: add “validFrom”");
    if ((period.membersOf === undefined) === (period.members === undefined)) {
      report(place, "must have either “membersOf” or “members”");
    }
    if (period.members && period.basis === undefined) report(place, "is a list without a “basis”");
    const previous = periods[index - 1];
    if (previous && !previous.background && !period.background && !endsBefore(previous, period)) {
      report(place, "begins before the electorate above it has ended: correct “validTo” or the order");
    }
  });
}

function endsBefore({ validTo }: Electorate, { validFrom }: Electorate): boolean {
  const end = (validTo === undefined ? undefined : readDate(validTo)?.to) ?? Infinity;
  const start = (validFrom === undefined ? undefined : readDate(validFrom)?.from) ?? -Infinity;
  return end < start;
}
