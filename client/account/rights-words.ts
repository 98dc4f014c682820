// What is said when an owner changes what somebody may do, while they are at work.
import type { Toast } from "../controls/toast.ts";
import type { RightsEvent } from "../session/rights-event.ts";
import type { SaveState } from "../session/session-state.ts";

/** What changed, and what becomes of edits that the server does not have. */
export function rightsToast(
  { mayEdit, reason }: Pick<RightsEvent, "mayEdit" | "reason">,
  save: SaveState,
): Toast {
  const count = "count" in save ? save.count : 0;
  const unsent = count === 1 ? "1 change was" : `${count} changes were`;
  const kept = !mayEdit && count > 0 ? ` ${unsent} not sent before; whatever is not kept is named.` : "";
  const what = mayEdit ? "You may change the map." : "You may now only look.";
  return { text: `${what} ${reason}${kept}`.trim(), tone: mayEdit ? "info" : "warning" };
}
