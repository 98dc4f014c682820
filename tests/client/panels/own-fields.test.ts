import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/panels/inspector.ts";
import { searchGraph } from "../../../client/app/search-index.ts";
import { noFilter, type CommandEvent } from "../../../client/app/events.ts";
import { entityRows, relationRows } from "../../../client/app/legend.ts";
import { buildScene } from "../../../client/canvas/scene.ts";
import type { EditDialogs } from "../../../client/panels/edit-dialogs.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import { relationChoice } from "../../../client/panels/relation-choice.ts";
import { matches } from "../../../client/views/filter-graph.ts";
import { columnsOf } from "../../../client/views/own-columns.ts";
import type { Graph } from "../../../schema/graph.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import type { OwnTerms } from "../../../schema/terms/own-terms.ts";
import { newIds } from "../../../client/controls/new-id.ts";
import { commandsFromNow, faultsOf, open, submit, type } from "./dialog-steps.ts";
import { graphOf } from "./graph-of.ts";
import { deepAll, find, field, forgetListeners, heard, mount, readingOf, settled, textOf } from "./mount.ts";

const terms: OwnTerms = {
  entityKinds: {
    rumour: { label: "Rumour", plural: "Rumours", icon: "megaphone" },
    leak: { label: "Leak", plural: "Leaks", retired: true },
  },
  relationKinds: { lobbies: { label: "lobbies", inverse: "lobbied by", from: ["company"], to: ["rumour"] } },
  fields: {
    tonnage: { label: "Tonnage", type: "number", entities: ["rumour", "company"], relations: "any" },
    mood: { label: "Mood", type: "choice", options: ["calm", "angry"], entities: ["rumour"] },
  },
};
const graph: Graph = {
  ...graphOf({
    entities: {
      "x:one": {
        kind: "rumour",
        label: "A plant is planned",
        properties: { mood: "calm", port: "Kaohsiung" },
      },
      "x:two": { kind: "leak", label: "A draft" },
      "x:six": { kind: "gossip", label: "Talk" },
      "c:TSMC": { kind: "company", label: "TSMC", properties: { tonnage: 1250 } },
    },
    relations: { "r:1": { kind: "lobbies", from: "c:TSMC", to: "x:one", properties: { tonnage: 3 } } },
  }),
  meta: terms,
};

async function dialog(request: Parameters<EditDialogs["open"]>[0]): Promise<EditDialogs> {
  const element = await mount<EditDialogs>("entente-edit-dialogs", { graph, ids: newIds() });
  await open(element, request);
  return element;
}

const inspect = (id: string) => mount<Inspector>("entente-inspector", { graph, selection: [id as RecordId] });

beforeEach(forgetListeners);

test("OWN-3 legend, canvas, search, filter and inspector call a kind by the team's word", async () => {
  expect(entityRows(graph).map(({ label, icon = "" }) => [label, icon])).toEqual([
    ["Companies", ""],
    ["gossip (unknown kind)", ""],
    ["Leaks (retired kind)", ""],
    ["Rumours", "megaphone"],
  ]);
  expect(relationRows(graph).map(({ label }) => label)).toEqual(["lobbies"]);
  const { nodes } = buildScene({ graph, stanceLines: [] });
  expect(nodes.get("x:one" as EntityId)).toMatchObject({ kind: "Rumour", look: { icon: "megaphone" } });
  expect(searchGraph(graph, "kaohsiung")[0]).toMatchObject({ id: "x:one", detail: "Rumour" });
  expect([...matches(graph, { ...noFilter, text: "lobbies kaohsiung" }).relations]).toEqual(["r:1"]);
  expect(readingOf(await inspect("x:two"))).toContain("Leak (retired kind)");
});

test("OWN-4 a form offers the team's kinds after the vocabulary's, and no retired one", async () => {
  const element = await dialog({ kind: "add-entity" });
  find(element, "button", "More kinds").click();
  await settled(element);
  const kinds = deepAll(element, ".kind").map(textOf);
  expect(kinds.slice(0, 3)).toEqual(["State or economy", "Agreement", "Company"]);
  expect(kinds.at(-1)).toBe("Rumour");
  expect(kinds).not.toContain("Leak");
  expect(relationChoice("company", "rumour", [], terms).fitting).toContain("lobbies");
  expect(relationChoice("rumour", "company", [], terms).others).toContain("lobbies");
});

test("OWN-5 a new record has the fields of its kind, and a value that does not fit is refused", async () => {
  const element = await dialog({ kind: "add-entity", entityKind: "rumour", label: "A strike" });
  const commands = commandsFromNow();
  await type(element, "own.tonnage", "many");
  await submit(element);
  expect(faultsOf(element)).toEqual(["“many” must be a number."]);
  field(element, '[name="own.tonnage"]').select();
  await userEvent.keyboard("1,250");
  await userEvent.selectOptions(find(element, '[name="own.mood"]'), "angry");
  await submit(element);
  expect(commands()).toEqual([
    {
      kind: "add-entity",
      id: "x:a-strike",
      fields: { kind: "rumour", label: "A strike", properties: { mood: "angry", tonnage: 1250 } },
    },
  ]);
});

test("OWN-5 the inspector edits own fields in place, and keeps those it does not know", async () => {
  const element = await inspect("x:one");
  const commands = heard<CommandEvent>("entente-command");
  expect(readingOf(element)).toContain("port (unknown field)");
  find(find(element, ".own-mood"), ".read").click();
  await settled(element);
  await userEvent.keyboard("{ArrowDown}{Enter}");
  find(element, ".link-button", "Add Tonnage").click();
  await settled(element);
  await userEvent.keyboard("x{Enter}");
  await settled(element);
  expect(textOf(find(element, ".fault"))).toBe("“x” must be a number.");
  await userEvent.keyboard("{Control>}a{/Control}7{Enter}");
  expect(commands.map(({ command }) => command)).toEqual([
    { kind: "change", id: "x:one", fields: { "properties.mood": "angry" } },
    { kind: "change", id: "x:one", fields: { "properties.tonnage": 7 } },
  ]);
  const relation = await inspect("r:1");
  expect(textOf(find(find(relation, ".own-tonnage"), ".read"))).toContain("3");
});

test("OWN-5 tables have a column for each field in use", () => {
  const headers = (table: "entities" | "relations" | "claims") =>
    columnsOf(table, terms).map(({ header }) => header);
  expect(headers("entities").slice(-2)).toEqual(["Mood", "Tonnage"]);
  expect(headers("relations").at(-1)).toBe("Tonnage");
  expect(headers("claims")).not.toContain("Tonnage");
});
