import { LitElement, html, nothing, type PropertyValues } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import { repeat } from "lit/directives/repeat.js";

import { versionNameLengthMax, versionNoteLengthMax } from "../../schema/versions/version.ts";
import { accountStyles } from "../account/account-styles.ts";
import { Asking } from "../account/asking.ts";
import { listStyles } from "../account/list-styles.ts";
import { renderProblem } from "../account/refusal.ts";
import { blankStyles } from "../controls/blank-styles.ts";
import { focusIn } from "../controls/focus-in.ts";
import "../controls/icon.ts";
import { mayEdit } from "../controls/may-edit.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { listVersions, nameVersion, type Version, type VersionPlace } from "./version-data.ts";
import { readVersionForm } from "./version-form.ts";
import "./version-row.ts";
import type { VersionChangedEvent } from "./version-row.ts";
import { counted, isAutomatic } from "./version-words.ts";
import { versionListStyles } from "./versions-styles.ts";

const pageSize = 50;
const pageSizeMax = 200;

/**
 * The versions of a map, newest first, and a form to name how it stands now.
 *
 * @fires {VersionChosenEvent} entente-version-chosen
 */
@customElement("entente-version-list")
export class VersionList extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    fieldStyles,
    accountStyles,
    listStyles,
    blankStyles,
    versionListStyles,
  ];

  @property({ attribute: false }) place: VersionPlace = { workspace: "", by: "" };
  /** Another number each time that the list has changed on the server. */
  @property({ type: Number }) news = 0;
  /** How many of this browser's edits the server is not known to have. */
  @property({ type: Number }) unsent = 0;
  @state() private versions: readonly Version[] | undefined;
  @state() private hasMore = false;
  @state() private showsAutomatic = true;
  @state() private hasNote = false;
  /** What was done last, for whoever hears the page. */
  @state() private done = "";
  @query("form") private readonly form?: HTMLFormElement;
  private readonly reading = new Asking(this);
  private readonly naming = new Asking(this);
  private lastRead: Promise<unknown> = Promise.resolve();

  /** To the field for a name, where there is one and it brings up no keyboard that hides the list. */
  override focus(): void {
    if (mayEdit(this) && matchMedia("(hover: hover)").matches) this.form?.querySelector("input")?.focus();
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has("news")) void this.reload();
  }

  protected override render() {
    const { naming, reading, versions } = this;
    return html`${this.renderAdd()} ${renderProblem(naming.problem ?? reading.problem)}
      <p class="visually-hidden" role="status">${this.done}</p>
      ${versions ? this.renderVersions(versions) : this.renderWaiting()}`;
  }

  private renderAdd() {
    return html`<form @submit=${this.add}>
        <label class="labelled wide"
          ><span>Name the map as it stands now</span>
          <input
            class="field"
            name="name"
            required
            maxlength=${versionNameLengthMax}
            autocomplete="off"
            placeholder="Before the ministers’ meeting"
          />
        </label>
        <button class="button primary" type="submit" aria-disabled=${this.naming.isBusy}>
          Name this version
        </button>
        ${this.renderNote()}
      </form>
      ${this.unsent > 0 ? html`<p class="unsent small">${unsentWords(this.unsent)}</p>` : nothing}`;
  }

  private renderNote() {
    if (!this.hasNote)
      return html`<button class="link-button" type="button" @click=${this.openNote}>Add a note</button>`;
    return html`<label class="labelled whole"
      ><span>Note</span><textarea class="field" name="note" maxlength=${versionNoteLengthMax}></textarea>
    </label>`;
  }

  private renderWaiting() {
    if (this.reading.problem)
      return html`<div>
        <button class="button" type="button" @click=${this.reload}>Try again</button>
      </div>`;
    return html`<div class="skeleton" role="status" aria-label="Loading the versions">
      <span></span><span></span><span></span>
    </div>`;
  }

  private renderVersions(versions: readonly Version[]) {
    if (versions.length === 0) return this.renderNone();
    const hasAutomatic = versions.some(isAutomatic);
    const shown = this.showsAutomatic ? versions : versions.filter((version) => !isAutomatic(version));
    return html`${hasAutomatic ? this.renderChoice() : nothing}
    ${shown.length === 0 ? html`<p class="muted">Nobody has named any of these.</p>` : this.renderRows(shown)}
    ${
      this.hasMore
        ? html`<div>
            <button
              class="button"
              type="button"
              aria-disabled=${this.reading.isBusy}
              @click=${this.loadOlder}
            >
              Show older
            </button>
          </div>`
        : nothing
    }`;
  }

  private renderRows(shown: readonly Version[]) {
    return html`<ul
      class="rows"
      aria-label="Versions, newest first"
      @entente-version-changed=${this.onChanged}
    >
      ${repeat(
        shown,
        ({ id }) => id,
        (version) =>
          html`<li>
            <entente-version-row .version=${version} .place=${this.place}></entente-version-row>
          </li>`,
      )}
    </ul>`;
  }

  private renderNone() {
    const how = mayEdit(this)
      ? "Name one before a meeting, an import or a rewrite. Later you can see what has changed since, and bring the map back to how it was."
      : "Whoever may edit can name one before a meeting, an import or a rewrite, and later bring the map back to how it was.";
    return html`<div class="blank">
      <wa-icon name="history"></wa-icon>
      <p><strong>No versions yet</strong></p>
      <p class="muted">${how}</p>
    </div>`;
  }

  private renderChoice() {
    return html`<label class="choice"
      ><input type="checkbox" .checked=${this.showsAutomatic} @change=${this.switchAutomatic} />
      Also show what was kept by itself
    </label>`;
  }

  private readonly switchAutomatic = (): void => {
    this.showsAutomatic = !this.showsAutomatic;
  };

  /** After whatever is being read already, which may be from before the news. */
  private readonly reload = (): Promise<unknown> => {
    this.lastRead = this.lastRead.then(() => this.reading.run(() => this.load()));
    return this.lastRead;
  };

  /** As many as are shown, so that nobody loses their place. */
  private async load(): Promise<void> {
    const limit = Math.min(pageSizeMax, Math.max(pageSize, this.versions?.length ?? 0));
    const { versions, more } = await listVersions(this.place, limit);
    [this.versions, this.hasMore] = [versions, more];
  }

  private readonly loadOlder = () =>
    this.reading.run(async () => {
      const known = this.versions ?? [];
      const { versions, more } = await listVersions(this.place, pageSize, known.at(-1)?.id);
      [this.versions, this.hasMore] = [[...known, ...versions], more];
    });

  private readonly openNote = async (): Promise<void> => {
    this.hasNote = true;
    await focusIn(this, "textarea");
  };

  private readonly add = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { name, note } = readVersionForm(event);
    if (!(await this.naming.run(() => nameVersion(this.place, name, note)))) return;
    await this.reload();
    this.form?.reset();
    this.hasNote = false;
    this.done = `“${name}” is kept.`;
  };

  private readonly onChanged = async ({ words }: VersionChangedEvent): Promise<void> => {
    const hadFocus = this.renderRoot instanceof ShadowRoot && this.renderRoot.activeElement;
    await this.reload();
    this.done = words;
    await this.updateComplete;
    // The row with the focus may be gone.
    if (hadFocus && !hadFocus.isConnected) this.form?.querySelector("input")?.focus();
  };
}

function unsentWords(count: number): string {
  const what = `${counted(count, "change")} of yours ${count === 1 ? "is" : "are"} not saved yet`;
  return `${what} and would not be in it. Wait for “Saved” above the map.`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-version-list": VersionList;
  }
}
