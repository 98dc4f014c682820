import "../controls/kind-icon.ts";
import "./editable-field.ts";
import { LitElement, css, html, nothing } from "lit";
import { customElement, property } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import { schemeShort } from "../../schema/identifiers.ts";
import type { Entity } from "../../schema/records.ts";
import { originalOf } from "../../schema/terms/naming.ts";
import { entityTermOf } from "../../schema/terms/terms.ts";
import { CommandEvent, DialogRequestEvent, SelectEvent } from "../app/events.ts";
import { baseStyles, buttonStyles, chipStyles } from "../controls/shared-styles.ts";
import { aliasToLine } from "./alias-text.ts";
import { renderBadges } from "./conflict-badge.ts";
import { conflictsAt, conflictsOf } from "./conflict-words.ts";
import type { FieldEditEvent } from "./editable-field.ts";
import { kindLabel } from "./graph-reading.ts";
import { kindLineStyles } from "./inspector-styles.ts";
import { panelStyles } from "./panel-styles.ts";

/**
 * What an entity is and by which names it goes, with what can be done about it. The name is changed where it stands.
 *
 * @fires {CommandEvent} entente-command
 * @fires {DialogRequestEvent} entente-dialog-request
 * @fires {SelectEvent} entente-select
 */
@customElement("entente-entity-heading")
export class EntityHeading extends LitElement {
  static override styles = [
    baseStyles,
    buttonStyles,
    chipStyles,
    panelStyles,
    kindLineStyles,
    css`
      :host {
        display: block;
        padding: var(--e-space-16) var(--e-space-16) var(--e-space-12);
      }
      h2 {
        font-size: var(--e-size-title);
        line-height: 1.25;
        text-wrap: balance;
      }
      .aliases {
        margin-top: var(--e-space-4);
        font-size: var(--e-size-dense);
        color: var(--e-muted);
      }
      .meta {
        margin-top: var(--e-space-4);
      }
      .actions {
        margin-top: var(--e-space-8);
      }
      .retract {
        margin-left: auto;
        color: var(--e-muted);
      }
    `,
  ];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) entity?: Entity;

  protected override render() {
    const { graph, entity } = this;
    if (!graph || !entity) return nothing;
    return html`<header>
      ${renderKind(graph, entity)} ${this.renderNames(graph, entity)}
      <p class="meta">
        ${Object.entries(entity.identifiers ?? {}).map(([scheme, value]) => html`<span>${schemeShort(scheme)} ${value}</span>`)}
      </p>
      ${this.renderActions(entity)}
    </header>`;
  }

  private renderNames(graph: Graph, entity: Entity) {
    const { label: ownName } = originalOf(entity);
    const others = (entity.aliases ?? []).filter(({ name }) => name !== entity.label).map(aliasToLine);
    return html`<h2>
        <entente-editable-field
          label="Name"
          .value=${ownName}
          .display=${entity.label}
          .check=${nameFault}
          @entente-field-edit=${(event: FieldEditEvent) => this.rename(entity, event.value)}
        ></entente-editable-field
        >${renderBadges(graph, conflictsAt(conflictsOf(graph, entity.id), "label"))}
      </h2>
      ${ownName === entity.label ? nothing : html`<p class="aliases">Our name: ${ownName}</p>`}
      ${others.length > 0 ? html`<p class="aliases">Also ${others.join(", ")}</p>` : nothing}`;
  }

  private renderActions({ id, label }: Entity) {
    const ask = (request: DialogRequestEvent["request"]) =>
      this.dispatchEvent(new DialogRequestEvent(request));
    return html`<div class="actions">
      <button type="button" class="link-button edits" @click=${() => ask({ kind: "add-claim", on: id })}>
        Add claim
      </button>
      <button type="button" class="link-button edits" @click=${() => ask({ kind: "add-relation", from: id })}>
        Add relation
      </button>
      <button type="button" class="link-button retract edits" @click=${() => this.retract(id, label)}>
        Retract
      </button>
    </div>`;
  }

  private rename(entity: Entity, label: string) {
    const { id, label: before } = originalOf(entity);
    this.dispatchEvent(new CommandEvent({ kind: "rename", id, label }, `Rename ${before} to ${label}`));
  }

  private retract(id: Entity["id"], label: string) {
    this.dispatchEvent(new CommandEvent({ kind: "retract", ids: [id] }, `Retract ${label}`));
    this.dispatchEvent(new SelectEvent([]));
  }
}

function renderKind(graph: Graph, { kind, subtype, background }: Entity) {
  return html`<p class="kind">
    <entente-kind-icon kind=${kind} icon=${entityTermOf(kind, graph.meta).icon ?? ""}></entente-kind-icon
    >${kindLabel(graph, kind)} ${subtype ? html`<span>· ${subtype}</span>` : nothing}
    ${background ? html`<span class="chip">background</span>` : nothing}
  </p>`;
}

function nameFault(name: string): string | undefined {
  return name === "" ? "Give it a name." : undefined;
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-entity-heading": EntityHeading;
  }
}
