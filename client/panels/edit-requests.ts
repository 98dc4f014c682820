// What each request for an edit dialog opens: its title, its button, its form.
import "./claim-form.ts";
import "./dates-form.ts";
import "./decision-form.ts";
import "./entity-form.ts";
import "./evidence-form.ts";
import "./relation-form.ts";
import "./rename-form.ts";
import "./stance-form.ts";
import { html, type TemplateResult } from "lit";

import type { Graph } from "../../schema/graph.ts";
import type { SourceId } from "../../schema/ids.ts";
import type { DialogRequest } from "../app/events.ts";
import type { NewIds } from "../controls/new-id.ts";

/** The requests that end in a change of the workspace; all others are somebody else's. */
const editKinds = [
  "add-entity",
  "add-relation",
  "add-claim",
  "add-evidence",
  "set-stance",
  "rename",
  "edit-dates",
  "edit-decision",
] as const;
type EditKind = (typeof editKinds)[number];
export type EditRequest = Extract<DialogRequest, { kind: EditKind }>;

/** Whether a request is for the edit dialogs. */
export function isEditRequest(request: DialogRequest): request is EditRequest {
  return (editKinds as readonly string[]).includes(request.kind);
}

/** What a form is given besides its request. */
export interface FormContext {
  readonly graph: Graph | undefined;
  readonly ids: NewIds;
  readonly lastSource: SourceId | "";
  readonly recentKinds: readonly string[];
}

interface EditDialog<Request extends EditRequest> {
  readonly title: string;
  /** What the button does. */
  readonly button: string;
  /** A form of a line or two: Enter in it is enough. */
  readonly isShort?: true;
  /** The form, with class `edit-form`. */
  readonly form: (request: Request, context: FormContext) => TemplateResult;
}

/** One dialog for each kind of request. */
const dialogs: { readonly [Kind in EditKind]: EditDialog<Extract<EditRequest, { kind: Kind }>> } = {
  "add-entity": {
    title: "Add to the map",
    button: "Add",
    isShort: true,
    form: ({ label = "", at, entityKind = "state" }, { graph, ids }) =>
      html`<entente-entity-form
        class="edit-form"
        .graph=${graph}
        .ids=${ids}
        .name=${label}
        .at=${at}
        .kind=${entityKind}
      ></entente-entity-form>`,
  },
  "add-relation": {
    title: "Add relation",
    button: "Add relation",
    form: ({ from = "", to = "" }, { graph, ids, lastSource, recentKinds }) =>
      html`<entente-relation-form
        class="edit-form"
        .graph=${graph}
        .ids=${ids}
        .lastSource=${lastSource}
        .recentKinds=${recentKinds}
        .from=${from}
        .to=${to}
      ></entente-relation-form>`,
  },
  "add-claim": {
    title: "Add claim",
    button: "Add claim",
    form: ({ on, field }, { graph, ids, lastSource }) =>
      html`<entente-claim-form
        class="edit-form"
        .graph=${graph}
        .ids=${ids}
        .lastSource=${lastSource}
        .on=${on}
        .field=${field}
      ></entente-claim-form>`,
  },
  "add-evidence": {
    title: "Add evidence",
    button: "Add evidence",
    form: ({ claim }, { graph, ids }) =>
      html`<entente-evidence-form
        class="edit-form"
        .graph=${graph}
        .ids=${ids}
        .claim=${claim}
      ></entente-evidence-form>`,
  },
  "set-stance": {
    title: "Add a position",
    button: "Add position",
    form: ({ decision, actor = "", stance = "" }, { graph, ids, lastSource }) =>
      html`<entente-stance-form
        class="edit-form"
        .graph=${graph}
        .ids=${ids}
        .lastSource=${lastSource}
        .decision=${decision}
        .actor=${actor}
        .stance=${stance}
      ></entente-stance-form>`,
  },
  rename: {
    title: "Rename",
    button: "Rename",
    isShort: true,
    form: ({ id }, { graph }) =>
      html`<entente-rename-form class="edit-form" .graph=${graph} .entity=${id}></entente-rename-form>`,
  },
  "edit-decision": {
    title: "Change the decision",
    button: "Keep changes",
    form: ({ id }, { graph }) =>
      html`<entente-decision-form class="edit-form" .graph=${graph} .decision=${id}></entente-decision-form>`,
  },
  "edit-dates": {
    title: "Change dates",
    button: "Change dates",
    isShort: true,
    form: ({ id }, { graph }) =>
      html`<entente-dates-form class="edit-form" .graph=${graph} .record=${id}></entente-dates-form>`,
  },
};

/** The dialog that a request opens. */
export function dialogFor(request: EditRequest): EditDialog<EditRequest> {
  // Each form takes the requests of its own kind, which the table's type has checked.
  return dialogs[request.kind] as EditDialog<EditRequest>;
}
