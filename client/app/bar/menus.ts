// The menus of the top bar: each is a list of actions, with the words and keys of the table of actions.
import "@awesome.me/webawesome/dist/components/divider/divider.js";
import "@awesome.me/webawesome/dist/components/dropdown/dropdown.js";
import "@awesome.me/webawesome/dist/components/dropdown-item/dropdown-item.js";
import { css, html, nothing, type TemplateResult } from "lit";

import "../../controls/icon.ts";
import "../../controls/kind-icon.ts";
import { ActionEvent, actionTerm, appActionNames, isEditAction, type AppAction } from "../actions.ts";
import { chordKeys } from "../shortcuts.ts";

interface MenuView {
  readonly id: string;
  /** The button, with `slot="trigger"`. */
  readonly trigger: TemplateResult;
  readonly sections: readonly MenuSection[];
  /** What would change the workspace is left out. */
  readonly isReadOnly: boolean;
}
interface MenuSection {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}
interface MenuItem {
  readonly action: AppAction;
  /** Where the menu's heading already says half of it. */
  readonly label?: string;
  readonly isChosen?: boolean;
}

/** A menu whose items ask for actions. */
export function renderMenu({ id, trigger, sections, isReadOnly }: MenuView): TemplateResult {
  const isOffered = ({ action }: MenuItem) => !isReadOnly || !isEditAction(action);
  const offered = sections
    .map((section) => ({ ...section, items: section.items.filter(isOffered) }))
    .filter(({ items }) => items.length > 0);
  return html`<wa-dropdown id=${id} size="s" @wa-select=${onSelect}>
    ${trigger} ${offered.map((section, index) => renderSection(section, index > 0))}
  </wa-dropdown>`;
}

function renderSection({ heading, items }: MenuSection, isLater: boolean): TemplateResult {
  return html`${isLater && heading === undefined ? html`<wa-divider></wa-divider>` : nothing}
  ${heading === undefined ? nothing : html`<div class="heading" role="none">${heading}</div>`}
  ${items.map(renderItem)}`;
}

function renderItem({ action, label, isChosen }: MenuItem): TemplateResult {
  const { label: fullLabel, icon, keys } = actionTerm(action);
  // "Light" says enough under its heading, but not to whoever hears the item alone.
  const addsToLabel =
    keys === undefined && label !== undefined && fullLabel.toLowerCase().includes(label.toLowerCase());
  return html`<wa-dropdown-item
    value=${action}
    aria-label=${addsToLabel ? fullLabel : nothing}
    type=${isChosen === undefined ? "normal" : "checkbox"}
    .checked=${isChosen ?? false}
  >
    ${isChosen === undefined ? renderItemIcon(icon) : nothing} ${label ?? fullLabel}
    ${keys?.[0] === undefined ? nothing : html`<span slot="details">${chordKeys(keys[0]).join(" ")}</span>`}
  </wa-dropdown-item>`;
}

function renderItemIcon(icon: string): TemplateResult {
  const [scheme, kind] = icon.split(":");
  return scheme === "kind"
    ? html`<entente-kind-icon slot="icon" kind=${kind ?? ""}></entente-kind-icon>`
    : html`<wa-icon slot="icon" name=${icon}></wa-icon>`;
}

interface ChosenItem {
  readonly value?: string;
  readonly type: string;
  checked: boolean;
}

function onSelect(event: CustomEvent<{ readonly item: ChosenItem }>): void {
  const { item } = event.detail;
  // A check mark shows what is in force, which the application decides, not the click.
  if (item.type === "checkbox") item.checked = !item.checked;
  const action = appActionNames.find((name) => name === item.value);
  const menu = event.currentTarget;
  if (!action || !(menu instanceof HTMLElement)) return;
  // The item goes with its menu. What opens now gives the focus back to where it was, so it is where it can go back to.
  menu.querySelector<HTMLElement>("[slot=trigger]")?.focus();
  menu.dispatchEvent(new ActionEvent(action));
}

export const menuStyles = css`
  /* Where a menu is longer than the window, a shade at its edge says that it goes on. */
  wa-dropdown::part(menu) {
    background-image:
      linear-gradient(var(--e-raised) 40%, transparent), linear-gradient(transparent, var(--e-raised) 60%),
      linear-gradient(var(--e-pressed), transparent), linear-gradient(transparent, var(--e-pressed));
    background-position: top, bottom, top, bottom;
    background-size:
      100% 48px,
      100% 48px,
      100% 24px,
      100% 24px;
    background-repeat: no-repeat;
    background-attachment: local, local, scroll, scroll;
  }
  wa-dropdown-item {
    min-height: 30px;
    padding: 4px 10px;
    font-size: var(--e-size-dense);
  }
  wa-dropdown-item[type="checkbox"] {
    padding-left: 35px;
  }
  wa-dropdown-item > [slot="icon"] {
    width: 16px;
    color: var(--e-muted);
    font-size: 15px !important;
  }
  .heading {
    padding: 8px 10px 2px;
    font-size: var(--e-size-small);
    font-weight: var(--e-weight-strong);
    line-height: var(--e-leading-label);
    color: var(--e-muted);
  }
`;
