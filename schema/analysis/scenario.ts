// Decisions in a scenario: the same evaluation, of the map as the scenario has it.
import type * as Y from "yjs";

import type { Command } from "../edits.ts";
import { EntenteError } from "../errors.ts";
import type { Graph } from "../graph.ts";
import type { EntityId } from "../ids.ts";
import type { Electorate, Entity } from "../records.ts";
import { applyScenario, readScenario } from "../rooms/scenario.ts";
import type { RuleKind } from "../vocabulary.ts";
import { evaluate, type EvaluationDate } from "./decision.ts";
import { electorateAt, entryAt, type Moment } from "./electorate.ts";
import type { Evaluation } from "./evaluation.ts";

/**
 * Evaluates a decision in a scenario, for the day asked for, else for the scenario's own. Rule SCN-8.
 *
 * @param scenario Its id, which the evaluation carries.
 * @throws EntenteError `decision-unknown`, `date-invalid`
 */
export function evaluateScenario(
  graphDoc: Y.Doc,
  scenarioDoc: Y.Doc,
  scenario: string,
  decision: EntityId,
  when: EvaluationDate,
): Evaluation {
  const asOf = when.asOf ?? readScenario(graphDoc, scenarioDoc).asOf;
  const evaluation = evaluate(applyScenario(graphDoc, scenarioDoc), decision, { ...when, asOf });
  return { ...evaluation, scenario };
}

/** What is to be different about how a decision is made. */
export interface Terms {
  readonly rule?: RuleKind;
  readonly add?: readonly EntityId[];
  readonly remove?: readonly EntityId[];
}

const basisLengthMax = 400;

/**
 * The command that gives a decision another rule or other electors at a moment: to be supposed in a scenario, or
 * performed on the map. Electors become a list, since a query over memberships cannot leave one out. Rule SCN-8.
 *
 * @throws EntenteError `decision-unknown`
 */
export function changeTerms(graph: Graph, id: EntityId, moment: Moment, terms: Terms): Command {
  const decision = graph.entities.get(id);
  if (decision?.kind !== "decision") throw new EntenteError("decision-unknown", { detail: id });
  const entry = entryAt(decision, moment);
  const now = electorateAt(graph, decision, moment)?.members ?? [];
  const changed = otherPeriod(entry, otherMembers(now, terms), terms.rule);
  const fields = {
    ...(terms.rule && entry?.rule === undefined && { rule: terms.rule }),
    ...(changed && { electorate: [...othersThan(decision, entry), changed] }),
  };
  return { kind: "change", id, fields };
}

function othersThan({ electorate = [] }: Entity, entry: Electorate | undefined): readonly Electorate[] {
  return electorate.filter((other) => other !== entry);
}

/** A period as it is to be. The rule of a period beats that of the decision, so it is changed where it stands. */
function otherPeriod(
  entry: Electorate | undefined,
  members: readonly EntityId[] | undefined,
  rule: RuleKind | undefined,
): Electorate | undefined {
  const isRuled = rule !== undefined && entry?.rule !== undefined;
  if (!members && !isRuled) return undefined;
  return { ...(members ? listed(entry, members) : entry), ...(isRuled && { rule }) };
}

/** The electors, sorted; undefined where they stay as they are. */
function otherMembers(
  now: readonly EntityId[],
  { add = [], remove = [] }: Terms,
): readonly EntityId[] | undefined {
  if (add.length + remove.length === 0) return undefined;
  return [...new Set([...now, ...add])].filter((member) => !remove.includes(member)).toSorted();
}

/** A period's electorate as a list, which says what it was. */
function listed(entry: Electorate | undefined, members: readonly EntityId[]): Electorate {
  const { membersOf, basis, ...period } = entry ?? {};
  const before = basis ?? (membersOf === undefined ? "nobody recorded" : `members of ${membersOf}`);
  return { ...period, members: [...members], basis: `Supposed; before: ${before}`.slice(0, basisLengthMax) };
}
