import { LitElement, html, nothing } from "lit";
import { customElement, property, query, state } from "lit/decorators.js";
import * as v from "valibot";

import { focusIn } from "../controls/focus-in.ts";
import { baseStyles, buttonStyles, fieldStyles } from "../controls/shared-styles.ts";
import { givenRoles, grantSchema, issuedSchema, type Grant, type Issued, type Role } from "./account-data.ts";
import { accountStyles } from "./account-styles.ts";
import { ask, nothing as anything } from "./ask-server.ts";
import { Asking } from "./asking.ts";
import { grantLine, grantWords, lastingChoices, rolesUpTo, type GrantKind } from "./grant-words.ts";
import { listStyles } from "./list-styles.ts";
import { renderProblem } from "./refusal.ts";
import { roleWords } from "./role-words.ts";
import "./shown-once.ts";

/** Invitations, shared links or tokens of a workspace: what there is, and a form to make another. */
@customElement("entente-grant-list")
export class GrantList extends LitElement {
  static override styles = [baseStyles, buttonStyles, fieldStyles, accountStyles, listStyles];

  @property() workspace = "";
  @property() kind: GrantKind = "invitations";
  /** Of whoever looks. */
  @property() standing: Role = "viewer";
  @state() private grants: readonly Grant[] | undefined;
  @state() private made: Issued | undefined;
  /** Of the one that is asked about before it is taken back. */
  @state() private leaving: string | undefined;
  @state() private chosenRole: Role | undefined;
  @query("form") private readonly form?: HTMLFormElement;
  private readonly asking = new Asking(this);

  override connectedCallback(): void {
    super.connectedCallback();
    void this.asking.run(() => this.load());
  }

  protected override render() {
    const { kind, grants, made } = this;
    const words = grantWords[kind];
    return html`<p class="muted">${words.about}</p>
      ${this.renderForm()} ${renderProblem(this.asking.problem)}
      ${
        made
          ? html`<entente-shown-once
              words=${words.made}
              secret=${made.url ?? made.token ?? ""}
            ></entente-shown-once>`
          : nothing
      }
      ${grants?.length === 0 ? html`<p class="muted">${words.none}</p>` : nothing}
      ${
        grants && grants.length > 0
          ? html`<ul class="rows">
              ${grants.map((grant) => this.renderGrant(grant))}
            </ul>`
          : nothing
      }`;
  }

  private renderForm() {
    const { kind, standing } = this;
    const words = grantWords[kind];
    return html`<form @submit=${this.make}>
      <label class="labelled wide"
        ><span>${words.nameLabel}</span>
        <input
          class="field"
          name="name"
          required
          maxlength="80"
          autocomplete="off"
          placeholder=${words.nameHint}
        />
      </label>
      ${
        words.hasRole
          ? html`<label class="labelled"
              ><span>Role</span>
              <select class="field" name="role" aria-describedby="can" @change=${this.chooseRole}>
                ${rolesUpTo(standing).map(
                  (each) =>
                    html`<option value=${each} ?selected=${each === firstChoice(kind, standing)}>
                      ${roleWords[each].name}
                    </option>`,
                )}
              </select>
            </label>`
          : nothing
      }
      <label class="labelled"
        ><span>Lasts</span>
        <select class="field" name="days">
          ${lastingChoices.map(({ days, name }) => html`<option value=${days} ?selected=${days === 7}>${name}</option>`)}
        </select>
      </label>
      <button class="button primary" type="submit" aria-disabled=${this.asking.isBusy}>${words.make}</button>
      ${kind === "invitations" ? this.renderCan(this.chosenRole ?? firstChoice(kind, standing)) : nothing}
    </form>`;
  }

  private renderCan(role: Role) {
    return html`<p id="can" class="muted small whole" aria-live="polite">
      They can ${roleWords[role].can}.
    </p>`;
  }

  private readonly chooseRole = (event: Event): void => {
    const { target } = event;
    if (target instanceof HTMLSelectElement)
      this.chosenRole = givenRoles.find((role) => role === target.value);
  };

  private renderGrant(grant: Grant) {
    const { kind } = this;
    if (this.leaving === grant.id) return this.renderLeaving(grant);
    return html`<li data-id=${grant.id}>
      <span class="who">
        <strong>${grant.label}</strong>
        <span class="muted small">${grantLine(kind, grant, Date.now())}</span>
      </span>
      <span class="does">
        <button
          type="button"
          class="link-button loss"
          aria-label=${`${grantWords[kind].take}: ${grant.label}`}
          @click=${() => this.askToRevoke(grant)}
        >
          ${grantWords[kind].take}
        </button>
      </span>
    </li>`;
  }

  private renderLeaving(grant: Grant) {
    const words = grantWords[this.kind];
    return html`<li>
      <span class="who"><strong>${grant.label}</strong><span>${words.taken}</span></span>
      <span class="does">
        <button type="button" class="button quiet keep" @click=${() => this.keep(grant)}>Keep</button>
        <button
          type="button"
          class="button danger"
          aria-disabled=${this.asking.isBusy}
          @click=${() => this.revoke(grant)}
        >
          ${words.take}
        </button>
      </span>
    </li>`;
  }

  private async askToRevoke({ id }: Grant) {
    this.leaving = id;
    await focusIn(this, ".keep");
  }

  private async keep({ id }: Grant) {
    this.leaving = undefined;
    await focusIn(this, `[data-id="${id}"] .loss`);
  }

  private get path(): string {
    return `/api/workspaces/${this.workspace}/${this.kind}`;
  }

  private async load(): Promise<void> {
    this.grants = await ask(v.array(grantSchema), "GET", this.path);
  }

  private readonly make = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (!this.form) return;
    const { name, role, days } = Object.fromEntries(new FormData(this.form));
    const isDone = await this.asking.run(async () => {
      const body = { name, days: Number(days), ...(role !== undefined && { role }) };
      this.made = await ask(issuedSchema, "POST", this.path, body);
      await this.load();
    });
    if (!isDone) return;
    this.form.reset();
    this.chosenRole = undefined;
  };

  private async revoke({ id }: Grant) {
    const isDone = await this.asking.run(async () => {
      await ask(anything, "DELETE", `${this.path}/${id}`);
      if (this.made?.id === id) this.made = undefined;
      this.leaving = undefined;
      await this.load();
    });
    // The row is gone, and with it the button that was pressed.
    if (isDone) await focusIn(this, "[name=name]");
  }
}

/** What is most often meant: somebody who works along, and a program that only reads. */
function firstChoice(kind: GrantKind, role: Role): Role {
  if (kind === "tokens") return "viewer";
  return role === "owner" ? "editor" : role;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-grant-list": GrantList;
  }
}
