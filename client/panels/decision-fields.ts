// What a new decision asks beyond its name: who seeks what, under which rule, and who decides.
import "../controls/combobox.ts";
import { html } from "lit";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity, EntityFields } from "../../schema/records.ts";
import { decisionTypeTerms } from "../../schema/terms/decision-terms.ts";
import {
  decisionTypes,
  isEntityKind,
  ruleKinds,
  ruleTerms,
  type DecisionType,
  type RuleKind,
} from "../../schema/vocabulary.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import { entityOptions, entitySearch } from "./entity-options.ts";
import { choiceField } from "./form-fields.ts";

/** What was chosen about a new decision; empty where nothing was. */
export interface DecisionDraft {
  readonly type: DecisionType | "";
  readonly rule: RuleKind;
  readonly subject: EntityId | "";
  readonly object: EntityId | "";
  /** Whose members decide. */
  readonly membersOf: EntityId | "";
}
export const emptyDecision: DecisionDraft = {
  type: "",
  rule: "unspecified",
  subject: "",
  object: "",
  membersOf: "",
};

/** Fields of the record that the draft amounts to. */
export function decisionFields({
  type,
  rule,
  subject,
  object,
  membersOf,
}: DecisionDraft): Partial<EntityFields> {
  return {
    ...(type !== "" && { decisionType: type }),
    rule,
    ...(subject !== "" && { subject }),
    ...(object !== "" && { object }),
    ...(membersOf !== "" && { electorate: [{ membersOf }] }),
    status: "open",
  };
}

const isThing = ({ kind }: Entity) => kind !== "decision";
const memberKinds: readonly string[] = ["agreement", "bloc", "regime", "body", "group"];

/** Whether something can have members; of a team's own kinds nobody can know, so they may. */
export function hasMembers({ kind }: Entity): boolean {
  return memberKinds.includes(kind) || !isEntityKind(kind);
}

/** The fields as a template; `change` tells what was edited. */
export function renderDecisionFields(
  graph: Graph,
  draft: DecisionDraft,
  change: (change: Partial<DecisionDraft>) => void,
) {
  const pick = (
    field: "subject" | "object" | "membersOf",
    label: string,
    isWanted: (entity: Entity) => boolean,
    hint = "",
  ) =>
    html`<entente-combobox
      data-name=${field}
      .label=${label}
      placeholder="Find by name"
      .hint=${hint}
      .options=${entityOptions(graph, isWanted)}
      .search=${entitySearch(graph, isWanted)}
      .value=${draft[field]}
      @entente-choose=${({ option }: ChooseEvent) => change({ [field]: option.id as EntityId })}
    ></entente-combobox>`;
  return html`<div class="pair">
      ${pick("subject", "Who seeks it", isThing)} ${pick("object", "About what", isThing)}
    </div>
    <div class="pair">
      ${choiceField({
        name: "rule",
        label: "Rule",
        value: draft.rule,
        faults: {},
        hint: ruleTerms[draft.rule].meaning,
        groups: [{ label: "", options: ruleKinds.map((rule) => [rule, ruleTerms[rule].label] as const) }],
        input: (rule) => change({ rule: rule as RuleKind }),
      })}
      ${choiceField({
        name: "type",
        label: "Type",
        value: draft.type,
        faults: {},
        groups: [
          {
            label: "",
            options: [
              ["", "Not said"],
              ...decisionTypes.map((type) => [type, decisionTypeTerms[type].label] as const),
            ],
          },
        ],
        input: (type) => change({ type: type as DecisionType | "" }),
      })}
    </div>
    ${pick("membersOf", "Who decides: the members of", hasMembers, "Whoever is a member on the day decides.")}`;
}
