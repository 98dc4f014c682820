import { html } from "lit";
import { ref } from "lit/directives/ref.js";

import { originalOf } from "../../schema/terms/naming.ts";
import { RowRenamedEvent } from "./row-events.ts";
import type { Row } from "./table-rows.ts";

/** A name as a field in its cell: Enter or leaving keeps what was typed, Escape the old name. */
export function renameField(row: Row) {
  // What is edited is the team's own name, whatever the map is shown under.
  const name = row.table === "entities" ? originalOf(row.entity).label : row.name;
  let isOver = false;
  const end = (field: HTMLInputElement, isKept: boolean) => {
    if (isOver) return;
    isOver = true;
    const label = field.value.trim();
    field.dispatchEvent(
      new RowRenamedEvent(row.id, isKept && label !== "" && label !== name ? label : undefined),
    );
  };
  const pressed = (event: KeyboardEvent) => {
    if (!(event.currentTarget instanceof HTMLInputElement)) return;
    if (event.key === "Enter" && !event.isComposing) end(event.currentTarget, true);
    if (event.key === "Escape") end(event.currentTarget, false);
  };
  const left = (event: FocusEvent) => {
    if (event.currentTarget instanceof HTMLInputElement) end(event.currentTarget, true);
  };
  return html`<input
    class="rename"
    aria-label="New name of ${name}"
    maxlength="400"
    .value=${name}
    @keydown=${pressed}
    @blur=${left}
    ${ref(takeFocus)}
  />`;
}

/** Once the field is in the page. */
function takeFocus(field: Element | undefined) {
  if (!(field instanceof HTMLInputElement)) return;
  queueMicrotask(() => {
    field.focus();
    field.select();
  });
}
