import { beforeEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";

import "../../../client/app/dialogs/names-dialog.ts";
import "../../../client/panels/inspector.ts";
import type { NamesDialog } from "../../../client/app/dialogs/names-dialog.ts";
import { readAsked } from "../../../client/app/asked.ts";
import { CommandEvent, noFilter } from "../../../client/app/events.ts";
import { searchGraph } from "../../../client/app/search-index.ts";
import { buildScene } from "../../../client/canvas/scene.ts";
import { aliasChanges, aliasesFromText, aliasesToText } from "../../../client/panels/alias-text.ts";
import { findEntities } from "../../../client/panels/entity-options.ts";
import { relationSentence } from "../../../client/panels/graph-reading.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import { matches } from "../../../client/views/filter-graph.ts";
import type { EntityId, RecordId, RelationId } from "../../../schema/ids.ts";
import { underNames } from "../../../schema/terms/naming.ts";
import { graphOf } from "../panels/graph-of.ts";
import {
  expectAccessible,
  find,
  forgetListeners,
  heard,
  mount,
  readingOf,
  settled,
} from "../panels/mount.ts";

const graph = graphOf({
  entities: {
    "s:TWN": {
      kind: "state",
      label: "Taiwan",
      aliases: [
        { name: "Chinese Taipei", use: "forum", forum: "WTO, APEC" },
        { name: "臺灣", use: "common" },
      ],
    },
    "a:CPTPP": { kind: "agreement", label: "CPTPP", aliases: [{ name: "CTPP", use: "typo" }] },
    "a:TPP": { kind: "agreement", label: "TPP" },
  },
  relations: { "r:1": { kind: "applied-to-join", from: "s:TWN", to: "a:CPTPP" } },
});
const shown = underNames(graph, "forum:WTO");
const found = (text: string) => searchGraph(shown, text).map(({ id }) => id);

beforeEach(forgetListeners);

test("NAM-2 canvas, sentences and search results use the names shown", () => {
  const { nodes } = buildScene({ graph: shown, stanceLines: [] });
  expect(nodes.get("s:TWN" as EntityId)?.look.name).toBe("Chinese Taipei");
  const relation = shown.relations.get("r:1" as RelationId);
  expect(relation && relationSentence(shown, relation)).toBe("Chinese Taipei applied to join CPTPP");
  expect(searchGraph(shown, "taiwan")[0]?.label).toBe("Chinese Taipei");
});

test("NAM-3 search, filter and fields find every name, and TPP is not found in CPTPP", () => {
  for (const name of ["Taiwan", "Chinese Taipei", "taipei", "臺灣"])
    expect([name, found(name)[0]]).toEqual([name, "s:TWN"]);
  expect(found("CTPP")[0]).toBe("a:CPTPP");
  expect(found("TPP")).toEqual(["a:TPP"]);
  const filtered = (text: string) => {
    const filter = { ...noFilter, text };
    return [...matches(shown, filter, readAsked(shown, filter).query).entities];
  };
  expect([filtered("tpp"), filtered("ctpp"), filtered("taiwan"), filtered("灣")]).toEqual([
    ["a:TPP"],
    ["a:CPTPP"],
    ["s:TWN"],
    ["s:TWN"],
  ]);
  const fields = (text: string) => findEntities(shown, text).map(({ id }) => id);
  expect([fields("TPP"), fields("ctpp"), fields("taipei")]).toEqual([["a:TPP"], ["a:CPTPP"], ["s:TWN"]]);
});

test("NAM-2 the inspector shows the name in use and edits the team's own", async () => {
  const element = await mount<Inspector>("entente-inspector", {
    graph: shown,
    selection: ["s:TWN" as RecordId],
  });
  const commands = heard<CommandEvent>(CommandEvent.type);
  expect(readingOf(element)).toContain("Our name: Taiwan");
  find(find(element, "h2 entente-editable-field"), ".read").click();
  await settled(element);
  await userEvent.keyboard("{End}, economy{Enter}");
  expect(commands.map(({ command, label }) => [command, label])).toEqual([
    [{ kind: "rename", id: "s:TWN", label: "Taiwan, economy" }, "Rename Taiwan to Taiwan, economy"],
  ]);
});

test("a name's forum is written in brackets after it, and kept", () => {
  const before = graph.entities.get("s:TWN" as EntityId)?.aliases ?? [];
  const text = aliasesToText(before);
  expect(text).toBe("Chinese Taipei (forum WTO, APEC)\n臺灣 (common)");
  expect(aliasesFromText(text, before)).toEqual(before);
  const after = aliasesFromText(
    "Chinese Taipei (forum: WTO)\nFormosa (historic)\nA name (in brackets)",
    before,
  );
  expect(after).toEqual([
    { name: "Chinese Taipei", use: "forum", forum: "WTO" },
    { name: "Formosa", use: "historic" },
    { name: "A name (in brackets)" },
  ]);
  expect(aliasChanges(before, aliasesFromText("Chinese Taipei (forum WTO)\n臺灣 (common)", before))).toEqual({
    "aliases.chinese-taipei": { name: "Chinese Taipei", use: "forum", forum: "WTO" },
  });
});

test.each(["light", "dark"] as const)(
  "the names are chosen by keyboard from what the map has (%s)",
  async (theme) => {
    const element = await mount<NamesDialog>("entente-names-dialog", { graph }, theme);
    const commands = heard<CommandEvent>(CommandEvent.type);
    const dialog = find(element, "wa-dialog");
    const isShown = new Promise((resolve) =>
      dialog.addEventListener("wa-after-show", resolve, { once: true }),
    );
    element.show();
    await isShown;
    await settled(element);
    expect(readingOf(element)).toContain("Taiwan is Chinese Taipei");
    await expectAccessible(element);
    find(element, 'input[value="official"]').focus();
    await userEvent.keyboard("{ArrowDown}");
    expect(commands.map(({ command, label }) => [command, label])).toEqual([
      [{ kind: "set-meta", fields: { naming: "forum:APEC" } }, "Show names as used in APEC"],
    ]);
  },
);
