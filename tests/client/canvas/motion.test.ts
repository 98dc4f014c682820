import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Throttle } from "../../../client/canvas/motion.ts";
import { PeerDrags } from "../../../client/canvas/peer-drags.ts";
import type { Peer } from "../../../client/session/session-state.ts";
import type { EntityId } from "../../../schema/ids.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("at most so many values a second, the first at once and the last always", () => {
  const sent: number[] = [];
  using throttle = new Throttle<number>(10, (value) => sent.push(value));
  for (let value = 0; value < 100; value += 1) {
    throttle.push(value);
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(200);
  expect(sent[0]).toBe(0);
  expect(sent.at(-1)).toBe(99);
  expect(sent.length).toBeLessThanOrEqual(12);
});

test("flushing sends what waits, and nothing twice", () => {
  const sent: string[] = [];
  using throttle = new Throttle<string>(1, (value) => sent.push(value));
  throttle.push("a");
  throttle.push("b");
  throttle.flush();
  throttle.flush();
  vi.advanceTimersByTime(2000);
  expect(sent).toEqual(["a", "b"]);
});

test("what somebody lets go of returns to its place once", () => {
  const id = "s:JPN" as EntityId;
  const homes = new Map([[id, { x: 10, y: 10 }]]);
  const drags = new PeerDrags();
  const peer: Peer = {
    clientId: 1,
    name: "A",
    color: "#336699",
    initials: "A",
    selection: [],
    cursor: null,
    drag: { ids: [id, "s:GONE" as EntityId], by: [5, -5] },
  };
  expect([...drags.update([peer], homes)]).toEqual([[id, { x: 15, y: 5 }]]);
  expect([...drags.update([{ ...peer, drag: null }], homes)]).toEqual([[id, { x: 10, y: 10 }]]);
  expect([...drags.update([], homes)]).toEqual([]);
});
