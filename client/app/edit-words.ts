// What is said after an edit was made, taken back or refused.
import type { Command } from "../../schema/edits.ts";
import { readKey } from "../../schema/document.ts";
import { errorKinds } from "../../schema/error-kinds.ts";
import { EntenteError } from "../../schema/errors.ts";
import type { Graph } from "../../schema/graph.ts";
import type { HistoryResult } from "../../schema/history.ts";
import type { EntityId, RecordId } from "../../schema/ids.ts";
import { comingTo, type Me } from "../account/account-data.ts";
import type { Toast } from "../controls/toast.ts";
import type { KeyValue } from "../session/carry-over.ts";
import type { LostValue } from "../session/lost-values.ts";
import type { RefusedEditEvent } from "../session/refused-edit.ts";
import { editRefusal, type SessionState } from "../session/session-state.ts";
import { conflictAbout, conflictTerm, conflictValueText } from "../panels/conflict-words.ts";
import { saveWords } from "./save-words.ts";

const namesShownMax = 3;

/** Every record a command puts in the bin. */
export function retractedIds(command: Command): readonly RecordId[] {
  if (command.kind === "retract") return command.ids;
  return command.kind === "all" ? command.commands.flatMap(retractedIds) : [];
}

/** After a retraction: where it went, and the way back. */
export function retractedToast(ids: readonly RecordId[], label: string, restore: () => void): Toast {
  const where =
    ids.length === 1 ? "It is in the bin." : `${ids.length.toLocaleString("en")} records are in the bin.`;
  return {
    text: `${label.replace(/^Retract\b/, "Retracted")}. ${where}`,
    tone: "info",
    action: { label: "Undo", run: restore },
  };
}

/** After undo or redo: what was done, and what others made impossible. */
export function historyToast(result: HistoryResult | undefined, done: "Undone" | "Redone"): Toast {
  if (!result) return { text: done === "Undone" ? "Nothing to undo." : "Nothing to redo.", tone: "info" };
  const { label, skipped, isRefused, isDone } = result;
  const already = done.toLowerCase();
  if (isDone) return { text: `“${label}” is ${already} already: somebody else did it.`, tone: "info" };
  if (isRefused) {
    const verb = done === "Undone" ? "undo" : "redo";
    return {
      text: `Somebody else has changed this since, so “${label}” stays: nothing to ${verb}.`,
      tone: "warning",
    };
  }
  const kept = skipped.length === 0 ? "" : " What others changed since stays as it is.";
  return { text: `${done}: ${label}.${kept}`, tone: "info" };
}

/** Why nothing can be changed now; undefined where it can. Where the connection was ended, that is what is said. */
export function noEditToast(
  visit: Pick<SessionState, "save" | "mayEdit" | "workspace">,
  me: Me | undefined,
): Toast | undefined {
  const refusal = editRefusal(visit);
  if (!refusal || visit.save.kind !== "ended") return refusal && refusedToast(refusal);
  const { short, meaning } = saveWords(visit.save, comingTo(me, visit.workspace));
  return { text: `${short}. ${meaning}`, tone: "warning" };
}

/** Why a command was not carried out, for the person who gave it. */
export function refusedToast(cause: unknown): Toast {
  // By a key that does nothing for whoever may only look, nothing is lost.
  if (cause instanceof EntenteError && cause.code === "edit-forbidden")
    return { text: "You may look at everything here and change nothing.", tone: "info" };
  const text =
    cause instanceof EntenteError
      ? `${cause.message} ${cause.hint}`
      : "That could not be done; nothing was changed.";
  return { text, tone: "error" };
}

/**
 * The server did not take an edit: what it was, why, and that the rest is safe.
 *
 * @param save Gives the person what was not taken as a file.
 */
export function refusedEditToast(
  graph: Graph,
  { code, reason, lost }: RefusedEditEvent,
  save: () => void,
): Toast {
  const names = [...new Set(lost.map((write) => nameOfLost(graph, write)))];
  const shown = names.slice(0, namesShownMax).map((name) => `“${shortened(name)}”`);
  const more = names.length > namesShownMax ? ` and ${names.length - namesShownMax} more` : "";
  const what = names.length === 0 ? "your change" : `your change to ${shown.join(", ")}${more}`;
  const why = code === "edit-forbidden" ? `${reason} ${errorKinds[code].hint}` : reason;
  const text = `Not kept: ${what}. ${why} Everything else is kept.`;
  if (lost.length === 0) return { text, tone: "error" };
  return { text, tone: "error", action: { label: "Save it as a file", run: save } };
}

/** What was not taken, for whoever wrote it to keep: why, and each value under its key. */
export function refusedEditText({ code, reason, lost }: RefusedEditEvent, at: Date): string {
  return `${JSON.stringify({ notKept: { code, reason, at: at.toISOString() }, values: lost }, null, 2)}\n`;
}

/** A new record is gone with its name, which then stands in what was lost. */
function nameOfLost(graph: Graph, { key, value }: KeyValue): string {
  const id = readKey(key)?.id;
  const { label } = (typeof value === "object" && value !== null ? value : {}) as {
    readonly label?: unknown;
  };
  if (typeof label === "string") return label;
  return graph.entities.get(id as EntityId)?.label ?? id ?? key;
}

/** Another value than this person's is shown, of two that were written at the same time. */
export function lostToast(graph: Graph, lost: readonly LostValue[], choose: () => void): Toast {
  const [first] = lost;
  const action = { label: "Choose", run: choose };
  if (lost.length > 1 || !first) {
    const text = `${lost.length.toLocaleString("en")} values that you set were set by others at the same time.`;
    return { text, tone: "warning", action };
  }
  const { conflict, own } = first;
  const { by = "Somebody" } = conflict.current;
  // Whoever gave it another name knows it by that one.
  const about =
    conflict.field === "label" ? conflictValueText(graph, conflict, own) : conflictAbout(graph, conflict);
  const value = shortened(conflictValueText(graph, conflict, conflict.current));
  const what = `the ${conflictTerm(graph, conflict).toLowerCase()} of ${shortened(about)}`;
  return { text: `${by} changed ${what} at the same time: “${value}”.`, tone: "warning", action };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
