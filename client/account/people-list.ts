import { LitElement, html, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";
import * as v from "valibot";

import { focusIn } from "../controls/focus-in.ts";
import { baseStyles, buttonStyles, chipStyles, fieldStyles } from "../controls/shared-styles.ts";
import {
  givenRoles,
  issuedSchema,
  personSchema,
  type GivenRole,
  type Issued,
  type Person,
} from "./account-data.ts";
import { accountStyles } from "./account-styles.ts";
import { ask, nothing as anything } from "./ask-server.ts";
import { Asking } from "./asking.ts";
import { listStyles } from "./list-styles.ts";
import { renderProblem } from "./refusal.ts";
import { roleWords } from "./role-words.ts";
import "./shown-once.ts";

/** Everybody in a workspace, for an owner: roles, new links for whoever lost their passkey, and the way out. */
@customElement("entente-people-list")
export class PeopleList extends LitElement {
  static override styles = [baseStyles, buttonStyles, chipStyles, fieldStyles, accountStyles, listStyles];

  @property() workspace = "";
  /** Id of whoever looks. */
  @property() self = "";
  @state() private people: readonly Person[] | undefined;
  /** Whom a press more takes out. */
  @state() private leaving: string | undefined;
  @state() private made: { readonly person: Person; readonly issued: Issued } | undefined;
  private readonly asking = new Asking(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.asking.run(() => this.load());
  }

  protected override render() {
    const { people, made } = this;
    return html`${renderProblem(this.asking.problem)}
    ${
      made
        ? html`<entente-shown-once
            words=${`Give this link to ${made.person.name}: it signs them in once. Older links of theirs stopped working.`}
            secret=${made.issued.url ?? ""}
          ></entente-shown-once>`
        : nothing
    }
    ${
      people
        ? html`<ul class="rows" tabindex="-1">
            ${people.map((person) => this.renderPerson(person))}
          </ul>`
        : html`<p class="muted" role="status">Reading who is here…</p>`
    }`;
  }

  private renderPerson(person: Person) {
    const { id, name, role } = person;
    if (this.leaving === id) return this.renderLeaving(person);
    return html`<li data-id=${id}>
      <span class="who">
        <strong>${name} ${id === this.self ? html`<span class="chip">you</span>` : nothing}</strong>
        <span class="muted small">Can ${roleWords[role].can}</span>
      </span>
      <span class="does">
        <button
          type="button"
          class="link-button"
          aria-label=${`New sign-in link for ${name}`}
          @click=${() => this.makeLink(person)}
        >
          New link
        </button>
        <button
          type="button"
          class="link-button loss"
          aria-label=${`Remove ${name}`}
          @click=${() => this.askToTakeOut(id)}
        >
          Remove
        </button>
        <select
          class="field"
          aria-label=${`Role of ${name}`}
          @change=${(event: Event) => this.setRole(person, event)}
        >
          ${givenRoles.map((each) => html`<option value=${each} ?selected=${each === role}>${roleWords[each].name}</option>`)}
        </select>
      </span>
    </li>`;
  }

  private renderLeaving(person: Person) {
    const { id, name } = person;
    const [what, whom] = id === this.self ? ["You lose", "yourself"] : [`${name} loses`, name];
    return html`<li>
      <span>${what} access at once. What was written stays.</span>
      <span class="does">
        <button type="button" class="button quiet keep" @click=${() => this.keep(id)}>Keep</button>
        <button type="button" class="button danger" @click=${() => this.takeOut(person)}>
          Remove ${whom}
        </button>
      </span>
    </li>`;
  }

  private async askToTakeOut(id: string) {
    this.leaving = id;
    await focusIn(this, ".keep");
  }

  private async keep(id: string) {
    this.leaving = undefined;
    await focusIn(this, `[data-id="${id}"] .loss`);
  }

  private pathOf({ id }: Person): string {
    return `/api/workspaces/${this.workspace}/people/${id}`;
  }

  private async load(): Promise<void> {
    this.people = await ask(v.array(personSchema), "GET", `/api/workspaces/${this.workspace}/people`);
  }

  private makeLink(person: Person) {
    return this.asking.run(async () => {
      this.made = { person, issued: await ask(issuedSchema, "POST", `${this.pathOf(person)}/link`) };
    });
  }

  private async setRole(person: Person, event: Event) {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement)) return;
    const role = givenRoles.find((each): each is GivenRole => each === select.value);
    const isDone = await this.asking.run(async () => {
      await ask(personSchema, "PATCH", this.pathOf(person), { role });
      await this.load();
    });
    // The last owner stays one, whatever was chosen.
    if (!isDone) select.value = person.role;
  }

  private async takeOut(person: Person) {
    const isDone = await this.asking.run(async () => {
      await ask(anything, "DELETE", this.pathOf(person));
      this.leaving = undefined;
      await this.load();
    });
    // The row is gone, and with it the button that was pressed.
    if (isDone) await focusIn(this, ".rows");
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-people-list": PeopleList;
  }
}
