// What people do in the edit dialogs, as steps of tests.
import { userEvent } from "vitest/browser";

import "../../../client/panels/edit-dialogs.ts";
import { CommandEvent, type DialogRequest } from "../../../client/app/events.ts";
import { newIds } from "../../../client/controls/new-id.ts";
import type { EditDialogs } from "../../../client/panels/edit-dialogs.ts";
import { sample } from "./fixture.ts";
import { deepAll, find, heard, mount, settled, textOf } from "./mount.ts";

/** Ids that a test can name: `clm:000000000001` is the first that is made, whatever its kind. */
function countedIds() {
  let made = 0;
  return newIds((count) => {
    made += 1;
    return new Uint8Array(count).fill(made, count - 1);
  });
}

/** A page with the dialog that a request opens. */
export async function openedDialog(
  request: DialogRequest,
  theme: "light" | "dark" = "light",
): Promise<EditDialogs> {
  const properties = { graph: sample, ids: countedIds() };
  const element = await mount<EditDialogs>("entente-edit-dialogs", properties, theme);
  await open(element, request);
  return element;
}

/** Opens a dialog and waits until it stands. */
export async function open(element: EditDialogs, request: DialogRequest): Promise<void> {
  const dialog = find(element, "wa-dialog");
  const shown = new Promise((resolve) => dialog.addEventListener("wa-after-show", resolve, { once: true }));
  element.open(request);
  await shown;
  await settled(element);
}

/** Waits until the dialog is gone. */
export async function closed(element: EditDialogs): Promise<void> {
  const dialog = find(element, "wa-dialog");
  if (!dialog.shadowRoot?.querySelector("dialog")?.open) return;
  await new Promise((resolve) => dialog.addEventListener("wa-after-hide", resolve, { once: true }));
  await settled(element);
}

/** Types into the field of that name. */
export async function type(element: Element, name: string, text: string): Promise<void> {
  find(element, `[name="${name}"]`).focus();
  await userEvent.keyboard(text);
}

/** Presses Ctrl Enter and waits for what comes of it. */
export async function submit(element: EditDialogs): Promise<void> {
  await userEvent.keyboard("{Control>}{Enter}{/Control}");
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled(element);
}

/** The commands from here on. */
export function commandsFromNow() {
  const events = heard<CommandEvent>(CommandEvent.type);
  return () => events.map(({ command }) => command);
}

/** What the form says is wrong. */
export function faultsOf(element: Element): string[] {
  const faults = deepAll(element, ".fault").map((fault) => textOf(fault));
  return faults.filter((text) => text !== "");
}
