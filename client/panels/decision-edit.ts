// What a person has filled in about a decision that is there, what is wrong with it, and which fields it changes. Pure.
import { canonicalJson } from "../../schema/canonical.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Electorate, Entity } from "../../schema/records.ts";
import type { DecisionStatus, DecisionType, RuleKind } from "../../schema/vocabulary.ts";
import { typedDate } from "../controls/typed-date.ts";
import { dateFault, withoutNothing, type Faults } from "./claim-draft.ts";

/** One period's electorate as filled in. */
export interface PeriodDraft {
  /** Tells periods apart while they are edited; never stored. */
  readonly key: number;
  readonly validFrom: string;
  readonly validTo: string;
  readonly who: "membersOf" | "members";
  readonly membersOf: EntityId | "";
  readonly members: readonly EntityId[];
  readonly basis: string;
  readonly rule: RuleKind | "";
  readonly background: boolean;
}

/** A decision as filled in; empty where nothing is said. */
export interface DecisionEdit {
  readonly decisionType: DecisionType | "";
  readonly subject: EntityId | "";
  readonly object: EntityId | "";
  readonly rule: RuleKind | "";
  readonly status: DecisionStatus | "";
  readonly statusOn: string;
  readonly result: "carried" | "rejected" | "";
  readonly resultDate: string;
  readonly deadline: string;
  readonly staleAfterMonths: string;
  readonly periods: readonly PeriodDraft[];
}

/** A decision as a draft to be edited. */
export function toDecisionEdit(decision: Entity): DecisionEdit {
  const { outcome, staleAfterMonths } = decision;
  const text = <Word extends string>(word: Word | undefined): Word | "" => word ?? "";
  return {
    decisionType: text(decision.decisionType),
    subject: text(decision.subject),
    object: text(decision.object),
    rule: text(decision.rule),
    status: text(decision.status),
    statusOn: text(decision.statusOn),
    result: text(outcome?.result),
    resultDate: text(outcome?.date),
    deadline: text(decision.deadline),
    staleAfterMonths: staleAfterMonths === undefined ? "" : String(staleAfterMonths),
    periods: (decision.electorate ?? []).map(toPeriod),
  };
}

/** A further period, whose members decide until somebody lists them. */
export function newPeriod(key: number): PeriodDraft {
  return toPeriod({}, key);
}

function toPeriod(electorate: Electorate, key: number): PeriodDraft {
  const {
    validFrom = "",
    validTo = "",
    membersOf = "",
    members,
    basis = "",
    rule = "",
    background = false,
  } = electorate;
  const who = members === undefined ? "membersOf" : "members";
  return { key, validFrom, validTo, who, membersOf, members: members ?? [], basis, rule, background };
}

/** Names of a period's fields, by which their faults are found. */
export function periodField(key: number, field: keyof PeriodDraft): string {
  return `period.${key}.${field}`;
}

/** What is wrong, by field, each with what to do. */
export function decisionFaults(draft: DecisionEdit): Faults {
  const { result, resultDate, staleAfterMonths, deadline } = draft;
  const months = Number(staleAfterMonths);
  const isMonths = Number.isInteger(months) && months >= 1 && months <= 1200;
  return withoutNothing({
    resultDate:
      result !== "" && resultDate.trim() === ""
        ? "Say when it was decided; a year is enough."
        : dateFault(resultDate.trim()),
    statusOn: dateFault(draft.statusOn.trim()),
    deadline: dateFault(deadline.trim()),
    staleAfterMonths:
      staleAfterMonths.trim() === "" || isMonths ? undefined : "Write a whole number of months, 1 to 1200.",
    ...Object.fromEntries(draft.periods.flatMap((period) => Object.entries(periodFaults(period)))),
  });
}

function periodFaults({ key, validFrom, validTo, who, membersOf, members }: PeriodDraft) {
  const at = (field: keyof PeriodDraft) => periodField(key, field);
  return {
    [at("validFrom")]: dateFault(validFrom.trim()),
    [at("validTo")]: dateFault(validTo.trim()),
    [at("membersOf")]: who === "membersOf" && membersOf === "" ? "Choose whose members decide." : undefined,
    [at("members")]:
      who === "members" && members.length === 0 ? "Add everybody who decides, one by one." : undefined,
  };
}

/** The fields that differ from the decision's own; null clears one. */
export function decisionChanges(decision: Entity, draft: DecisionEdit): Readonly<Record<string, unknown>> {
  const wanted: Readonly<Record<string, unknown>> = {
    decisionType: draft.decisionType,
    subject: draft.subject,
    object: draft.object,
    rule: draft.rule,
    status: draft.status,
    statusOn: typedDate(draft.statusOn),
    outcome: draft.result === "" ? "" : { result: draft.result, date: typedDate(draft.resultDate) },
    deadline: typedDate(draft.deadline),
    staleAfterMonths: draft.staleAfterMonths.trim() === "" ? "" : Number(draft.staleAfterMonths),
    electorate: draft.periods.length === 0 ? "" : draft.periods.map(toElectorate),
  };
  const now = decision as unknown as Readonly<Record<string, unknown>>;
  const changed = Object.entries(wanted).filter(
    ([field, value]) => canonicalJson(value) !== canonicalJson(now[field] ?? ""),
  );
  return Object.fromEntries(changed.map(([field, value]) => [field, value === "" ? null : value]));
}

function toElectorate(period: PeriodDraft): Electorate {
  const { validFrom, validTo, who, membersOf, members, basis, rule, background } = period;
  return {
    ...(validFrom.trim() !== "" && { validFrom: typedDate(validFrom) }),
    ...(validTo.trim() !== "" && { validTo: typedDate(validTo) }),
    ...(who === "members" ? { members: [...members] } : membersOf !== "" && { membersOf }),
    ...(basis.trim() !== "" && { basis: basis.trim() }),
    ...(rule !== "" && { rule }),
    ...(background && { background }),
  };
}
