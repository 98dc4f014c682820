// What the dialogs expect of the form in them.
import type { Command } from "../../schema/edits.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";

/** What a filled form amounts to: one step, and what to select after it. */
export interface FormResult {
  readonly command: Command;
  /** Names the step for the undo message: "Add Japan". */
  readonly label: string;
  readonly select?: readonly RecordId[];
  /** Where a new node was asked for. */
  readonly pin?: readonly [EntityId, readonly [number, number]];
}

/** A form in a dialog. It shows its own faults and never clears what was typed. */
export interface EditForm extends HTMLElement {
  /** The result, or undefined while something is wrong; then the first fault has the focus. */
  submit(): Promise<FormResult | undefined>;
  focusFirst(): void;
}

/** The form has nothing to add after all: this record is there already, so show it and close. */
export class FormLeaveEvent extends Event {
  static readonly type = "entente-form-leave";
  readonly select: readonly RecordId[];
  constructor(select: readonly RecordId[]) {
    super(FormLeaveEvent.type, { bubbles: true, composed: true });
    this.select = select;
  }
}

/** Several commands as one step; a single one stands by itself. */
export function asOne(commands: readonly Command[]): Command {
  const [first] = commands;
  return commands.length === 1 && first ? first : { kind: "all", commands };
}
