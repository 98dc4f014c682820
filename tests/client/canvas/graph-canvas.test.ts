import { beforeEach, describe, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import {
  CommandEvent,
  DialogRequestEvent,
  EvidenceRequestEvent,
  noFilter,
  PinEvent,
  PlaceEvent,
  PresenceEvent,
  SelectEvent,
} from "../../../client/app/events.ts";
import { stanceLines } from "../../../client/app/stance-lines.ts";
import type { GraphCanvas } from "../../../client/canvas/graph-canvas.ts";
import type { Peer } from "../../../client/session/session-state.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import type { Entity } from "../../../schema/records.ts";
import { instantOf } from "../../../schema/time.ts";
import { decisionId, evaluationOf, sample } from "../panels/fixture.ts";
import { graphOf } from "../panels/graph-of.ts";
import { deepAll, expectAccessible, find, forgetListeners, heard, mount, textOf } from "../panels/mount.ts";
import { canvasWith, click, drag, drawn, eventually, frames, mouse, nodesOn } from "./hand.ts";
import { mapOf, withEntity } from "./places.ts";

const id = (text: string) => text as EntityId;
const small = mapOf(
  ["s:AAA", "s:BBB", "s:CCC", "a:X"],
  [
    ["s:AAA", "a:X"],
    ["s:BBB", "a:X"],
  ],
);

function at(element: GraphCanvas, node: string): [number, number] {
  const place = nodesOn(element).get(node);
  if (!place) throw new Error(`${node} is not on the canvas`);
  return [place.x, place.y];
}

/** Tells the element what the application would after a selection. */
function follow(element: GraphCanvas): void {
  element.addEventListener(SelectEvent.type, (event) => {
    element.selection = event.ids;
  });
}

beforeEach(forgetListeners);

describe("what it says", () => {
  test("a graph has a name, a description and nothing that axe objects to", async () => {
    const element = await canvasWith(sample, { evaluation: evaluationOf() });
    const stage = find(element, ".stage");
    expect(stage.getAttribute("aria-label")).toBe("Graph");
    expect(textOf(find(element, "#summary"))).toMatch(/^Graph with \d+ entities and \d+ lines\./);
    await expectAccessible(element);
  });

  test("an empty map has one sentence and one button", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const element = await mount<GraphCanvas>("entente-graph-canvas", {
      graph: graphOf({}),
      layout: new Map(),
    });
    await eventually(() => find(element, ".message", "Nothing is on this map yet."));
    find(element, ".message button").click();
    expect(asked[0]?.request).toEqual({ kind: "add-entity" });
  });

  test("where nothing fits the filters, they can be cleared", async () => {
    const changed = heard<PlaceEvent>(PlaceEvent.type);
    const element = await canvasWith(small);
    element.filter = { ...noFilter, hiddenEntityKinds: new Set(["state", "agreement"]) };
    await eventually(() => find(element, ".message", "Nothing fits the filters."));
    find(element, ".message button").click();
    expect(changed[0]?.change.filter).toBe(noFilter);
  });

  test("without data it says nothing at all", async () => {
    const element = await mount<GraphCanvas>("entente-graph-canvas", {});
    await frames();
    expect(deepAll(element, ".message")).toEqual([]);
  });
});

describe("the pointer", () => {
  test("a click selects, with Shift it adds, on nothing it clears", async () => {
    const selected = heard<SelectEvent>(SelectEvent.type);
    const element = await canvasWith(small);
    follow(element);
    await click(element, ...at(element, "s:AAA"));
    await click(element, ...at(element, "s:BBB"), { shiftKey: true });
    await click(element, ...at(element, "s:AAA"), { ctrlKey: true });
    await click(element, 6, 6);
    expect(selected.map(({ ids }) => ids)).toEqual([["s:AAA"], ["s:AAA", "s:BBB"], ["s:BBB"], []]);
  });

  test("a click on a line selects its relation", async () => {
    const selected = heard<SelectEvent>(SelectEvent.type);
    const element = await canvasWith(mapOf(["s:AAA", "s:BBB"], [["s:AAA", "s:BBB"]]));
    const [[x1, y1], [x2, y2]] = [at(element, "s:AAA"), at(element, "s:BBB")];
    await click(element, (x1 + x2) / 2, (y1 + y2) / 2);
    expect(selected[0]?.ids).toEqual(["r:0"]);
  });

  test("a click on a stance shows its evidence", async () => {
    const asked = heard<EvidenceRequestEvent>(EvidenceRequestEvent.type);
    const lines = stanceLines(sample, instantOf("2024-12-15")).filter(
      ({ decision }) => decision === decisionId,
    );
    const japan = lines.find(({ actor }) => actor === "s:JPN");
    const element = await canvasWith(
      {
        ...mapOf(["s:JPN"], []),
        entities: new Map([...sample.entities].filter(([key]) => key === "s:JPN" || key === decisionId)),
      },
      { stanceLines: japan ? [japan] : [] },
    );
    const [[x1, y1], [x2, y2]] = [at(element, "s:JPN"), at(element, decisionId)];
    await click(element, (x1 + x2) / 2, (y1 + y2) / 2);
    expect(asked[0]).toMatchObject({ about: "s:JPN", claims: japan?.claims });
  });

  test("a double click on a node renames it", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const element = await canvasWith(small);
    await click(element, ...at(element, "s:AAA"));
    await click(element, ...at(element, "s:AAA"));
    expect(asked.map(({ request }) => request)).toEqual([{ kind: "rename", id: "s:AAA" }]);
  });

  test("a double click on empty ground adds an entity there", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const element = await canvasWith(small);
    await click(element, 20, 20);
    await click(element, 20, 20);
    expect(asked[0]?.request).toMatchObject({
      kind: "add-entity",
      at: [expect.any(Number), expect.any(Number)],
    });
  });

  test("two quick clicks on two nodes are no double click", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const element = await canvasWith(small);
    await click(element, ...at(element, "s:AAA"));
    await click(element, ...at(element, "s:BBB"));
    expect(asked).toEqual([]);
  });

  test("dragging a node pins it where it is let go, and shows others the way at most 15 times a second", async () => {
    const pinned = heard<PinEvent>(PinEvent.type);
    const presence = heard<PresenceEvent>(PresenceEvent.type);
    const element = await canvasWith(small);
    const [x, y] = at(element, "s:AAA");
    const startMs = performance.now();
    await drag(element, [x, y], [x + 80, y + 40]);
    const seconds = (performance.now() - startMs) / 1000;
    expect([...(pinned[0]?.pins.keys() ?? [])]).toEqual(["s:AAA"]);
    expect(pinned[0]?.pins.get(id("s:AAA"))?.every(Number.isInteger)).toBe(true);
    const drags = presence.filter(({ change }) => change.drag !== undefined);
    expect(drags.at(-1)?.change.drag).toBeNull();
    expect(drags.length).toBeLessThanOrEqual(15 * seconds + 3);
    const after = at(element, "s:AAA");
    expect(Math.hypot(after[0] - x - 80, after[1] - y - 40)).toBeLessThan(3);
  });

  test("what is selected together is dragged together", async () => {
    const pinned = heard<PinEvent>(PinEvent.type);
    const element = await canvasWith(small, { selection: ["s:AAA", "s:BBB"] as RecordId[] });
    const [x, y] = at(element, "s:AAA");
    const before = at(element, "s:BBB");
    await drag(element, [x, y], [x + 50, y]);
    expect([...(pinned[0]?.pins.keys() ?? [])].toSorted()).toEqual(["s:AAA", "s:BBB"]);
    expect(at(element, "s:BBB")[0] - before[0]).toBeCloseTo(50, -0.5);
  });

  test("dragging empty ground pans, and with Shift selects what the box holds", async () => {
    const selected = heard<SelectEvent>(SelectEvent.type);
    const element = await canvasWith(small);
    const before = at(element, "a:X");
    await drag(element, [8, 8], [48, 28]);
    const after = at(element, "a:X");
    expect([Math.round(after[0] - before[0]), Math.round(after[1] - before[1])]).toEqual([40, 20]);
    await drag(element, [4, 4], [896, 596], { shiftKey: true });
    expect([...(selected.at(-1)?.ids ?? [])].toSorted()).toEqual(["a:X", "s:AAA", "s:BBB", "s:CCC"]);
  });

  test("what is not next to the hovered node sinks to a quarter, and comes back", async () => {
    const element = await canvasWith(small, { selection: [] });
    const front = element.renderRoot.querySelector<HTMLCanvasElement>(".front");
    const [x, y] = at(element, "s:CCC");
    // Beside the node, where nothing is drawn but the veil.
    const veil = () => {
      const ratio = window.devicePixelRatio;
      const pixel = front?.getContext("2d")?.getImageData((x - 40) * ratio, (y - 30) * ratio, 1, 1).data;
      return Math.round(((pixel?.[3] ?? 0) / 255) * 100) / 100;
    };
    expect(veil()).toBe(0);
    mouse(element, "mousemove", ...at(element, "s:AAA"), { buttons: 0 });
    await eventually(() => expect(veil()).toBeCloseTo(0.75));
    mouse(element, "mousemove", 4, 4, { buttons: 0 });
    await eventually(() => expect(veil()).toBe(0));
  });

  test("the handle of a hovered node, dragged to another, asks for a relation", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const element = await canvasWith(small);
    mouse(element, "mousemove", ...at(element, "s:AAA"), { buttons: 0 });
    const handle = find(element, ".handle");
    await eventually(() => expect(handle.hidden).toBe(false));
    // The capture of a pointer that does not exist would throw.
    handle.setPointerCapture = () => undefined;
    const send = (type: string, [clientX, clientY]: readonly [number, number]) =>
      handle.dispatchEvent(new PointerEvent(type, { clientX, clientY, button: 0, bubbles: true }));
    send("pointerdown", at(element, "s:AAA"));
    send("pointermove", at(element, "s:BBB"));
    send("pointerup", at(element, "s:BBB"));
    expect(asked[0]?.request).toEqual({ kind: "add-relation", from: "s:AAA", to: "s:BBB" });
  });
});

describe("the keyboard", () => {
  test("arrows walk from node to node and are announced, Enter inspects", async () => {
    const selected = heard<SelectEvent>(SelectEvent.type);
    const element = await canvasWith(small);
    follow(element);
    find(element, ".stage").focus();
    await userEvent.keyboard("{ArrowRight}");
    expect(selected[0]?.ids).toEqual(["a:X"]);
    await eventually(() =>
      expect(textOf(find(element, '[role="status"]'))).toBe("The a:X, Agreement, 2 lines."),
    );
    await userEvent.keyboard("{ArrowLeft}{ArrowRight}{ArrowUp}{ArrowDown}");
    expect(selected.length).toBeGreaterThan(1);
    const before = selected.length;
    await userEvent.keyboard("{Enter}");
    expect(selected).toHaveLength(before + 1);
  });

  test("Shift-F10 opens the menu of what is selected, whose entries are ordinary events", async () => {
    const asked = heard<DialogRequestEvent>(DialogRequestEvent.type);
    const commands = heard<CommandEvent>(CommandEvent.type);
    const element = await canvasWith(small, { selection: ["s:AAA"] as RecordId[] });
    find(element, ".stage").focus();
    await userEvent.keyboard("{Shift>}{F10}{/Shift}");
    await eventually(() => expect(deepAll(element, '[role="menuitem"]').length).toBeGreaterThan(4));
    const labels = deepAll(element, '[role="menuitem"] .label').map(textOf);
    expect(labels).toEqual(["Inspect", "Rename…", "Relate…", "Add claim…", "Pin here", "Retract"]);
    await expectAccessible(element);
    find(element, '[role="menuitem"]', "Relate…").click();
    expect(asked[0]?.request).toEqual({ kind: "add-relation", from: "s:AAA" });
    find(element, '[role="menuitem"]', "Retract").click();
    expect(commands[0]).toMatchObject({
      command: { kind: "retract", ids: ["s:AAA"] },
      label: "Retract The s:AAA",
    });
  });
});

describe("edits and people", () => {
  test("an edit moves nobody, and what is new appears beside its neighbours", async () => {
    const element = await canvasWith(small);
    const before = nodesOn(element);
    const entity = { id: id("s:NEW"), kind: "state", label: "New" } as Entity;
    element.graph = withEntity(small, entity);
    await eventually(() => expect(nodesOn(element).has("s:NEW")).toBe(true));
    await frames(30);
    for (const [node, place] of before) expect(nodesOn(element).get(node)).toEqual(place);
  });

  test("what is retracted and restored is where it was", async () => {
    const element = await canvasWith(small);
    const before = at(element, "s:AAA");
    element.graph = mapOf(["s:BBB", "s:CCC", "a:X"], []);
    await eventually(() => expect(nodesOn(element).has("s:AAA")).toBe(false));
    element.graph = small;
    await eventually(() => expect(at(element, "s:AAA")).toEqual(before));
  });

  test("a pin set elsewhere moves its node, and taking it back returns it", async () => {
    const element = await canvasWith(small);
    const before = at(element, "s:AAA");
    element.pins = new Map([[id("s:AAA"), [300, 200]]]);
    await eventually(() => expect(at(element, "s:AAA")).not.toEqual(before));
    element.pins = new Map();
    await eventually(() => expect(at(element, "s:AAA")).toEqual(before));
  });

  test("others' pointers carry their names, and what they drag moves with them", async () => {
    const element = await canvasWith(small);
    const before = at(element, "s:AAA");
    const peer: Peer = {
      clientId: 7,
      name: "Mei-Ling Wu",
      color: "#8a5cd6",
      initials: "MW",
      selection: ["s:BBB" as RecordId],
      cursor: [10, 20],
      drag: { ids: [id("s:AAA")], by: [60, 0] },
    };
    element.peers = [peer];
    await eventually(() => expect(textOf(find(element, ".peer-name"))).toBe("Mei-Ling Wu"));
    await eventually(() => expect(at(element, "s:AAA")[0]).toBeGreaterThan(before[0] + 10));
    element.peers = [{ ...peer, cursor: null, drag: null }];
    await eventually(() => expect(at(element, "s:AAA")).toEqual(before));
    expect(deepAll(element, ".peer-cursor")).toEqual([]);
  });

  test("tidying moves what is not pinned", async () => {
    const element = await canvasWith(small, { pins: new Map([[id("s:CCC"), [500, 500]]]) });
    await drag(element, at(element, "s:AAA"), [20, 20]);
    const dragged = at(element, "s:AAA");
    element.tidy();
    await eventually(() => expect(at(element, "s:AAA")).not.toEqual(dragged));
  });

  test("off the page and on again, it is as before", async () => {
    const element = await canvasWith(small);
    const before = nodesOn(element);
    const parent = element.parentElement;
    element.remove();
    parent?.append(element);
    await drawn(element);
    expect(nodesOn(element)).toEqual(before);
  });
});

describe("pictures", () => {
  test("the SVG holds every node and line by id, the legend, and what it was made from", async () => {
    const element = await canvasWith(sample, { evaluation: evaluationOf() });
    const svg = element.toSvg("Workspace cptpp · snapshot 1");
    const picture = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(picture.querySelector("parsererror")).toBeNull();
    for (const key of sample.entities.keys()) expect(picture.getElementById(`node-${key}`)).not.toBeNull();
    for (const key of sample.relations.keys()) expect(picture.getElementById(`line-${key}`)).not.toBeNull();
    expect(picture.documentElement.textContent).toContain("Workspace cptpp · snapshot 1");
    expect(picture.documentElement.textContent).toContain("Unanimity of 11");
  });

  test("the PNG is twice as fine as the screen and not empty", async () => {
    const element = await canvasWith(small);
    const bitmap = await createImageBitmap(await element.toPng());
    expect(bitmap.width).toBeGreaterThan(1200);
    expect(Math.max(bitmap.width, bitmap.height)).toBeLessThanOrEqual(8192);
  });
});
