import { LitElement, nothing } from "lit";
import { customElement, property, state } from "lit/decorators.js";

import type { Graph } from "../../schema/graph.ts";
import type { EntityId } from "../../schema/ids.ts";
import { baseStyles, fieldStyles } from "../controls/shared-styles.ts";
import type { Faults } from "./claim-draft.ts";
import type { EditForm, FormResult } from "./edit-form.ts";
import { focusFault, formStyles, textField } from "./form-fields.ts";

/** Gives an entity another name. The old one stays as an alias by rule EDT-5. */
@customElement("entente-rename-form")
export class RenameForm extends LitElement implements EditForm {
  static override styles = [baseStyles, fieldStyles, formStyles];

  /** Renders nothing until both are set. */
  @property({ attribute: false }) graph?: Graph;
  @property({ attribute: false }) entity?: EntityId;
  @state() private name?: string;
  @state() private faults: Faults = {};

  async submit(): Promise<FormResult | undefined> {
    const { oldName } = this;
    const name = (this.name ?? oldName).trim();
    this.faults = name === "" ? { name: "Give it a name." } : {};
    if (this.entity && name !== "") {
      return {
        command: { kind: "rename", id: this.entity, label: name },
        label: `Rename ${oldName} to ${name}`,
      };
    }
    await this.updateComplete;
    focusFault(this.renderRoot, this.faults);
    return undefined;
  }

  focusFirst(): void {
    const field = this.renderRoot.querySelector("input");
    field?.focus();
    field?.select();
  }

  protected override render() {
    if (!this.graph || !this.entity) return nothing;
    return textField({
      name: "name",
      label: "Name",
      value: this.name ?? this.oldName,
      faults: this.faults,
      hint: "The old name is kept as another name, unless you gave it yourself since you opened this page.",
      input: (name) => (this.name = name),
    });
  }

  private get oldName(): string {
    return (this.entity && this.graph?.entities.get(this.entity)?.label) ?? "";
  }
}

declare global {
  interface HTMLElementTagNameMap {
    "entente-rename-form": RenameForm;
  }
}
