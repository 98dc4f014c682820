import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import "../../../client/controls/combobox.ts";
import { ChooseEvent, type Combobox } from "../../../client/controls/combobox.ts";
import "../../../client/controls/popover-button.ts";
import type { PopoverButton } from "../../../client/controls/popover-button.ts";
import "../../../client/controls/stance-badge.ts";
import type { StanceBadge } from "../../../client/controls/stance-badge.ts";
import "../../../client/controls/toast.ts";
import type { Toasts } from "../../../client/controls/toast.ts";
import { stanceStates, stanceTerms } from "../../../schema/vocabulary.ts";
import {
  deepAll,
  expectAccessible,
  field,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
  textOf,
} from "../panels/mount.ts";

afterEach(forgetListeners);

describe("combobox", () => {
  const options = [
    { id: "s:JPN", label: "Japan", detail: "State or economy" },
    { id: "s:JAM", label: "Jamaica", detail: "State or economy" },
    { id: "a:CPTPP", label: "CPTPP", detail: "Agreement" },
  ];
  const combobox = (more: Partial<Combobox> = {}) =>
    mount<Combobox>("entente-combobox", { label: "From", options, ...more });
  const type = async (box: Combobox, text: string) => {
    field(box, "input").value = text;
    field(box, "input").dispatchEvent(new InputEvent("input", { bubbles: true }));
    await settled(box);
  };
  const press = async (box: Combobox, key: string) => {
    field(box, "input").dispatchEvent(
      new KeyboardEvent("keydown", { key, bubbles: true, composed: true, cancelable: true }),
    );
    await settled(box);
  };
  const shown = (box: Combobox) => deepAll(box, "[role=option] .option-label").map(textOf);

  test("typing narrows the list and Enter takes the first", async () => {
    const chosen = heard<ChooseEvent>(ChooseEvent.type);
    const box = await combobox();
    await type(box, "ja");
    expect(shown(box)).toEqual(["Japan", "Jamaica"]);
    await press(box, "ArrowDown");
    await press(box, "Enter");
    expect(chosen.map(({ option }) => option.id)).toEqual(["s:JAM"]);
    expect([box.value, field(box, "input").value]).toEqual(["s:JAM", "Jamaica"]);
  });

  test("a text that names nothing can become something new", async () => {
    const chosen = heard<ChooseEvent>(ChooseEvent.type);
    const box = await combobox({ newLabel: (text) => `Add “${text}”` });
    await type(box, "Peru");
    expect(shown(box)).toEqual(["Add “Peru”"]);
    await press(box, "Enter");
    expect(chosen.map(({ option }) => option)).toEqual([{ id: "", label: "Peru" }]);
  });

  test("Escape closes the list and nothing else", async () => {
    const box = await combobox();
    const heardOutside = vi.fn();
    document.body.addEventListener("keydown", heardOutside, { once: true });
    await type(box, "ja");
    await press(box, "Escape");
    expect(shown(box)).toEqual([]);
    expect(heardOutside).not.toHaveBeenCalled();
  });

  test("axe finds nothing serious, open or closed", async () => {
    const box = await combobox({ value: "s:JPN", hint: "Where the line begins" });
    await expectAccessible(box);
    await type(box, "j");
    await expectAccessible(box);
  });
});

describe("toasts", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("a message leaves after a while, one with an action after ten seconds, an error never", async () => {
    const toasts = await mount<Toasts>("entente-toasts", {});
    toasts.show({ text: "Link copied.", tone: "info" });
    toasts.show({ text: "Retracted Japan.", tone: "info", action: { label: "Undo", run: () => undefined } });
    toasts.show({ text: "The server cannot be reached.", tone: "error" });
    await settled(toasts);
    vi.advanceTimersByTime(6_500);
    await settled(toasts);
    expect(readingOf(toasts)).not.toContain("Link copied.");
    expect(readingOf(toasts)).toContain("Retracted Japan.");
    vi.advanceTimersByTime(60_000);
    await settled(toasts);
    expect(readingOf(toasts)).toBe("The server cannot be reached.");
  });

  test("the action runs once and closes its message", async () => {
    const run = vi.fn();
    const toasts = await mount<Toasts>("entente-toasts", {});
    toasts.show({ text: "Retracted Japan.", tone: "info", action: { label: "Undo", run } });
    await settled(toasts);
    find(toasts, "button", "Undo").click();
    await settled(toasts);
    expect(run).toHaveBeenCalledOnce();
    expect(deepAll(toasts, ".toast")).toEqual([]);
  });

  test("a message under the pointer waits", async () => {
    const toasts = await mount<Toasts>("entente-toasts", {});
    toasts.show({ text: "Link copied.", tone: "info" });
    await settled(toasts);
    find(toasts, ".toast").dispatchEvent(new PointerEvent("pointerenter"));
    vi.advanceTimersByTime(60_000);
    await settled(toasts);
    expect(readingOf(toasts)).toContain("Link copied.");
  });

  test("at most three are shown", async () => {
    const toasts = await mount<Toasts>("entente-toasts", {});
    for (const text of ["one", "two", "three", "four"]) toasts.show({ text, tone: "info" });
    await settled(toasts);
    expect(deepAll(toasts, ".text").map(textOf)).toEqual(["two", "three", "four"]);
  });

  test("a question stays until it is answered, takes no room from messages, and is asked once of each topic", async () => {
    const run = vi.fn();
    const toasts = await mount<Toasts>("entente-toasts", {});
    const question = (text: string) =>
      toasts.show({
        text,
        tone: "warning",
        topics: ["removal"],
        action: { label: "Restore…", run },
        otherwise: "Leave it",
      });
    question("Ben removed 40 records.");
    for (const text of ["one", "two", "three"]) toasts.show({ text, tone: "error" });
    question("Ben removed 80 records.");
    vi.advanceTimersByTime(60_000);
    await settled(toasts);
    expect(deepAll(toasts, ".text").map(textOf)).toEqual(["one", "two", "three", "Ben removed 80 records."]);
    expect(find(toasts, "[role=status]").contains(find(toasts, ".asks"))).toBe(true);
    find(toasts, "button", "Restore…").click();
    await settled(toasts);
    expect(run).toHaveBeenCalledOnce();
    find(toasts, "button", "Leave it").click();
    await settled(toasts);
    expect(readingOf(toasts)).not.toContain("Ben removed");
  });
});

test("Escape on an open popover is not heard by the application", async () => {
  const heardOutside = vi.fn();
  const popover = await mount<PopoverButton>("entente-popover-button", { label: "People" });
  document.body.addEventListener("keydown", heardOutside);
  const press = () =>
    find(popover, ".trigger").dispatchEvent(
      new KeyboardEvent("keydown", { key: "Escape", bubbles: true, composed: true }),
    );
  popover.show();
  await vi.waitFor(() => expect(find(popover, ".trigger").getAttribute("aria-expanded")).toBe("true"));
  press();
  expect(heardOutside).not.toHaveBeenCalled();
  popover.close();
  await vi.waitFor(() => expect(find(popover, ".trigger").getAttribute("aria-expanded")).toBe("false"));
  press();
  expect(heardOutside).toHaveBeenCalledOnce();
  document.body.removeEventListener("keydown", heardOutside);
});

test.each(stanceStates)("the badge of %s says its word and shows its glyph", async (stance) => {
  const badge = await mount<StanceBadge>("entente-stance-badge", { stance });
  expect(readingOf(badge)).toBe(`${stanceTerms[stance].glyph} ${stanceTerms[stance].label}`);
  await expectAccessible(badge);
});
