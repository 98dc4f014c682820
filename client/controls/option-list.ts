// A list of options under a text field, as comboboxes, search and the palette have it (ARIA combobox pattern: the
// focus stays in the field, `aria-activedescendant` tells which option is meant).
import { css, html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";

/** One thing that can be chosen. */
export interface ListOption {
  readonly id: string;
  readonly label: string;
  /** Second, quieter text: a kind, a date, a key. */
  readonly detail?: string;
  /** A line below the label, for what has to be read in full: where a claim stands. */
  readonly below?: string;
  /** Options of one group follow each other under its heading. */
  readonly group?: string;
  /** `kind:state` draws an entity's shape (`kind:rumour:megaphone` a team's own kind's), anything else a bundled icon. */
  readonly icon?: string;
}

interface OptionListView {
  readonly listId: string;
  readonly label: string;
  readonly options: readonly ListOption[];
  readonly active: number;
  readonly choose: (option: ListOption) => void;
  readonly draw?: (option: ListOption) => TemplateResult | typeof nothing;
}

/** Id of an option's element, for `aria-activedescendant`; empty when none is active. */
export function optionElementId(listId: string, active: number): string {
  return active < 0 ? "" : `${listId}-${active}`;
}

/** Options with their group headings. The caller puts them in a scrolling panel. */
export function renderOptionList(view: OptionListView): TemplateResult {
  const groups = Map.groupBy(view.options, (option) => option.group ?? "");
  return html`<div class="options" role="listbox" id=${view.listId} aria-label=${view.label}>
    ${[...groups].map(([group, options]) => renderGroup(view, group, options))}
  </div>`;
}

function renderGroup(view: OptionListView, group: string, options: readonly ListOption[]): TemplateResult {
  const rows = repeat(
    options,
    ({ id }) => id,
    (option) => renderOption(view, option),
  );
  if (group === "") return html`${rows}`;
  return html`<div role="group" aria-label=${group}>
    <div class="group" aria-hidden="true">${group}</div>
    ${rows}
  </div>`;
}

function renderOption(view: OptionListView, option: ListOption): TemplateResult {
  const index = view.options.indexOf(option);
  return html`<div
    class="option"
    role="option"
    id=${optionElementId(view.listId, index)}
    aria-selected=${index === view.active}
    @pointerdown=${keepFocus}
    @click=${() => view.choose(option)}
  >
    ${view.draw?.(option) ?? nothing}
    <span class="option-label"
      >${option.label}${option.below === undefined ? nothing : html`<span class="option-below">${option.below}</span>`}</span
    >
    ${option.detail === undefined ? nothing : html`<span class="option-detail">${option.detail}</span>`}
  </div>`;
}

// The field keeps the focus; otherwise its blur would close the list before the click arrives.
function keepFocus(event: Event): void {
  event.preventDefault();
}

/** Which option a key leads to, or undefined when the key is not one that moves. Wraps around. */
export function moveActive(key: string, active: number, count: number): number | undefined {
  if (count === 0) return undefined;
  if (key === "ArrowDown") return (active + 1) % count;
  if (key === "ArrowUp") return (active <= 0 ? count : active) - 1;
  if (key === "PageDown") return Math.min(count - 1, active + 8);
  if (key === "PageUp") return Math.max(0, active - 8);
  return undefined;
}

/** Brings the active option into view after rendering. */
export function scrollToActive(root: ParentNode): void {
  root.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
}

export const optionListStyles = css`
  .options {
    padding: var(--e-space-4);
  }
  .group {
    padding: var(--e-space-8) var(--e-space-8) var(--e-space-4);
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-strong);
    line-height: var(--e-leading-label);
    color: var(--e-muted);
  }
  .option {
    display: flex;
    align-items: center;
    gap: var(--e-space-8);
    min-height: 32px;
    padding: 4px var(--e-space-8);
    border-radius: var(--e-radius);
    cursor: pointer;
  }
  .option > entente-kind-icon,
  .option > wa-icon {
    flex: none;
    width: 16px;
    color: var(--e-muted);
  }
  .option-label {
    flex: 1;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .option-below {
    display: block;
    white-space: normal;
    line-height: var(--e-leading-label);
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
  .option-detail {
    flex: none;
    max-width: 50%;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    font-size: var(--e-size-small);
    color: var(--e-muted);
  }
  .option:hover {
    background: var(--e-hover);
  }
  .option[aria-selected="true"] {
    background: var(--e-accent-tint);
  }
  @media (forced-colors: active) {
    .option[aria-selected="true"] {
      outline: 2px solid Highlight;
      outline-offset: -2px;
    }
  }
`;

/** The shape or icon before an option. The caller imports kind-icon.ts and icon.ts. */
export function drawOptionIcon({ icon }: ListOption): TemplateResult | typeof nothing {
  if (icon === undefined) return nothing;
  const [scheme, kind = "", chosen = ""] = icon.split(":");
  if (scheme === "kind") return html`<entente-kind-icon kind=${kind} icon=${chosen}></entente-kind-icon>`;
  return html`<wa-icon name=${icon}></wa-icon>`;
}

/** What floats: menus, lists and popovers in the top layer. */
export const floatingStyles = css`
  [popover] {
    padding: 0;
    border: 1px solid var(--e-line);
    border-radius: var(--e-radius-sheet);
    background: var(--e-raised);
    color: var(--e-ink);
    box-shadow: var(--e-shadow-float);
    overflow: auto;
    overscroll-behavior: contain;
  }
`;
