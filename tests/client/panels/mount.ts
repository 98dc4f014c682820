// Puts one element on a page of its own, with the product's colours and type, and listens to what it tells.
import "../../../client/app/tokens.css";
import "../../../client/app/web-awesome.css";
import axe from "axe-core";
import type { LitElement } from "lit";
import { expect } from "vitest";

/** Adds an element with its properties to an otherwise empty page and waits until it is drawn. */
export async function mount<Element extends LitElement>(
  tag: string,
  properties: Partial<Element>,
  theme: "light" | "dark" = "light",
): Promise<Element> {
  document.documentElement.dataset["theme"] = theme;
  document.documentElement.lang = "en";
  document.title = "Test";
  const element = Object.assign(document.createElement(tag) as unknown as Element, properties);
  const main = document.createElement("main");
  main.append(element);
  document.body.replaceChildren(main);
  await settled(element);
  return element;
}

/** Waits until an element and every Lit element in it, however deep, has been drawn. */
export async function settled(element: Element): Promise<void> {
  await (element as Partial<LitElement>).updateComplete;
  for (const child of deepAll(element, "*")) await (child as Partial<LitElement>).updateComplete;
}

/** All elements that match, inside whatever shadow roots, in order. */
export function deepAll(root: Element | ShadowRoot, selector: string): HTMLElement[] {
  const own = root instanceof Element && root.shadowRoot ? deepAll(root.shadowRoot, selector) : [];
  const within = [...root.querySelectorAll<HTMLElement>("*")].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []),
    ...(element.shadowRoot ? deepAll(element.shadowRoot, selector) : []),
  ]);
  return [...own, ...within];
}

/** The one that matches and contains the text. */
export function find(root: Element, selector: string, text = ""): HTMLElement {
  const found = deepAll(root, selector).find((element) => textOf(element).includes(text));
  if (!found) throw new Error(`No ${selector} says “${text}”`);
  return found;
}

/** The field that matches, with its value. */
export function field(root: Element, selector: string): HTMLInputElement {
  return find(root, selector) as HTMLInputElement;
}

/** What somebody reads of it, without the spaces of the markup. */
export function textOf(element: Element): string {
  return (element.textContent ?? "").replaceAll(/\s+/g, " ").trim();
}

/** Everything read in an element, through its shadow roots and what they slot. */
export function readingOf(element: Element): string {
  return wordsIn(element).replaceAll(/\s+/g, " ").trim();
}

const apart = "p, li, h2, h3, h4, dt, dd, div, section, button";

function wordsIn(node: Node): string {
  if (!(node instanceof HTMLElement)) return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
  if (node.hidden || node.matches("style, script")) return "";
  return [...shownIn(node)].map(wordsIn).join(node.matches(apart) ? " " : "");
}

function shownIn(element: HTMLElement): Iterable<Node> {
  const slotted = element instanceof HTMLSlotElement ? element.assignedNodes() : [];
  if (slotted.length > 0) return slotted;
  return element.shadowRoot?.childNodes ?? element.childNodes;
}

/** Collects the events of one type that reach the document. */
export function heard<Heard extends Event>(type: string): Heard[] {
  const events: Heard[] = [];
  document.addEventListener(type, (event) => events.push(event as Heard), { signal: nextTest() });
  return events;
}

let current = new AbortController();
/** Listeners last for one test: the next `mount` of another test begins with none. */
function nextTest(): AbortSignal {
  return current.signal;
}
export function forgetListeners(): void {
  current.abort();
  current = new AbortController();
}

/** Fails with what axe-core finds serious or critical. */
export async function expectAccessible(element: Element): Promise<void> {
  const { violations } = await axe.run(element, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { region: { enabled: false } },
  });
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  expect(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(" | ")}`),
  ).toEqual([]);
}
