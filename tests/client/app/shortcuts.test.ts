import { afterEach, beforeEach, expect, test } from "vitest";

import type { AppAction } from "../../../client/app/actions.ts";
import { actionOfKey, chordKeys, chordOf, switchSingleKeys } from "../../../client/app/shortcuts.ts";

const press = (key: string, more: KeyboardEventInit = {}) =>
  new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true, ...more });

/** The action a key press on an element asks for. */
function asked(event: KeyboardEvent, target: Element = document.body): AppAction | undefined {
  let action: AppAction | undefined;
  document.addEventListener("keydown", (heard) => (action = actionOfKey(heard)), { once: true });
  target.dispatchEvent(event);
  return action;
}

function addToPage(html: string): Element {
  document.body.innerHTML = html;
  return document.body.querySelector("[data-target]") ?? document.body;
}

beforeEach(() => {
  document.body.innerHTML = "";
});
afterEach(() => switchSingleKeys(true));

test.each<[string, KeyboardEventInit, AppAction]>([
  ["/", {}, "search"],
  ["k", { ctrlKey: true }, "palette"],
  ["k", { metaKey: true }, "palette"],
  ["z", { ctrlKey: true }, "undo"],
  ["Z", { ctrlKey: true, shiftKey: true }, "redo"],
  ["y", { ctrlKey: true }, "redo"],
  ["Delete", {}, "retract"],
  ["n", {}, "add-entity"],
  ["c", {}, "add-relation"],
  ["Escape", {}, "escape"],
  ["?", { shiftKey: true, code: "Slash" }, "shortcuts"],
  ["!", { shiftKey: true, code: "Digit1" }, "fit"],
  ['"', { shiftKey: true, code: "Digit1" }, "fit"],
  ["g", {}, "show-graph"],
  ["T", {}, "show-table"],
])("%s with %o means %s", (key, more, action) => {
  expect(asked(press(key, more))).toBe(action);
});

test.each([
  "<input data-target />",
  "<textarea data-target></textarea>",
  "<select data-target></select>",
  "<p contenteditable data-target>text</p>",
  '<div role="dialog"><button data-target>in a dialog</button></div>',
  '<div role="menu"><span data-target>in a menu</span></div>',
])("single keys mean nothing in %s", (html) => {
  const target = addToPage(html);
  expect(["n", "/", "Delete", "g", "Escape"].map((key) => asked(press(key), target))).toEqual(
    Array(5).fill(undefined),
  );
});

test("nobody types in a checkbox: whoever has ticked rows retracts them by its key", () => {
  expect(asked(press("Delete"), addToPage('<input type="checkbox" data-target />'))).toBe("retract");
});

test("a field undoes its own typing, and the palette opens from anywhere", () => {
  const target = addToPage("<input data-target />");
  expect(asked(press("z", { ctrlKey: true }), target)).toBeUndefined();
  expect(asked(press("k", { ctrlKey: true }), target)).toBe("palette");
});

test("typing inside a shadow root counts as typing", () => {
  const host = document.createElement("div");
  const field = document.createElement("input");
  host.attachShadow({ mode: "open" }).append(field);
  document.body.append(host);
  expect(asked(press("n"), field)).toBeUndefined();
});

test("single keys can be switched off; keys with Ctrl and Escape stay", () => {
  switchSingleKeys(false);
  expect(asked(press("n"))).toBeUndefined();
  expect(asked(press("z", { ctrlKey: true }))).toBe("undo");
  expect(asked(press("Escape"))).toBe("escape");
});

test("a key that was answered already is not answered twice", () => {
  const event = press("n");
  event.preventDefault();
  expect(asked(event)).toBeUndefined();
});

test("chords are shown as the keys are labelled", () => {
  expect(chordKeys("Mod+Shift+Z", false)).toEqual(["Ctrl", "Shift", "Z"]);
  expect(chordKeys("Mod+Shift+Z", true)).toEqual(["⌘", "⇧", "Z"]);
  expect(chordOf(press("é"))).toBe("É");
});
