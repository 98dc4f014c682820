// Who decides, period by period, as fields of a form.
import "../controls/combobox.ts";
import "../controls/icon.ts";
import { css, html, nothing } from "lit";
import { repeat } from "lit/directives/repeat.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import type { Entity } from "../../schema/records.ts";
import { mayAct, ruleKinds, ruleTerms, type RuleKind } from "../../schema/vocabulary.ts";
import type { ChooseEvent } from "../controls/combobox.ts";
import type { Faults } from "./claim-draft.ts";
import { newPeriod, periodField, type PeriodDraft } from "./decision-edit.ts";
import { hasMembers } from "./decision-fields.ts";
import { entityOptions, entitySearch } from "./entity-options.ts";
import { choiceField, textField } from "./form-fields.ts";
import { nameIn } from "./graph-reading.ts";

/** What the fields need and whom they tell. */
export interface ElectorateView {
  readonly graph: Graph;
  readonly periods: readonly PeriodDraft[];
  readonly faults: Faults;
  readonly change: (periods: readonly PeriodDraft[]) => void;
}

/** Every period, and a button for one more. */
export function renderElectorate(view: ElectorateView) {
  const { periods, change } = view;
  const add = () => change([...periods, newPeriod(Math.max(-1, ...periods.map(({ key }) => key)) + 1)]);
  return html`<fieldset class="part">
    <legend>Who decides</legend>
    ${repeat(
      periods,
      ({ key }) => key,
      (period, index) => renderPeriod(view, period, index),
    )}
    <div><button type="button" class="link-button" @click=${add}>Add a period</button></div>
  </fieldset>`;
}

function renderPeriod(view: ElectorateView, period: PeriodDraft, index: number) {
  const { periods, faults, change } = view;
  const set = (fields: Partial<PeriodDraft>) =>
    change(periods.map((each) => (each.key === period.key ? { ...each, ...fields } : each)));
  const text = (name: "validFrom" | "validTo" | "basis", label: string, hint = "") =>
    textField({
      name: periodField(period.key, name),
      label,
      value: period[name],
      faults,
      hint,
      input: (value) => set({ [name]: value }),
    });
  return html`<fieldset class="period" aria-label=${`Period ${index + 1}`}>
    <div class="pair">
      ${text("validFrom", "From", "Empty: from the beginning")} ${text("validTo", "To", "Empty: still so")}
      ${choiceField({
        name: periodField(period.key, "who"),
        label: "Who",
        value: period.who,
        faults,
        groups: [
          {
            label: "",
            options: [
              ["membersOf", "Whoever is a member on the day"],
              ["members", "A list"],
            ],
          },
        ],
        input: (who) => set({ who: who as PeriodDraft["who"] }),
      })}
      ${renderRule(period, faults, set)}
    </div>
    ${period.who === "members" ? renderMembers(view, period, set) : renderMembersOf(view, period, set)}
    ${text("basis", "How it is known")}
    <div class="actions">
      <label class="check"
        ><input
          type="checkbox"
          .checked=${period.background}
          @change=${(event: Event) => set({ background: (event.target as HTMLInputElement).checked })}
        />
        <span>Background: from outside the team's sources</span></label
      >
      <button
        type="button"
        class="link-button"
        aria-label=${`Remove period ${index + 1}`}
        @click=${() => change(periods.filter(({ key }) => key !== period.key))}
      >
        Remove this period
      </button>
    </div>
  </fieldset>`;
}

function renderRule({ key, rule }: PeriodDraft, faults: Faults, set: (fields: Partial<PeriodDraft>) => void) {
  return choiceField({
    name: periodField(key, "rule"),
    label: "Rule in this period",
    value: rule,
    faults,
    groups: [
      {
        label: "",
        options: [
          ["", "The decision's own"],
          ...ruleKinds.map((kind) => [kind, ruleTerms[kind].label] as const),
        ],
      },
    ],
    input: (kind) => set({ rule: kind as RuleKind | "" }),
  });
}

function renderMembersOf(
  { graph, faults }: ElectorateView,
  { key, membersOf }: PeriodDraft,
  set: (fields: Partial<PeriodDraft>) => void,
) {
  return html`<entente-combobox
    data-name=${periodField(key, "membersOf")}
    label="Members of"
    placeholder="Find by name"
    .fault=${faults[periodField(key, "membersOf")] ?? ""}
    .options=${entityOptions(graph, hasMembers)}
    .search=${entitySearch(graph, hasMembers)}
    .value=${membersOf}
    @entente-choose=${({ option }: ChooseEvent) => set({ membersOf: option.id as EntityId })}
  ></entente-combobox>`;
}

function renderMembers(
  { graph, faults }: ElectorateView,
  { key, members }: PeriodDraft,
  set: (fields: Partial<PeriodDraft>) => void,
) {
  const isNew = ({ id, kind }: Entity) => mayAct(kind) && !members.includes(id);
  const name = periodField(key, "members");
  return html`<div class="form-field">
    ${
      members.length === 0
        ? nothing
        : html`<ul class="members" aria-label="Who decides">
            ${members.map(
              (id) =>
                html`<li class="chip">
                  ${nameIn(graph, id)}
                  <button
                    type="button"
                    class="icon-button small-target"
                    aria-label=${`Remove ${nameIn(graph, id)}`}
                    @click=${() => set({ members: members.filter((other) => other !== id) })}
                  >
                    <wa-icon name="x"></wa-icon>
                  </button>
                </li>`,
            )}
          </ul>`
    }
    <entente-combobox
      data-name=${name}
      label="Add somebody who decides"
      placeholder="Find by name"
      .fault=${faults[name] ?? ""}
      .options=${entityOptions(graph, isNew)}
      .search=${entitySearch(graph, isNew)}
      value=""
      @entente-choose=${(event: ChooseEvent) => {
        set({ members: [...members, event.option.id as EntityId] });
        (event.target as HTMLElement & { clear(): void }).clear();
      }}
    ></entente-combobox>
  </div>`;
}

export const electorateStyles = css`
  .period {
    padding: var(--e-space-12);
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius);
  }
  .members {
    display: flex;
    flex-wrap: wrap;
    gap: var(--e-space-4);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .members .chip {
    display: inline-flex;
    align-items: center;
    gap: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--e-space-8);
  }
`;
