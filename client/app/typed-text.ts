// What somebody typed that could not be taken: theirs to copy, so that it is not lost.
import type { Command } from "../../schema/edits.ts";
import { isId } from "../../schema/ids.ts";
import { copyText } from "../controls/copy-text.ts";
import type { Toast } from "../controls/toast.ts";
import { fieldName } from "../panels/conflict-words.ts";

/** Names of what nobody types; ids are told by their form. */
const madeNames = new Set(["kind", "root", "key", "take", "field", "imp"]);

/** The words in a command, each after what the field is called on screen; empty where there are none. */
export function typedText(command: Command): string {
  return wordsIn(command).join("\n");
}

/** A refusal that offers what was typed. */
export function withTyped(toast: Toast, command: Command, tell: (toast: Toast) => void): Toast {
  const text = typedText(command);
  if (text === "") return toast;
  const run = () => void copyText(text).then((isDone) => isDone || tell(byHand(text)));
  return { ...toast, stays: true, action: { label: "Copy what you typed", run } };
}

function byHand(text: string): Toast {
  return { text: `Copy this: ${text}`, tone: "info", stays: true };
}

function wordsIn(value: unknown, name = ""): readonly string[] {
  if (typeof value === "string")
    return value === "" || madeNames.has(name) || isId(value) ? [] : [`${fieldName(name)}: ${value}`];
  if (Array.isArray(value)) return value.flatMap((each) => wordsIn(each, name));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => wordsIn(each, key));
}
