import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/app/dialogs/terms-dialog.ts";
import type { TermsDialog } from "../../../client/app/dialogs/terms-dialog.ts";
import { CommandEvent } from "../../../client/app/events.ts";
import type { Graph } from "../../../schema/graph.ts";
import { sample } from "../panels/fixture.ts";
import {
  deepAll,
  expectAccessible,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
  textOf,
} from "../panels/mount.ts";

const rumour = { label: "Rumour", plural: "Rumours", icon: "megaphone" };
const withTerms: Graph = {
  ...sample,
  meta: {
    ...sample.meta,
    entityKinds: { rumour },
    relationKinds: { lobbies: { label: "lobbies", inverse: "lobbied by", from: ["company"], to: "any" } },
    fields: { tonnage: { label: "Tonnage", type: "number", entities: ["company"], retired: true } },
  },
};

async function dialog(graph: Graph, theme: "light" | "dark" = "light"): Promise<TermsDialog> {
  const element = await mount<TermsDialog>("entente-terms-dialog", { graph }, theme);
  const shown = new Promise((resolve) =>
    find(element, "wa-dialog").addEventListener("wa-after-show", resolve, { once: true }),
  );
  element.show();
  await shown;
  await settled(element);
  return element;
}

/** Presses and waits until what comes of it is drawn and has the focus. */
async function press(element: TermsDialog, selector: string, text = ""): Promise<void> {
  find(element, selector, text).click();
  for (let frame = 0; frame < 2; frame += 1) {
    await settled(element);
    await new Promise((resolve) => requestAnimationFrame(resolve));
  }
}

function commands() {
  const events = heard<CommandEvent>(CommandEvent.type);
  return () => events.map(({ command }) => command);
}

const faults = (element: TermsDialog) => deepAll(element, ".fault").map(textOf);

beforeEach(forgetListeners);

test("a kind of entity is added by keyboard alone", async () => {
  const element = await dialog(sample);
  const said = commands();
  find(element, '[data-add="entityKinds"]').focus();
  await userEvent.keyboard("{Enter}");
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await settled(element);
  await userEvent.keyboard("{Enter}");
  await settled(element);
  expect(faults(element)).toEqual(["Give it a name."]);
  await userEvent.keyboard("Think tank{Tab}Think tanks{Enter}");
  await settled(element);
  expect(said()).toEqual([
    {
      kind: "set-meta",
      fields: { "entityKinds.think-tank": { label: "Think tank", plural: "Think tanks", icon: "puzzle" } },
    },
  ]);
  expect(readingOf(element)).toContain("Kinds of relations");
});

test("a label that is taken is refused, whoever's it is", async () => {
  const element = await dialog(withTerms);
  for (const [group, label] of [
    ["entityKinds", "rumour"],
    ["entityKinds", "company"],
    ["relationKinds", "SIGNED"],
  ] as const) {
    await press(element, `[data-add="${group}"]`);
    await userEvent.keyboard(`${label}{Enter}`);
    await settled(element);
    expect(faults(element)[0]).toMatch(/^There is “.*” already. Give it another name.$/);
    await press(element, "button", "Back to the list");
  }
});

test("a field says what it holds and of what it is", async () => {
  const element = await dialog(withTerms);
  const said = commands();
  await press(element, '[data-add="fields"]');
  await userEvent.keyboard("Mood");
  const choose = async (name: string, value: string) => {
    await userEvent.selectOptions(find(element, `[name="${name}"]`), value);
    await settled(element);
  };
  await choose("type", "choice");
  await choose("entities", "some");
  await press(element, ".button.primary");
  expect(faults(element)).toEqual(["Write at least one option.", "Tick at least one kind."]);
  await userEvent.fill(find(element, '[name="options"]'), "calm\nangry\ncalm");
  await press(element, ".check", "Rumour");
  await press(element, ".button.primary");
  expect(said()).toEqual([
    {
      kind: "set-meta",
      fields: {
        "fields.mood": { label: "Mood", type: "choice", options: ["calm", "angry"], entities: ["rumour"] },
      },
    },
  ]);
});

test("a kind is retired and used again, and a change keeps its word", async () => {
  const element = await dialog(withTerms);
  const said = commands();
  find(element, '[aria-label="Retire: lobbies"]').click();
  find(element, '[aria-label="Use again: Tonnage"]').click();
  await press(element, '[aria-label="Change Rumour"]');
  await userEvent.keyboard("{Control>}a{/Control}Whisper{Enter}");
  await settled(element);
  expect(said().flatMap((command) => (command.kind === "set-meta" ? [command.fields] : []))).toEqual([
    {
      "relationKinds.lobbies": {
        label: "lobbies",
        inverse: "lobbied by",
        from: ["company"],
        to: "any",
        retired: true,
      },
    },
    { "fields.tonnage": { label: "Tonnage", type: "number", entities: ["company"] } },
    { "entityKinds.rumour": { ...rumour, label: "Whisper" } },
  ]);
});

test("Escape leads from the form to the list, and only then out", async () => {
  const element = await dialog(withTerms);
  await press(element, '[data-add="fields"]');
  await userEvent.keyboard("{Escape}");
  await settled(element);
  expect(readingOf(element)).toContain("Kinds of entities");
});

test.each(["light", "dark"] as const)("axe finds nothing serious in list and forms (%s)", async (theme) => {
  const element = await dialog(withTerms, theme);
  await expectAccessible(element);
  for (const group of ["entityKinds", "relationKinds", "fields"]) {
    await press(element, `[data-add="${group}"]`);
    await expectAccessible(element);
    await press(element, "button", "Back to the list");
  }
});
