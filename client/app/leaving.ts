// Before this device lets go of what the server may not have, its person is asked.
import type { Session } from "../session/session.ts";
import type { Unsent } from "../session/unsent.ts";
import { act, type AppTools } from "./act.ts";
import type { Leaving } from "./dialogs/unsent-words.ts";

/** Asks, and goes on only if told to. A copy as a file is offered first. */
export function askToLeave(tools: AppTools, leaving: Leaving, unsent: Unsent, go: () => void): void {
  tools.openDialog({ kind: "unsent", leaving, unsent, keep: () => act("keep-copy", tools), go });
}

/** Loads the page anew. What fits another history of the map than the server's would be lost by it. */
export function reload(session: Session, tools: AppTools): void {
  const go = () => void session.startAnew().then(() => location.reload());
  const { unsentCount: count } = session;
  const unsent = { count: count ?? 0, isAll: count !== undefined };
  if (session.isOfOtherHistory) askToLeave(tools, "reload", unsent, go);
  else go();
}
