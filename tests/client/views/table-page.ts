// The table on a page of its own, and how somebody without a pointer gets about in it.
import { expect } from "vitest";
import { page, userEvent, type Locator } from "vitest/browser";
import { readAsked } from "../../../client/app/asked.ts";
import { SelectEvent, noFilter } from "../../../client/app/events.ts";
import "../../../client/views/table-view.ts";
import type { TableView } from "../../../client/views/table-view.ts";
import { evaluationOf, sample } from "../panels/fixture.ts";
import { mount } from "../panels/mount.ts";

/** The table on a page, answering its own selections as the application does. */
export async function show(
  properties: Partial<TableView> = {},
  theme: "light" | "dark" = "light",
): Promise<TableView> {
  const { graph = sample, filter = noFilter } = properties;
  const view = await mount<TableView>(
    "entente-table-view",
    { graph, evaluation: evaluationOf(), asked: readAsked(graph, filter).query, ...properties },
    theme,
  );
  view.style.height = "700px";
  view.addEventListener(SelectEvent.type, (event) => {
    view.selection = event.ids;
  });
  await view.updateComplete;
  return view;
}

export const press = (keys: string) => userEvent.keyboard(keys);

/** What a cell of the grid shows: its content lies in a slot. */
function cellText(cell: Element): string {
  const content = cell.querySelector("slot")?.assignedElements()[0];
  return (content?.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/** The names of the rows in the order shown; the grid draws in its own time. */
export function rowNames(): readonly string[] {
  const rows = page.getByRole("row").elements() as HTMLTableRowElement[];
  return rows
    .filter((row) => !row.hidden)
    .toSorted((a, b) => Number(a.ariaRowIndex) - Number(b.ariaRowIndex))
    .flatMap((row) => [...row.querySelectorAll('[role="rowheader"]')].map(cellText));
}

export async function drawn(count: number): Promise<void> {
  await expect.poll(() => rowNames().length).toBeGreaterThanOrEqual(count);
}

export function heading(name: string): Element {
  const found = page
    .getByRole("columnheader")
    .elements()
    .find((cell) => cellText(cell) === name);
  if (!found) throw new Error(`There is no column ${name}`);
  return found;
}

/** What has the focus, through shadow roots. */
export function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}
export const focusedText = () => (focused() ? cellText(focused() as Element) : "");

/** From the page's beginning to the grid's headings, then into its rows, by Tab alone; arrows then reach the name. */
export async function reachHeadings(): Promise<void> {
  await drawn(5);
  for (let step = 0; step < 10 && focused()?.role !== "columnheader"; step += 1) await press("{Tab}");
  await press("{ArrowRight}");
}
export async function reachRows(): Promise<void> {
  await reachHeadings();
  await press("{Tab}{ArrowRight}");
}

/** Waits until an element has the focus, in whatever shadow root it is. */
export async function expectFocus(locator: Locator): Promise<void> {
  await expect.poll(() => locator.query() !== null && focused() === locator.query()).toBe(true);
}
