import "@awesome.me/webawesome/dist/components/dialog/dialog.js";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { dialogStyles } from "../../controls/dialog.ts";
import { baseStyles, chipStyles, sectionStyles } from "../../controls/shared-styles.ts";
import { mayEdit, offeredAt, type Doable } from "../../controls/may-edit.ts";
import { actionTerm, appActionNames, isOffered, type AppAction, type Audience } from "../actions.ts";
import { chordKeys, singleKeysAreOn, switchSingleKeys } from "../shortcuts.ts";

const groups = ["Find", "Add and change", "View", "Help"] as const;
interface Gesture extends Doable {
  readonly what: string;
  readonly how: string;
}
/** What the pointer does on the map has no entry among the actions. */
const gestures: readonly Gesture[] = [
  { what: "Move the map", how: "Drag the background" },
  { what: "Zoom", how: "Scroll or pinch" },
  { what: "Go from one to the next", how: "Arrow keys" },
  { what: "Select several", how: "Shift-click, or Shift-drag a box" },
  { what: "Add here", how: "Double-click the background", edits: true },
  { what: "Rename", how: "Double-click the entity", edits: true },
  { what: "Relate two", how: "Drag from the handle of one to the other", edits: true },
  { what: "What can be done with it", how: "Right-click, or Shift-F10" },
];

/** Every key that does something, and the switch that turns single keys off. */
@customElement("entente-shortcut-sheet")
export class ShortcutSheet extends LitElement {
  static override styles = [
    baseStyles,
    dialogStyles,
    chipStyles,
    sectionStyles,
    css`
      wa-dialog {
        --width: 720px;
      }
      .columns {
        columns: 2 260px;
        column-gap: var(--e-space-32);
      }
      section {
        break-inside: avoid;
        margin-bottom: var(--e-space-24);
      }
      h3 {
        margin-bottom: var(--e-space-4);
      }
      dl > div {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: var(--e-space-12);
        min-height: 30px;
        border-bottom: 1px solid var(--e-line);
        font-size: var(--e-size-dense);
      }
      dd {
        flex: none;
        color: var(--e-muted);
      }
      .gesture dd {
        flex: 0 1 60%;
        text-align: right;
        line-height: var(--e-leading-label);
      }
      label {
        display: flex;
        align-items: center;
        gap: var(--e-space-8);
        min-height: 28px;
      }
      input {
        width: 16px;
        height: 16px;
        margin: 0;
        accent-color: var(--e-accent);
      }
    `,
  ];

  /** Whoever is here came by a link alone. */
  @property({ type: Boolean }) visitor = false;
  /** They decide who else may. */
  @property({ type: Boolean }) owner = false;
  @state() private isOpen = false;
  @state() private isOn = singleKeysAreOn();

  show(): void {
    this.isOn = singleKeysAreOn();
    this.isOpen = true;
  }

  protected override render() {
    const audience = { mayEdit: mayEdit(this), isVisitor: this.visitor, isOwner: this.owner };
    return html`<wa-dialog
      label="Keyboard shortcuts"
      light-dismiss
      ?open=${this.isOpen}
      @wa-after-hide=${() => (this.isOpen = false)}
    >
      <div class="columns">
        ${groups.map((group) => renderGroup(group, audience))}
        <section class="gesture">
          <h3 class="section-title">On the map</h3>
          <dl>
            ${offeredAt(this, gestures).map(
              ({ what, how }) =>
                html`<div>
                  <dt>${what}</dt>
                  <dd>${how}</dd>
                </div>`,
            )}
          </dl>
        </section>
      </div>
      <label>
        <input type="checkbox" .checked=${this.isOn} @change=${this.switchKeys} />
        Single keys such as N and G work while nothing is being typed
      </label>
    </wa-dialog>`;
  }

  private switchKeys(event: Event): void {
    this.isOn = (event.target as HTMLInputElement).checked;
    switchSingleKeys(this.isOn);
  }
}

function renderGroup(group: (typeof groups)[number], audience: Audience) {
  const actions = appActionNames.filter(
    (name) => actionTerm(name).group === group && actionTerm(name).keys && isOffered(name, audience),
  );
  if (actions.length === 0) return nothing;
  return html`<section>
    <h3 class="section-title">${group}</h3>
    <dl>${actions.map(renderAction)}</dl>
  </section>`;
}

function renderAction(action: AppAction) {
  const { label, keys = [] } = actionTerm(action);
  return html`<div>
    <dt>${label}</dt>
    <dd>
      ${keys.map((chord, index) => html`${index > 0 ? " or " : ""}${chordKeys(chord).map((key) => html`<kbd>${key}</kbd> `)}`)}
    </dd>
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-shortcut-sheet": ShortcutSheet;
  }
}
