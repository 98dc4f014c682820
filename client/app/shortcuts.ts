// Which key means which action, and when keys mean nothing because somebody is typing.
import { appActionNames, actionTerm, type AppAction } from "./actions.ts";
import { readLocal, writeLocal } from "./local-store.ts";

const actionByChord: ReadonlyMap<string, AppAction> = new Map(
  appActionNames.flatMap((action) =>
    (actionTerm(action).keys ?? []).map((chord) => [chord, action] as const),
  ),
);

/** Where keys belong to whoever has the focus: fields, open menus and lists, dialogs. */
const typingPlaces =
  "input:not([type='checkbox']), textarea, select, [contenteditable], [role='textbox'], [role='listbox'], [role='menu'], [role='dialog'], dialog, wa-dropdown";

/**
 * The action a key press asks for, or undefined. Single keys mean nothing while somebody types, and nothing at
 * all when the person has switched them off (WCAG 2.1.4); Escape in a field belongs to the field.
 */
export function actionOfKey(event: KeyboardEvent): AppAction | undefined {
  if (event.defaultPrevented || event.isComposing) return undefined;
  const chord = chordOf(event);
  const action = actionByChord.get(chord);
  if (action === undefined) return undefined;
  const isTyping = event
    .composedPath()
    .some((target) => target instanceof Element && target.matches(typingPlaces));
  if (chord.startsWith("Mod+")) return isTyping && isTextEditing(action) ? undefined : action;
  if (isTyping) return undefined;
  return isSingleKey(chord) && !singleKeysAreOn() ? undefined : action;
}

/** A key press in the words of the table: `Mod+Shift+Z`, `Shift+1`, `?`. */
export function chordOf(
  event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const digit = /^Digit(\d)$/.exec(event.code)?.[1];
  // Shift changes what a digit key types, and differently on each keyboard: `!`, `1`, `"`.
  const key = event.shiftKey && digit !== undefined ? digit : letterOf(event.key);
  const countsShift = event.shiftKey && (key.length > 1 || /^[A-Z0-9]$/.test(key));
  const parts = [
    (event.ctrlKey || event.metaKey) && "Mod",
    event.altKey && "Alt",
    countsShift && "Shift",
    key,
  ];
  return parts.filter((part) => part !== false).join("+");
}

/** A chord as this computer's keys are labelled: `["Ctrl", "Shift", "Z"]`, or `["⌘", "⇧", "Z"]` on a Mac. */
export function chordKeys(
  chord: string,
  isMac = /Mac|iPhone|iPad/.test(navigator.platform),
): readonly string[] {
  const names: Readonly<Record<string, string>> = isMac
    ? { Mod: "⌘", Shift: "⇧", Alt: "⌥", Delete: "⌦", Backspace: "⌫", Escape: "Esc" }
    : { Mod: "Ctrl", Escape: "Esc", Delete: "Del" };
  return chord.split("+").map((key) => names[key] ?? key);
}

const storedName = "single-keys";

/** Whether shortcuts of one key without Ctrl or Command work for this person. */
export function singleKeysAreOn(): boolean {
  return readLocal(storedName) !== "off";
}
/** Turns shortcuts of a single key on or off, on this device (WCAG 2.1.4). */
export function switchSingleKeys(isOn: boolean): void {
  writeLocal(storedName, isOn ? undefined : "off");
}

function letterOf(key: string): string {
  return key.length === 1 ? key.toUpperCase() : key;
}

function isSingleKey(chord: string): boolean {
  return chord.length === 1;
}

/** In a field, Ctrl-Z undoes typing, not the map. */
function isTextEditing(action: AppAction): boolean {
  return action === "undo" || action === "redo";
}
