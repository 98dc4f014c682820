import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/versions/versions-dialog.ts";
import type { VersionsDialog } from "../../../client/versions/versions-dialog.ts";
import { deepAll, expectAccessible, field, find, mount, readingOf, settled } from "../panels/mount.ts";

const version = (id: number, name: string, kind = "named") => ({
  id,
  name,
  note: id === 2 ? "As sent on Thursday." : "",
  by: "Ann Lee",
  at: "2026-11-20T12:00:00Z",
  seq: id,
  kind,
});
const draft = version(2, "Draft for the ministers");
const automatic = version(3, "Before going back on 25 November 2026 at 21:50 UTC", "before-restore");
const none = { added: 0, changed: 0, removed: 0 };
const changes = {
  counts: { entities: { ...none, added: 9 }, texts: { changed: 1 } },
  first: ["Japan", "Chile"].map((label) => ({ id: `s:${label}`, label, what: "added" })),
};

type Asked = readonly [method: string, path: string, body: unknown];

/** A server that answers as told, `[method and end of the path, answer]`, and keeps what it was asked. */
function answerWith(...answers: readonly (readonly [string, unknown])[]): Asked[] {
  const asked: Asked[] = [];
  const { fetch } = globalThis;
  vi.stubGlobal("fetch", async (address: string, { method = "GET", body }: RequestInit = {}) => {
    // Icons are fetched too, out of the page itself.
    if (address.startsWith("data:")) return fetch(address);
    const path = address.replace("/api/workspaces/test/versions", "");
    asked.push([method, path, typeof body === "string" ? JSON.parse(body) : undefined]);
    const [, answer] = answers.find(([about]) => `${method} ${path}`.startsWith(about)) ?? [];
    if (answer === undefined) throw new TypeError("offline");
    return answer === null ? new Response(null, { status: 204 }) : Response.json(answer);
  });
  return asked;
}

async function open(theme: "light" | "dark" = "light"): Promise<VersionsDialog> {
  const properties = { workspace: "test", by: "Ann Lee" };
  const element = await mount<VersionsDialog>("entente-versions-dialog", properties, theme);
  const shown = new Promise((resolve) =>
    find(element, "wa-dialog").addEventListener("wa-after-show", resolve, { once: true }),
  );
  element.show();
  await shown;
  await settled(element);
  return element;
}

async function says(element: Element, text: string | RegExp): Promise<void> {
  await expect.poll(() => readingOf(element)).toMatch(new RegExp(text, "u"));
}
const focused = (root: Document | ShadowRoot = document): Element | null => {
  const { activeElement } = root;
  return activeElement?.shadowRoot?.activeElement ? focused(activeElement.shadowRoot) : activeElement;
};

beforeEach(() => vi.unstubAllGlobals());
afterEach(() => document.documentElement.style.removeProperty("--e-edits"));

test("no version yet: it says what they are good for", async () => {
  answerWith(["GET ?", { versions: [], more: false }]);
  const element = await open();
  await says(element, "No versions yet Name one before a meeting");
  await expectAccessible(element);
});

test("versions are named, listed with who, when and why, and the automatic ones can be left out", async () => {
  const asked = answerWith(
    ["GET ?", { versions: [automatic, draft], more: false }],
    ["POST ?by=Ann+Lee", version(4, "Final")],
  );
  const element = await open();
  await says(element, /Kept by itself, before Ann Lee went back.*Named by Ann Lee.*As sent on Thursday\./u);
  await expectAccessible(element);
  field(element, "input[type=checkbox]").click();
  await expect.poll(() => readingOf(element)).not.toContain("Kept by itself,");

  await userEvent.type(field(element, "input[name=name]"), " Final {Enter}");
  await says(element, "“Final” is kept.");
  expect(asked.find(([method]) => method === "POST")?.[2]).toEqual({ name: "Final", note: "" });
});

test("older ones are asked for by the last that is shown", async () => {
  const asked = answerWith(
    ["GET ?limit=50&before=2", { versions: [version(1, "First")], more: false }],
    ["GET ?", { versions: [draft], more: true }],
  );
  const element = await open();
  await says(element, "Show older");
  find(element, "button", "Show older").click();
  await says(element, "Draft for the ministers.*First");
  expect(readingOf(element)).not.toContain("Show older");
  expect(asked.map(([, path]) => path)).toEqual(["?limit=50", "?limit=50&before=2"]);
});

test("what would change is told before anything is done; Escape and cancelling go one step back", async () => {
  const asked = answerWith(
    ["GET ?", { versions: [draft], more: false }],
    ["GET /2/changes", changes],
    ["POST /2/restore", { before: 9 }],
  );
  const element = await open("dark");
  await says(element, "Draft");
  find(element, "button[aria-label^='Take']").click();
  await says(element, "Take it out of the list, for everybody?");
  await expect.poll(() => focused()?.textContent?.trim()).toBe("Keep it");
  await userEvent.keyboard("{Escape}");
  await expect.poll(() => focused()?.getAttribute("aria-label")).toMatch(/^Take “Draft/u);

  find(element, "button", "Restore…").click();
  await says(element, "Comes back 9 entities “Japan”, “Chile” and 7 more Changes back 1 text");
  await expectAccessible(element);
  expect(asked.some(([method]) => method === "POST")).toBe(false);
  find(element, "button", "Restore this version").click();
  await expect.poll(() => find(element, "wa-dialog").hasAttribute("open")).toBe(false);
  expect(asked.filter(([method]) => method === "POST")).toEqual([["POST", "/2/restore?by=Ann+Lee", {}]]);
});

test("where nothing has changed since, nothing is offered to restore", async () => {
  answerWith(["GET ?", { versions: [draft], more: false }], ["GET /2/changes", { counts: {}, first: [] }]);
  const element = await open();
  await says(element, "Draft");
  find(element, "button", "Restore…").click();
  await says(element, "There is nothing to bring back");
  expect(deepAll(element, "button.primary")).toEqual([]);
});

test("when the server cannot be reached, it says so and is tried again on request", async () => {
  answerWith();
  const element = await open();
  await says(element, "The server cannot be reached. Check the connection and try again.");
  answerWith(["GET ?", { versions: [draft], more: false }]);
  find(element, "button", "Try again").click();
  await says(element, "Draft for the ministers");
  expect(readingOf(element)).not.toContain("cannot be reached");
});

test("whoever may only look sees the list and nothing to press in it", async () => {
  document.documentElement.style.setProperty("--e-edits", "none");
  answerWith(["GET ?", { versions: [automatic, draft], more: false }]);
  const element = await open();
  await says(element, "Draft");
  const seen = deepAll(element, "button:not([part]), input").filter((each) => each.checkVisibility());
  expect(seen.map((each) => each.getAttribute("type"))).toEqual(["checkbox"]);
});

test("the list is read anew when it has changed on the server", async () => {
  answerWith(["GET ?", { versions: [draft], more: false }]);
  const element = await open();
  await says(element, "Draft");
  answerWith(["GET ?", { versions: [version(5, "Of somebody else"), draft], more: false }]);
  element.news += 1;
  await says(element, "Of somebody else");
});
