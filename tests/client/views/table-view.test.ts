import { afterEach, describe, expect, test } from "vitest";
import { page } from "vitest/browser";
import { ActionEvent } from "../../../client/app/actions.ts";
import { DialogRequestEvent, PlaceEvent, noFilter } from "../../../client/app/events.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { sample } from "../panels/fixture.ts";
import { graphOf } from "../panels/graph-of.ts";
import { expectAccessible, forgetListeners, heard } from "../panels/mount.ts";
import { drawn, expectFocus, focusedText, press, reachRows, rowNames, show } from "./table-page.ts";

afterEach(async () => {
  forgetListeners();
  await page.viewport(1280, 800);
});

describe("what it shows", () => {
  test("the filter's answer, with how many of how many", async () => {
    await show({ filter: { ...noFilter, text: "taiwan" } });
    await expect.poll(rowNames).toEqual(["Taiwan", "Taiwan joins the CPTPP"]);
    await expect.element(page.getByRole("status")).toHaveTextContent(`2 of ${sample.entities.size} entities`);
  });

  test("that nothing matches, and the way out", async () => {
    await show({ filter: { ...noFilter, text: "zzz" } });
    const changes = heard<PlaceEvent>(PlaceEvent.type);
    await page.getByRole("button", { name: "Clear filters" }).click();
    expect(changes.map(({ change }) => change)).toEqual([{ filter: noFilter }]);
  });

  test("what to leave out when nothing matches, with what there is then", async () => {
    await show({ table: "claims", filter: { ...noFilter, claims: { place: "L700" }, text: "hold back" } });
    const changes = heard<PlaceEvent>(PlaceEvent.type);
    await page.getByRole("button", { name: "Without place line 700: 1 claim" }).click();
    expect(changes.map(({ change }) => change.filter)).toEqual([{ ...noFilter, text: "hold back" }]);
  });

  test("claims with how sure who says them is, and their place in words; filtering is one press away", async () => {
    await show({ table: "claims" });
    const actions = heard<ActionEvent>(ActionEvent.type);
    await expect.element(page.getByText("Cathy Fang, op-ed").first()).toBeVisible();
    await expect.element(page.getByText("paragraph 4").first()).toBeVisible();
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    expect(actions.map(({ action }) => action)).toEqual(["find-claims"]);
  });

  test("which table it is, so that a link can say it", async () => {
    await show();
    const changes = heard<PlaceEvent>(PlaceEvent.type);
    await page.getByRole("tab", { name: /^Claims/ }).click();
    expect(changes.map(({ change }) => change)).toEqual([{ table: "claims" }]);
  });

  test("that the map is empty, and how to begin", async () => {
    await show({ graph: graphOf({}), evaluation: undefined });
    const requests = heard<DialogRequestEvent>(DialogRequestEvent.type);
    await expect.element(page.getByText("Nobody and nothing is on the map yet.")).toBeVisible();
    await page.getByRole("tabpanel").getByRole("button", { name: "Add entity" }).click();
    expect(requests.map(({ request }) => request)).toEqual([{ kind: "add-entity" }]);
  });

  test("drafts, grades and sources in words", async () => {
    await show();
    await page.getByRole("tab", { name: /^Relations/ }).click();
    await expect.element(page.getByText("draft", { exact: true })).toBeVisible();
    await page.getByRole("tab", { name: /^Claims/ }).click();
    await expect.element(page.getByText("paragraph 2").first()).toBeVisible();
    await expect.element(page.getByText("no source").first()).toBeVisible();
  });

  test("a changed graph at once, with the focus where it was", async () => {
    const view = await show();
    await reachRows();
    await press("{ArrowDown}");
    const renamed = graphOf({
      entities: {
        "s:AUS": { kind: "state", label: "Australia" },
        "s:BRN": { kind: "state", label: "Brunei Darussalam" },
      },
    });
    view.graph = renamed;
    await expect.poll(rowNames).toEqual(["Australia", "Brunei Darussalam"]);
    expect(focusedText()).toBe("Brunei Darussalam");
  });

  test("a record that was chosen elsewhere", async () => {
    const labels = Array.from({ length: 300 }, (_, index) => `State ${String(index).padStart(3, "0")}`);
    const entities = Object.fromEntries(
      labels.map((label, index) => [`s:T${index}`, { kind: "state", label }]),
    );
    const view = await show({ graph: graphOf({ entities }), evaluation: undefined });
    await drawn(5);
    expect(rowNames()).not.toContain("State 250");
    view.selection = ["s:T250" as EntityId];
    await expect.poll(rowNames).toContain("State 250");
  });

  test("no more rows in the page than are to be seen", async () => {
    const entities = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`s:T${index}`, { kind: "state", label: `State ${index}` }]),
    );
    await show({ graph: graphOf({ entities }), evaluation: undefined });
    await drawn(5);
    expect(page.getByRole("row").elements().length).toBeLessThan(120);
  });
});

describe("where it is narrow", () => {
  test("it is a list to read, with the same actions", async () => {
    await page.viewport(390, 844);
    const view = await show();
    const list = page.getByRole("list", { name: "Entities" });
    await expect.element(list).toBeVisible();
    await list.getByRole("button", { name: "Brunei", exact: true }).click();
    expect(view.selection).toEqual(["s:BRN"]);
    await list.getByRole("button", { name: "Actions on Brunei" }).click();
    await page.getByRole("menuitem", { name: "Rename…" }).click();
    await expectFocus(page.getByRole("textbox", { name: "New name of Brunei" }));
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  });

  test("it sorts as asked, numbers from the highest", async () => {
    await page.viewport(390, 844);
    await show();
    await page.getByRole("combobox", { name: "Sort by" }).selectOptions("Claims");
    await expect
      .poll(() => page.getByRole("listitem").first().element().textContent)
      .toContain("Taiwan joins the CPTPP");
  });
});

describe("axe-core finds nothing serious", () => {
  for (const theme of ["light", "dark"] as const) {
    for (const table of ["Entities", "Relations", "Claims"]) {
      test(`in the ${theme} table of ${table}`, async () => {
        const view = await show({ selection: ["s:JPN" as EntityId, "s:CAN" as EntityId] }, theme);
        await page.getByRole("tab", { name: new RegExp(`^${table}`) }).click();
        await drawn(5);
        await expectAccessible(view);
      });
    }
    test(`in the ${theme} list`, async () => {
      await page.viewport(390, 844);
      const view = await show({}, theme);
      await expect.element(page.getByRole("list", { name: "Entities" })).toBeVisible();
      await expectAccessible(view);
    });
    test(`in the ${theme} menu`, async () => {
      const view = await show({}, theme);
      await drawn(5);
      await page.getByRole("button", { name: "Actions on Canada" }).click();
      await expect.element(page.getByRole("menu")).toBeVisible();
      await expectAccessible(view);
    });
  }
});
