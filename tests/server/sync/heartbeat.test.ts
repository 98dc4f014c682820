// Whether there is still somebody, by a clock that the test turns.
import { expect, test } from "vitest";

import { defaultLimits } from "../../../server/limits.ts";
import { Heartbeat } from "../../../server/sync/heartbeat.ts";

const limits = { ...defaultLimits, pingMs: 100, pingsMissedMax: 2, probeMs: 10 };

function setUp() {
  const clock = { now: 0 };
  const pings: string[] = [];
  const ping = (word: unknown = "") => void pings.push(String(word));
  const heartbeat = new Heartbeat({ ping }, { limits, now: () => clock.now });
  const beatAt = (now: number, isHeldUp = false) => {
    clock.now = now;
    return heartbeat.beat(isHeldUp);
  };
  return { heartbeat, pings, beatAt };
}

test("whoever answers no ping is taken for gone, and whoever sends anything is not", () => {
  const { heartbeat, pings, beatAt } = setUp();
  expect([beatAt(99), pings.length]).toEqual([true, 0]);
  expect([beatAt(100), beatAt(150), beatAt(200), pings.length]).toEqual([true, true, true, 2]);
  heartbeat.heard();
  expect([beatAt(300), beatAt(400), beatAt(499), beatAt(500)]).toEqual([true, true, true, false]);
});

test("a probe asks once, and has to be answered sooner, by its own answer", () => {
  const { heartbeat, pings, beatAt } = setUp();
  heartbeat.probe();
  heartbeat.probe();
  expect(pings).toEqual(["probe"]);
  heartbeat.answered("");
  expect([beatAt(9), heartbeat.probesAnswered]).toEqual([true, 0]);
  expect(beatAt(10)).toBe(false);
  heartbeat.answered("probe");
  heartbeat.answered("probe");
  expect([beatAt(50), heartbeat.probesAnswered]).toEqual([true, 1]);
});

test("while much waits to be read, silence says nothing, and nothing is asked", () => {
  const { heartbeat, pings, beatAt } = setUp();
  heartbeat.probe();
  expect([beatAt(1000, true), beatAt(2000, true), pings]).toEqual([true, true, ["probe"]]);
  expect([beatAt(2009), beatAt(2010)]).toEqual([true, false]);
});
