import { LitElement, html, nothing } from "lit";
import { customElement, property, query } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import { comingTo, isOwnerIn, isVisitorIn, type Me } from "../account/account-data.ts";
import { ActionEvent, actionTerm, type AppAction } from "../app/actions.ts";
import "../app/bar/as-of-chip.ts";
import { menuStyles, renderMenu } from "../app/bar/menus.ts";
import "../app/bar/people.ts";
import type { People } from "../app/bar/people.ts";
import "../app/bar/save-state.ts";
import "../app/bar/search-box.ts";
import type { SearchBox } from "../app/bar/search-box.ts";
import type { DateThatMatters } from "../app/dates-that-matter.ts";
import type { Filter } from "../app/events.ts";
import { chordKeys } from "../app/shortcuts.ts";
import type { ThemeChoice } from "../app/theme.ts";
import { differs } from "../controls/by-content.ts";
import "../controls/icon.ts";
import { baseStyles, buttonStyles } from "../controls/shared-styles.ts";
import "../controls/tip.ts";
import type { Profile, SaveState } from "../session/session-state.ts";
import { topBarStyles } from "./top-bar-styles.ts";

/**
 * The bar above everything: workspace, date, search, people, whether edits are saved, what can be done.
 *
 * @fires {ActionEvent} entente-action
 * @fires entente-rail-toggle where the rail is a sheet
 */
@customElement("entente-top-bar")
export class TopBar extends LitElement {
  static override styles = [baseStyles, buttonStyles, menuStyles, topBarStyles];

  @property() workspaceTitle = "";
  /** Its name in addresses. */
  @property() workspace = "";
  /** Who is at this browser, where people have accounts. */
  @property({ attribute: false }) me?: Me | undefined;
  /** The workspace is there; before that nothing can be said of its date. */
  @property({ type: Boolean }) isReady = false;
  /** EDTF; undefined is today. */
  @property({ attribute: false }) asOf?: string | undefined;
  /** EDTF; undefined is whatever is known now. */
  @property({ attribute: false }) knownBy?: string | undefined;
  /** Facts from outside the team's own sources are shown. */
  @property({ type: Boolean }) background = false;
  @property({ attribute: false }) dates: readonly DateThatMatters[] = [];
  /** What search looks in. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) filter?: Filter;
  /** Who is at this browser; undefined where there is no workspace to work on. */
  @property({ attribute: false, hasChanged: differs }) self?: Profile | undefined;
  /** The others. */
  @property({ attribute: false, hasChanged: differs }) people: readonly Profile[] = [];
  @property({ attribute: false, hasChanged: differs }) save: SaveState = { kind: "connecting" };
  /** Whoever is here changes nothing. */
  @property({ type: Boolean }) looks = false;
  /** What the next undo or redo would do; there is nothing to do without it. */
  @property() undoLabel?: string | undefined;
  @property() redoLabel?: string | undefined;
  @property() theme: ThemeChoice = "system";
  /** The theme in force is the dark one, by choice or by the system. */
  @property({ type: Boolean }) isDark = false;
  /** The rail is a sheet, opened from here. */
  @property({ type: Boolean, reflect: true }) narrow = false;

  @query("entente-search-box") private readonly searchBox?: SearchBox;
  @query("entente-people") private readonly peopleList?: People;

  focusSearch(): void {
    this.searchBox?.focus();
  }

  showProfile(): void {
    this.peopleList?.show();
  }

  protected override render() {
    const { narrow, self } = this;
    return html`${narrow && self ? this.renderRailButton() : nothing}
      <div class="place">
        <a class="brand" href="/" aria-label="Entente, start page">${mark}</a>
        <h1 class="clip">${this.workspaceTitle}</h1>
        ${
          this.isReady
            ? html`<entente-as-of-chip
                .asOf=${this.asOf}
                .knownBy=${this.knownBy}
                .background=${this.background}
                .dates=${this.dates}
              ></entente-as-of-chip>`
            : nothing
        }
      </div>
      ${self ? this.renderSearch() : nothing}
      <div class="tools">
        ${
          self
            ? html`<entente-people
                  .self=${self}
                  .peers=${this.people}
                  .me=${this.me}
                  workspace=${this.workspace}
                  .unsent=${"count" in this.save ? this.save.count : 0}
                  ?compact=${narrow}
                ></entente-people>
                <entente-save-state
                  .save=${this.save}
                  coming=${comingTo(this.me, this.workspace)}
                ></entente-save-state>`
            : nothing
        }
        ${narrow || !self ? this.renderNarrowMenu() : this.renderWideTools()}
      </div>`;
  }

  private renderSearch() {
    return this.narrow
      ? this.renderActionButton("palette", "search")
      : html`<entente-search-box .graph=${this.graph} .filter=${this.filter}></entente-search-box>`;
  }

  private renderWideTools() {
    const isReadOnly = this.looks;
    return html`<span class="pair edits">
        ${this.renderActionButton("undo", "undo-2", this.undoLabel)}
        ${this.renderActionButton("redo", "redo-2", this.redoLabel)}
      </span>
      ${this.isDark ? this.renderActionButton("theme-light", "sun") : this.renderActionButton("theme-dark", "moon")}
      ${isOwnerIn(this.me, this.workspace) ? this.renderShare() : nothing}
      ${renderMenu({
        id: "export",
        trigger: html`<button slot="trigger" class="button" type="button">
          Export <wa-icon class="caret" name="chevron-down"></wa-icon>
        </button>`,
        sections: exportSections,
        isReadOnly,
      })}
      <span class="edits">
        ${renderMenu({
          id: "add",
          trigger: html`<button slot="trigger" class="button primary" type="button">
            <wa-icon name="plus"></wa-icon> Add
          </button>`,
          sections: addSections,
          isReadOnly,
        })}
      </span>
      ${renderMenu({ id: "more", trigger: moreTrigger, sections: this.moreSections(), isReadOnly })}`;
  }

  private renderNarrowMenu() {
    const { undoLabel, redoLabel } = this;
    const history = {
      items: [
        ...(undoLabel === undefined ? [] : [{ action: "undo" as const, label: `Undo: ${undoLabel}` }]),
        ...(redoLabel === undefined ? [] : [{ action: "redo" as const, label: `Redo: ${redoLabel}` }]),
      ],
    };
    const sections = !this.self
      ? this.moreSections()
      : [
          ...addSections,
          ...(history.items.length > 0 ? [history] : []),
          { heading: "Share and export", items: [...this.shareItems(), ...exportItems] },
          ...this.moreSections(),
        ];
    return renderMenu({ id: "more", trigger: moreTrigger, sections, isReadOnly: this.looks });
  }

  private renderShare() {
    return html`<button
      class="button"
      type="button"
      @click=${() => this.dispatchEvent(new ActionEvent("people"))}
    >
      <wa-icon name="share-2"></wa-icon> Share
    </button>`;
  }

  private shareItems() {
    return isOwnerIn(this.me, this.workspace) ? [{ action: "people" as const }] : [];
  }

  private renderRailButton() {
    return html`<button
      class="icon-button"
      type="button"
      aria-label="Views, decisions and filters"
      @click=${() => this.dispatchEvent(new Event("entente-rail-toggle"))}
    >
      <wa-icon name="menu"></wa-icon>
    </button>`;
  }

  /** @param subject What it would act on; `undefined` with undo and redo means that there is nothing to do. */
  private renderActionButton(action: AppAction, icon: string, subject?: string) {
    const { label, keys } = actionTerm(action);
    const needsSubject = action === "undo" || action === "redo";
    const isIdle = needsSubject && (subject === undefined || this.looks);
    const words = subject === undefined ? label : `${label}: ${subject}`;
    return html`<entente-tip
      text=${isIdle ? `Nothing to ${label.toLowerCase()}` : words}
      keys=${chordKeys(keys?.[0] ?? "").join(" ")}
    >
      <button
        class="icon-button"
        type="button"
        aria-label=${words}
        aria-disabled=${isIdle}
        @click=${() => isIdle || this.dispatchEvent(new ActionEvent(action))}
      >
        <wa-icon name=${icon}></wa-icon>
      </button>
    </entente-tip>`;
  }

  private moreSections() {
    const theme = (choice: ThemeChoice, label: string) => ({
      action: `theme-${choice}` as const,
      label,
      isChosen: this.theme === choice,
    });
    return [
      {
        heading: "This workspace",
        items: [
          // Whoever came by a link sees the map, and not what its people say of it.
          ...(this.self && !isVisitorIn(this.me, this.workspace) ? [{ action: "versions" as const }] : []),
          ...(this.self ? [{ action: "names" as const }, { action: "terms" as const }] : []),
          { action: "import" as const },
        ],
      },
      {
        heading: "Theme",
        items: [theme("system", "As the system"), theme("light", "Light"), theme("dark", "Dark")],
      },
      {
        heading: "Help",
        items: [
          { action: "palette" as const, label: "Commands" },
          { action: "shortcuts" as const },
          { action: "profile" as const },
        ],
      },
    ];
  }
}

const addSections = [
  {
    items: [
      { action: "add-state" as const, label: "State or economy" },
      { action: "add-agreement" as const, label: "Agreement" },
      { action: "add-company" as const, label: "Company" },
      { action: "add-entity" as const, label: "More kinds…" },
    ],
  },
  {
    items: [
      { action: "add-relation" as const, label: "Relation" },
      { action: "add-claim" as const, label: "Claim with its source" },
      { action: "set-stance" as const, label: "Stance" },
    ],
  },
];

const exportSections = [
  {
    heading: "Picture",
    items: [
      { action: "export-png" as const, label: "PNG" },
      { action: "export-svg" as const, label: "SVG" },
    ],
  },
  {
    heading: "Data",
    items: [
      { action: "export-json" as const, label: "Snapshot (.entente.json)" },
      { action: "export-csv" as const, label: "Tables (CSV)" },
    ],
  },
  {
    heading: "Document and link",
    items: [{ action: "print" as const }, { action: "copy-link" as const }],
  },
];

/** The same under one heading, with words that say alone what they are. */
const exportItems = [
  { action: "copy-link" as const },
  { action: "print" as const },
  { action: "export-png" as const, label: "Picture (PNG)" },
  { action: "export-svg" as const, label: "Picture (SVG)" },
  { action: "export-json" as const, label: "Snapshot (.entente.json)" },
  { action: "export-csv" as const, label: "Tables (CSV)" },
];

const moreTrigger = html`<button slot="trigger" class="icon-button" type="button" aria-label="More">
  <wa-icon name="ellipsis"></wa-icon>
</button>`;

/** Two circles that meet: parties and what they share. */
const mark = html`<svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true">
  <circle cx="9" cy="12" r="6.25" />
  <circle cx="15" cy="12" r="6.25" />
</svg>`;

declare global {
  interface HTMLElementTagNameMap {
    "entente-top-bar": TopBar;
  }
}
