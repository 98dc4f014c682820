import { beforeEach, expect, test } from "vitest";

import { PlaceEvent } from "../../../client/app/events.ts";
import "../../../client/panels/inspector.ts";
import type { Inspector } from "../../../client/panels/inspector.ts";
import type { RecordId } from "../../../schema/ids.ts";
import { sample } from "./fixture.ts";
import { expectAccessible, find, forgetListeners, heard, mount, readingOf, settled } from "./mount.ts";

beforeEach(forgetListeners);

const inspector = (change: NonNullable<Inspector["elsewhere"]>["change"]) =>
  mount<Inspector>("entente-inspector", {
    graph: sample,
    selection: ["clm:gone" as RecordId],
    elsewhere: { what: "Thailand spoke well of it.", change },
    loadHistory: async (record) => ({ kind: "problem", message: `Asked for ${record}.` }),
  });

test("what holds on another day says so, and one press leads there", async () => {
  const element = await inspector({ asOf: "2020-11-30" });
  const reading = readingOf(element);
  for (const text of ["Thailand spoke well of it.", "does not hold on the day that is shown"])
    expect(reading).toContain(text);
  const places = heard<PlaceEvent>(PlaceEvent.type);
  find(element, "button", "Show the map as of 30 November 2020").click();
  expect(places.map(({ change }) => change)).toEqual([{ asOf: "2020-11-30" }]);
  await expectAccessible(element);
});

test("its history can be read all the same", async () => {
  const element = await inspector({ asOf: "2020-11-30" });
  find(element, "button", "History").click();
  await settled(element);
  expect(readingOf(element)).toContain("Asked for clm:gone.");
});

test("what is background, or was published later, is led to as such", async () => {
  const reading = readingOf(await inspector({ background: true, knownBy: null }));
  expect(reading).toContain("outside the team's own sources, and it was published after");
  expect(reading).toContain("Show the map with background facts, with what was published later");
});
