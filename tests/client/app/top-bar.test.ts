import { afterEach, expect, onTestFinished, test } from "vitest";
import { page } from "vitest/browser";

import type { Me, Role } from "../../../client/account/account-data.ts";
import { ActionEvent } from "../../../client/app/actions.ts";
import { ProfileEvent } from "../../../client/app/bar/self-panel.ts";
import { noFilter } from "../../../client/app/events.ts";
import "../../../client/panels/top-bar.ts";
import type { TopBar } from "../../../client/panels/top-bar.ts";
import type { Profile, SaveState } from "../../../client/session/session-state.ts";
import { sample } from "../panels/fixture.ts";
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
} from "../panels/mount.ts";

afterEach(forgetListeners);

const me: Profile = { name: "Mei Lin", color: "#2f5daa", initials: "ML" };
const other: Profile = { name: "Jonas Berg", color: "#b4501e", initials: "JB" };
const bar = (properties: Partial<TopBar> = {}, theme: "light" | "dark" = "light") =>
  mount<TopBar>(
    "entente-top-bar",
    {
      workspaceTitle: "Taiwan and the CPTPP",
      isReady: true,
      graph: sample,
      filter: noFilter,
      self: me,
      save: { kind: "saved" },
      ...properties,
    },
    theme,
  );
const button = (root: Element, name: string) =>
  find(root, "button", "") &&
  deepAll(root, "button").find((each) => each.getAttribute("aria-label")?.startsWith(name));

test.each<[SaveState, string]>([
  [{ kind: "saved" }, "Saved"],
  [{ kind: "saving", count: 3 }, "Saving 3 changes…"],
  [{ kind: "offline", count: 2 }, "Offline · 2 changes kept on this device"],
])("%o is always in sight as words", async (save, words) => {
  expect(readingOf(await bar({ save }))).toContain(words);
});

test("with four others here, the state of saving is still read whole", async () => {
  const people = ["Ann", "Ben", "Cleo", "Dan"].map((name) => ({ ...other, name }));
  for (const save of [
    { kind: "saved" },
    { kind: "offline", count: 12 },
    { kind: "restarting", count: 1 },
  ] as const) {
    const element = await bar({ people, save, undoLabel: "Add", redoLabel: "Add" });
    const [words] = deepAll(element, ".words");
    expect(words?.scrollWidth).toBeLessThanOrEqual(words?.clientWidth ?? 0);
    expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
  }
});

test("undo says what it would undo, and does nothing when there is nothing", async () => {
  const actions = heard<ActionEvent>(ActionEvent.type);
  const element = await bar();
  button(element, "Undo")?.click();
  expect(actions).toEqual([]);
  element.undoLabel = "Add Japan";
  await settled(element);
  expect(button(element, "Undo")?.getAttribute("aria-label")).toBe("Undo: Add Japan");
  button(element, "Undo")?.click();
  expect(actions.map(({ action }) => action)).toEqual(["undo"]);
});

test("the people here are named, oneself included", async () => {
  const element = await bar({ people: [other] });
  expect(button(element, "Here now")?.getAttribute("aria-label")).toBe("Here now: Jonas Berg and you");
});

test("a guest, who is told of nobody, does not read that nobody is here", async () => {
  const guest: Me = {
    access: "accounts",
    person: null,
    workspaces: [{ name: "cptpp", title: "Taiwan and the CPTPP", role: "visitor" }],
    expiresAt: null,
    signInBy: { passkey: true, oidc: null },
  };
  const element = await bar({ me: guest, workspace: "cptpp" });
  expect(button(element, "Only you")).toBeUndefined();
  button(element, "You look on as a guest")?.click();
  await settled(element);
  expect(readingOf(element)).toContain("Who else is here is not shown to guests.");
});

test("one's name and colour are kept as they are written", async () => {
  const profiles = heard<ProfileEvent>(ProfileEvent.type);
  const element = await bar();
  button(element, "Only you")?.click();
  field(element, "input[name=name]").value = "M. Lin";
  field(element, "input[value='#3b7f8c']").checked = true;
  find(element, "button", "Keep name and colour").click();
  expect(profiles.map(({ name, color }) => ({ name, color }))).toEqual([
    { name: "M. Lin", color: "#3b7f8c" },
  ]);
});

test("the menu to add begins with states, agreements and companies", async () => {
  const element = await bar();
  const items = deepAll(element, "#add wa-dropdown-item").map((item) => item.getAttribute("value"));
  expect(items.slice(0, 4)).toEqual(["add-state", "add-agreement", "add-company", "add-entity"]);
});

test("a chosen menu item asks for its action", async () => {
  const actions = heard<ActionEvent>(ActionEvent.type);
  const element = await bar();
  find(element, "#export [slot=trigger]").click();
  await settled(element);
  find(element, "#export wa-dropdown-item[value=export-csv]").click();
  expect(actions.map(({ action }) => action)).toEqual(["export-csv"]);
  // What opens by it gives the focus back there.
  expect(element.renderRoot.querySelector("#export [slot=trigger]")?.matches(":focus")).toBe(true);
});

test("where there is little room, one menu holds everything", async () => {
  const element = await bar({ narrow: true });
  const items = deepAll(element, "#more wa-dropdown-item").map((item) => item.getAttribute("value"));
  expect(items).toEqual(
    expect.arrayContaining(["add-state", "export-png", "import", "theme-dark", "shortcuts"]),
  );
  expect(deepAll(element, "entente-search-box")).toEqual([]);
});

test("on a phone too, an owner finds people and links, and nobody else does", async () => {
  const meAs = (role: Role): Me => ({
    access: "accounts",
    person: { id: "p", name: "Mei Lin" },
    signInBy: { passkey: true, oidc: null },
    expiresAt: null,
    workspaces: [{ name: "cptpp", title: "Taiwan", role }],
  });
  const actions = heard<ActionEvent>(ActionEvent.type);
  const item = "#more wa-dropdown-item[value=people]";
  const element = await bar({ narrow: true, workspace: "cptpp", me: meAs("owner") });
  find(element, "#more [slot=trigger]").click();
  await settled(element);
  find(element, item).click();
  expect(actions.map(({ action }) => action)).toEqual(["people"]);
  element.me = meAs("editor");
  await settled(element);
  expect(deepAll(element, item)).toEqual([]);
});

test("where there is no workspace, nothing offers to search it or to filter it", async () => {
  for (const narrow of [false, true]) {
    const element = await bar({ self: undefined, isReady: false, narrow });
    expect(deepAll(element, "entente-search-box")).toEqual([]);
    expect(deepAll(element, "button").map((each) => each.getAttribute("aria-label"))).toEqual(["More"]);
  }
});

test("axe finds nothing serious in either theme", async () => {
  await expectAccessible(await bar({ people: [other], asOf: "2024-12" }));
  await expectAccessible(await bar({ people: [other] }, "dark"));
});

test("on a phone, whoever may only look still reads what the map is called", async () => {
  await page.viewport(390, 844);
  onTestFinished(() => page.viewport(1280, 800));
  const element = await bar({ narrow: true, save: { kind: "read-only" }, looks: true, people: [other] });
  expect(find(element, "h1").clientWidth).toBeGreaterThan(60);
  expect(element.scrollWidth).toBeLessThanOrEqual(390);
  expect(readingOf(element)).toContain("View only");
});
