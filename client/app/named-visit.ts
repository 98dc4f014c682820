import { underNames } from "../../schema/terms/naming.ts";
import type { SessionState } from "../session/session-state.ts";

/** What is looked at is called as the workspace has chosen; what is edited, in the dialogs, keeps its own name. */
export function withNames(visit: SessionState): SessionState {
  const { naming = "ours" } = visit.graph.meta;
  return naming === "ours" ? visit : { ...visit, graph: underNames(visit.graph, naming) };
}
