import { LitElement, html, nothing, type TemplateResult } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import { versionNameLengthMax, versionNoteLengthMax } from "../../schema/versions/version.ts";
import { accountStyles } from "../account/account-styles.ts";
import { Asking } from "../account/asking.ts";
import { renderProblem } from "../account/refusal.ts";
import { focusIn } from "../controls/focus-in.ts";
import "../controls/icon.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { forgetVersion, renameVersion, type Version, type VersionPlace } from "./version-data.ts";
import { readVersionForm } from "./version-form.ts";
import { isAutomatic, kindWords, whenWords } from "./version-words.ts";
import { versionRowStyles } from "./versions-styles.ts";

/** Somebody wants to go back to a version. */
export class VersionChosenEvent extends Event {
  static readonly type = "entente-version-chosen";
  readonly version: Version;
  constructor(version: Version) {
    super(VersionChosenEvent.type, { bubbles: true, composed: true });
    this.version = version;
  }
}

/** A version has another name on the server, or none any more. `words` say what was done. */
export class VersionChangedEvent extends Event {
  static readonly type = "entente-version-changed";
  readonly words: string;
  constructor(words: string) {
    super(VersionChangedEvent.type, { bubbles: true, composed: true });
    this.words = words;
  }
}

/**
 * One version: what it is, and for whoever may edit the ways to go back to it, rename it and take its name away.
 *
 * @fires {VersionChosenEvent} entente-version-chosen
 * @fires {VersionChangedEvent} entente-version-changed
 */
@customElement("entente-version-row")
export class VersionRow extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, accountStyles, versionRowStyles];

  /** Renders nothing until set. */
  @property({ attribute: false }) version?: Version;
  @property({ attribute: false }) place: VersionPlace = { workspace: "", by: "" };
  @state() private asked: "name" | "forget" | undefined;
  private readonly asking = new Asking(this);

  protected override render() {
    const { asked, version } = this;
    if (!version) return nothing;
    if (asked === "name") return this.renderNaming(version);
    return html`<div class="row ${isAutomatic(version) ? "automatic" : ""}">
        ${renderWhat(version)} ${asked ? nothing : this.renderDoes(version)}
      </div>
      ${asked === "forget" ? this.renderForgetting(version) : nothing}`;
  }

  private renderDoes(version: Version) {
    const { name } = version;
    const naming = isAutomatic(version) ? "Give a name to" : "Rename";
    return html`<span class="does">
      <button
        class="button"
        type="button"
        aria-label=${`Restore “${name}”…`}
        @click=${() => this.dispatchEvent(new VersionChosenEvent(version))}
      >
        Restore…
      </button>
      ${this.renderAsking("name", `${naming} “${name}”`, "pencil")}
      ${this.renderAsking("forget", `Take “${name}” out of the list`, "trash-2")}
    </span>`;
  }

  private renderAsking(what: "name" | "forget", words: string, look: string) {
    return html`<button
      class="icon-button ${what}"
      type="button"
      aria-label=${words}
      title=${words}
      @click=${() => this.ask(what)}
    >
      <wa-icon name=${look}></wa-icon>
    </button>`;
  }

  private renderNaming({ name, note }: Version) {
    return html`<form class="asked" @submit=${this.rename} @keydown=${this.onKey}>
      <label class="labelled"
        ><span>Name</span
        ><input
          class="field first"
          name="name"
          required
          maxlength=${versionNameLengthMax}
          .value=${name}
          autocomplete="off"
        />
      </label>
      <label class="labelled"
        ><span>Note</span
        ><textarea class="field" name="note" maxlength=${versionNoteLengthMax} .value=${note}></textarea>
      </label>
      ${renderProblem(this.asking.problem)}
      <div class="buttons">
        <button class="button primary" type="submit" aria-disabled=${this.asking.isBusy}>
          Save the name
        </button>
        <button class="button" type="button" @click=${this.leave}>Cancel</button>
      </div>
    </form>`;
  }

  private renderForgetting({ name }: Version) {
    return html`<div
      class="asked"
      role="group"
      aria-label=${`Take “${name}” out of the list?`}
      @keydown=${this.onKey}
    >
      <p>
        Take it out of the list, for everybody? That cannot be undone. The map and its history stay as they
        are.
      </p>
      ${renderProblem(this.asking.problem)}
      <div class="buttons">
        <button class="button first" type="button" @click=${this.leave}>Keep it</button>
        <button class="button danger" type="button" aria-disabled=${this.asking.isBusy} @click=${this.forget}>
          Take it out
        </button>
      </div>
    </div>`;
  }

  private readonly rename = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const { id } = this.version ?? {};
    const { name, note } = readVersionForm(event);
    if (id === undefined || !(await this.asking.run(() => renameVersion(this.place, id, name, note)))) return;
    this.dispatchEvent(new VersionChangedEvent(`It is called “${name}” now.`));
    await this.leave();
  };

  private readonly forget = async (): Promise<void> => {
    const { version } = this;
    if (!version || !(await this.asking.run(() => forgetVersion(this.place, version.id)))) return;
    this.dispatchEvent(new VersionChangedEvent(`“${version.name}” is out of the list.`));
  };

  private async ask(what: "name" | "forget"): Promise<void> {
    this.asked = what;
    await focusIn(this, ".first");
  }

  /** Back to the button by which one came. */
  private readonly leave = async (): Promise<void> => {
    const { asked } = this;
    this.asked = undefined;
    if (asked) await focusIn(this, `.icon-button.${asked}`);
  };

  /** Escape leaves what was asked before it leaves the dialog. */
  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    void this.leave();
  };
}

function renderWhat(version: Version): TemplateResult {
  const { name, note, at } = version;
  return html`<div class="what">
    <strong>${name}</strong>
    <span class="muted small"
      >${kindWords(version)},
      <time datetime=${at} title=${new Date(at).toLocaleString("en-GB")}
        >${whenWords(at, Date.now())}</time
      ></span
    >
    ${note === "" ? nothing : html`<span class="remark">${note}</span>`}
  </div>`;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-version-row": VersionRow;
  }
  interface HTMLElementEventMap {
    [VersionChosenEvent.type]: VersionChosenEvent;
    [VersionChangedEvent.type]: VersionChangedEvent;
  }
}
