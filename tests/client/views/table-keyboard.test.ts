import { afterEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { CommandEvent, DialogRequestEvent } from "../../../client/app/events.ts";
import { underNames } from "../../../schema/terms/naming.ts";
import { sample } from "../panels/fixture.ts";
import { graphOf } from "../panels/graph-of.ts";
import { forgetListeners, heard } from "../panels/mount.ts";
import {
  drawn,
  focused,
  focusedText,
  expectFocus,
  heading,
  press,
  reachHeadings,
  reachRows,
  rowNames,
  show,
} from "./table-page.ts";

afterEach(forgetListeners);

describe("by keyboard alone", () => {
  test("sorts by a heading, and back", async () => {
    await show();
    await reachHeadings();
    expect(focusedText()).toBe("Name");
    expect(heading("Name").ariaSort ?? heading("Name").getAttribute("aria-sort")).toBe("ascending");
    expect(rowNames()[0]).toBe("Australia");
    await press("{Enter}");
    await expect.poll(() => rowNames()[0]).toBe("Working group for Costa Rica");
    expect(heading("Name").getAttribute("aria-sort")).toBe("descending");
    await press("{ArrowRight}{ }");
    await expect.poll(() => heading("Kind").getAttribute("aria-sort")).toBe("ascending");
    await expect.poll(() => rowNames()[0]).toBe("CPTPP");
  });

  test("selects a row, extends the selection and clears it", async () => {
    const view = await show();
    await reachRows();
    expect(focusedText()).toBe("Australia");
    await press("{ArrowDown}{Enter}");
    expect(view.selection).toEqual(["s:BRN"]);
    await press("{ArrowDown}{ArrowDown}{Shift>}{Enter}{/Shift}");
    expect(view.selection).toEqual(["s:BRN", "s:CAN", "p:cathy-fang"]);
    await expect.element(page.getByRole("status")).toHaveTextContent("3 selected");
    await press("{Escape}");
    expect(view.selection).toEqual([]);
    await press("{ }");
    await expect.poll(() => view.selection).toEqual(["p:cathy-fang"]);
    await press("{Control>}a{/Control}");
    expect(view.selection).toHaveLength(sample.entities.size);
  });

  test("adds single rows to the selection by their boxes", async () => {
    const view = await show();
    await reachRows();
    await press("{ArrowLeft}{ }{ArrowDown}{ArrowDown}{ }");
    await expect.poll(() => view.selection).toEqual(["s:AUS", "s:CAN"]);
    const row = page.getByRole("row", { name: /^Select Canada/ });
    await expect.element(row).toHaveAttribute("aria-selected", "true");
  });

  test("renames an entity in its place, and leaves the old name on Escape", async () => {
    await show();
    const commands = heard<CommandEvent>(CommandEvent.type);
    await reachRows();
    await press("{F2}");
    const field = page.getByRole("textbox", { name: "New name of Australia" });
    await expectFocus(field);
    await press("Atlantis{Escape}");
    await expect.element(field).not.toBeInTheDocument();
    expect(commands).toEqual([]);
    expect(focusedText()).toBe("Australia");
    await press("{F2}");
    await expectFocus(field);
    await press("Commonwealth of Australia{Enter}");
    expect(commands.map(({ command, label }) => [command, label])).toEqual([
      [
        { kind: "rename", id: "s:AUS", label: "Commonwealth of Australia" },
        "Rename Australia to Commonwealth of Australia",
      ],
    ]);
    await expect.element(field).not.toBeInTheDocument();
    expect(focused()?.role).toBe("rowheader");
  });

  test("NAM-2 renames what is shown under another name by the team's own", async () => {
    const aliases = [{ name: "Chinese Taipei", use: "forum", forum: "WTO" }];
    const others = ["S", "T", "U", "V", "W"].map(
      (label) => [`s:${label}`, { kind: "state", label }] as const,
    );
    const entities = new Map<string, object>([
      ["s:TWN", { kind: "state", label: "Taiwan", aliases }],
      ...others,
    ]);
    const graph = graphOf({ entities: Object.fromEntries(entities) });
    await show({ graph: underNames(graph, "forum:WTO"), evaluation: undefined });
    const commands = heard<CommandEvent>(CommandEvent.type);
    await reachRows();
    expect(focusedText()).toBe("Chinese Taipei");
    await press("{F2}");
    await expectFocus(page.getByRole("textbox", { name: "New name of Taiwan" }));
    await press("Taiwan, economy{Enter}");
    expect(commands.map(({ label }) => label)).toEqual(["Rename Taiwan to Taiwan, economy"]);
  });

  test("opens the menu of a row, walks it and gives the focus back", async () => {
    await show();
    const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
    await reachRows();
    await press("{Shift>}{F10}{/Shift}");
    await expectFocus(page.getByRole("menuitem", { name: "Open" }));
    await press("{ArrowDown}{ArrowDown}");
    await expectFocus(page.getByRole("menuitem", { name: "Relate…" }));
    await press("{Escape}");
    await expect.poll(focusedText).toBe("Australia");
    await press("{Shift>}{F10}{/Shift}");
    await expectFocus(page.getByRole("menuitem", { name: "Open" }));
    await press("s{Enter}");
    expect(requests.map(({ request }) => request)).toEqual([
      { kind: "set-stance", decision: "d:twn-cptpp", actor: "s:AUS" },
    ]);
  });

  test("renames from the menu", async () => {
    await show();
    await reachRows();
    await press("{Shift>}{F10}{/Shift}");
    await expectFocus(page.getByRole("menuitem", { name: "Open" }));
    await press("r{Enter}");
    await expectFocus(page.getByRole("textbox", { name: "New name of Australia" }));
  });

  test("reaches the menu button at the end of a row", async () => {
    await show();
    await reachRows();
    await press("{End}{Enter}{Enter}");
    await expectFocus(page.getByRole("menuitem", { name: "Open" }));
  });

  test("retracts the row, or all that are selected with it", async () => {
    await show();
    const commands = heard<CommandEvent>(CommandEvent.type);
    await reachRows();
    await press("{Delete}");
    await press("{Enter}{ArrowDown}{Shift>}{Enter}{/Shift}{Delete}");
    expect(commands.map(({ command, label }) => [command, label])).toEqual([
      [{ kind: "retract", ids: ["s:AUS"] }, "Retract Australia"],
      [{ kind: "retract", ids: ["s:AUS", "s:BRN"] }, "Retract 2 entities"],
    ]);
  });

  test("changes between the tables", async () => {
    await show();
    await drawn(5);
    await press("{Tab}{ArrowRight}");
    await expectFocus(page.getByRole("tab", { name: "Relations 6" }));
    await expect.poll(() => rowNames()[0]).toBe("Japan");
    await press("{ArrowRight}");
    await expect.poll(() => rowNames().length).toBe(sample.claims.size);
    await press("{ArrowRight}");
    await expect
      .element(page.getByRole("tab", { name: /^Entities/ }))
      .toHaveAttribute("aria-selected", "true");
  });
});

describe("by pointer", () => {
  test("selects by a click, and more with Ctrl and Shift", async () => {
    const view = await show();
    await drawn(5);
    await page.getByText("Brunei", { exact: true }).click();
    expect(view.selection).toEqual(["s:BRN"]);
    await page.getByText("Chile", { exact: true }).click({ modifiers: ["Shift"] });
    expect(view.selection).toEqual(["s:BRN", "s:CAN", "p:cathy-fang", "s:CHL"]);
    await page.getByText("Canada", { exact: true }).click({ modifiers: ["ControlOrMeta"] });
    expect(view.selection).toEqual(["s:BRN", "p:cathy-fang", "s:CHL"]);
  });

  test("opens the menu with the right button, and renames by a double click", async () => {
    await show();
    await drawn(5);
    await page.getByText("Brunei", { exact: true }).click({ button: "right" });
    await expect.element(page.getByRole("menu", { name: "Actions on Brunei" })).toBeVisible();
    await press("{Escape}");
    await page.getByText("Brunei", { exact: true }).dblClick();
    await expectFocus(page.getByRole("textbox", { name: "New name of Brunei" }));
  });
});
