// What a document says of the workspace as a whole.
import { problem } from "./assemble.ts";
import type { DocumentReader } from "./document.ts";
import { errorKinds } from "./error-kinds.ts";
import type { Problem, WorkspaceMeta } from "./graph.ts";
import { isId, type EntityId } from "./ids.ts";
import { isTooNew } from "./schema-version.ts";
import { readNaming } from "./terms/naming-choice.ts";
import { readOwnTerms } from "./terms/own-terms.ts";

/** What is the matter with the workspace as a whole: it may be too new for this program. Rule VER-3. */
export function versionProblems(doc: DocumentReader): Problem[] {
  const { message, hint } = errorKinds["schema-too-new"];
  return isTooNew(doc) ? [problem("too-new-schema", "minWrite", "error", `${message} ${hint}`)] : [];
}

/** Settings; whatever is not of the expected form is left out. */
export function readMeta(doc: DocumentReader): WorkspaceMeta {
  const settings = doc.getMap("m");
  const title = settings.get("title");
  const naming = readNaming(settings.get("naming"));
  const home = settings.get("home");
  return {
    ...readOwnTerms(settings),
    ...(typeof title === "string" && { title }),
    ...(naming !== undefined && { naming }),
    ...(typeof home === "object" && home !== null && { home: readHome(home as Record<string, unknown>) }),
  };
}

function readHome({ decision, asOf, hide }: Record<string, unknown>): NonNullable<WorkspaceMeta["home"]> {
  return {
    ...(typeof decision === "string" && isId(decision) && { decision: decision as EntityId }),
    ...(typeof asOf === "string" && { asOf }),
    ...(Array.isArray(hide) && { hide: hide.filter((kind) => typeof kind === "string") }),
  };
}
