import { beforeEach, expect, test } from "vitest";
import {
  DialogRequestEvent,
  EvidenceRequestEvent,
  PinEvent,
  PresenceEvent,
  SelectEvent,
} from "../../../client/app/events.ts";
import { stanceLines } from "../../../client/app/stance-lines.ts";
import type { EntityId, RecordId } from "../../../schema/ids.ts";
import { instantOf } from "../../../schema/time.ts";
import { decisionId, sample } from "../panels/fixture.ts";
import { deepAll, find, forgetListeners, heard } from "../panels/mount.ts";
import { at, canvasWith, click, drag, eventually, follow, mouse, small } from "./hand.ts";
import { mapOf } from "./places.ts";

const id = (text: string) => text as EntityId;

beforeEach(forgetListeners);

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

test("whoever may only look moves the map and no node, and is offered nothing that changes it", async () => {
  const told = [PinEvent, DialogRequestEvent, PresenceEvent].map(({ type }) => heard<Event>(type));
  const element = await canvasWith(small);
  element.style.setProperty("--e-edits", "none");
  const [nodeBefore, otherBefore] = [at(element, "s:AAA"), at(element, "s:BBB")];
  await drag(element, nodeBefore, [nodeBefore[0] + 80, nodeBefore[1] + 40]);
  for (const axis of [0, 1] as const) {
    const by = at(element, "s:AAA")[axis] - nodeBefore[axis];
    expect(at(element, "s:BBB")[axis] - otherBefore[axis]).toBeCloseTo(by, 3);
  }
  await click(element, ...at(element, "s:AAA"));
  await click(element, ...at(element, "s:AAA"));
  expect(told.map((events) => events.length).slice(0, 2)).toEqual([0, 0]);
  mouse(element, "mousedown", ...at(element, "s:CCC"), { button: 2, buttons: 2 });
  mouse(element, "mouseup", ...at(element, "s:CCC"), { button: 2 });
  await eventually(() => find(element, "[role='menuitem']"));
  expect(menuLabels(element)).toEqual(["Inspect"]);

  element.style.removeProperty("--e-edits");
  const before = at(element, "s:AAA");
  await drag(element, before, [before[0] + 50, before[1]]);
  expect(at(element, "s:AAA")[0] - before[0]).toBeCloseTo(50, -0.5);
  expect(told[0]).toHaveLength(1);
});

function menuLabels(element: Element): readonly string[] {
  return deepAll(element, "[role='menuitem'] .label").map(({ textContent }) => textContent);
}
