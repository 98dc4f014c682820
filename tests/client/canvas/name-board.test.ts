import { describe, expect, test } from "vitest";
import { Camera } from "../../../client/canvas/camera.ts";
import { NameBoard } from "../../../client/canvas/name-board.ts";
import type { NodeLayer } from "../../../client/canvas/node-layer.ts";
import type { Place } from "../../../client/canvas/places.ts";
import type { EntityId } from "../../../schema/ids.ts";
import { mapOf, shownOf } from "./places.ts";

const ids = Array.from({ length: 16 }, (_, index) => `s:n${index}` as EntityId);
const scene = shownOf(mapOf(ids, [[ids[0] ?? "", ids[15] ?? ""]]));
/** Four by four and far too close for all names. */
const places = new Map<EntityId, Place>(
  ids.map((id, index) => [id, { x: (index % 4) * 46, y: Math.floor(index / 4) * 46 }]),
);
const nobody = new Set<string>();

describe("names", () => {
  test("of what is hovered come on top, and nobody else's move", () => {
    const board = new NameBoard();
    board.rest(scene, places, 1, nobody, false);
    const resting = new Map(board.places);
    const hidden = ids.filter((id) => !resting.has(id));
    expect(hidden.length).toBeGreaterThan(0);
    board.light(new Set(hidden.slice(0, 2)), scene, places);
    for (const id of hidden.slice(0, 2)) expect(board.places.has(id)).toBe(true);
    for (const [id, place] of resting) expect(board.places.get(id)).toBe(place);
    board.light(undefined, scene, places);
    expect(board.places).toEqual(resting);
  });

  test("after a drag stand where they would have without it", () => {
    const [still, dragged] = [new NameBoard(), new NameBoard()];
    still.rest(scene, places, 1, nobody, false);
    dragged.rest(scene, places, 1, nobody, false);
    const away = new Map(places).set(ids[5] ?? ("" as EntityId), { x: 46, y: 100 });
    dragged.rest(scene, away, 1, nobody, true);
    dragged.rest(scene, places, 1, nobody, false);
    expect(dragged.places).toEqual(still.places);
  });

  test("of what is selected are always there", () => {
    const board = new NameBoard();
    board.rest(scene, places, 1, nobody, false);
    const hidden = ids.find((id) => !board.places.has(id)) ?? "";
    board.rest(scene, places, 1, new Set([hidden]), false);
    expect(board.places.has(hidden as EntityId)).toBe(true);
  });
});

describe("a panel over the right side", () => {
  const host = () => {
    const element = document.createElement("div");
    Object.assign(element.style, { width: "900px", height: "600px" });
    element.style.setProperty("--e-covered-right", "368px");
    document.body.replaceChildren(element);
    return element;
  };
  const cameraAt = (viewport: NodeLayer["viewport"]) => {
    const nodes = { viewport } as NodeLayer;
    return new Camera(nodes, host());
  };

  test("is left out of what can be seen", () => {
    expect(cameraAt({ x: 0, y: 0, zoom: 1 }).clearSize).toEqual({ width: 532, height: 600 });
  });

  test("makes what lies under it come out, and moves nothing else", async () => {
    const camera = cameraAt({ x: 0, y: 0, zoom: 1 });
    camera.uncover({ x: 300, y: 300 });
    camera.uncover({ x: 2000, y: 300 });
    expect(camera.view).toEqual({ x: 0, y: 0, zoom: 1 });
    camera.uncover({ x: 700, y: 300 });
    await expect.poll(() => camera.toScreen({ x: 700, y: 300 })[0]).toBeLessThan(532);
    expect(camera.view.zoom).toBe(1);
  });
});
