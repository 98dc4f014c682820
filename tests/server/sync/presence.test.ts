// Who is here: nobody can speak for another, nobody is lost by reconnecting, and echoes do no harm.
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";

import { defaultLimits } from "../../../server/limits.ts";
import { ByteReader } from "../../../server/sync/byte-reader.ts";
import { Presence } from "../../../server/sync/presence.ts";
import { bytes } from "../../support/update-bytes.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A room with one listener in it, and the frames it was sent. */
function setUp() {
  const frames: Uint8Array[] = [];
  const presence = new Presence<string>(defaultLimits, (frame) => frames.push(frame));
  const seen = new Awareness(new Y.Doc());
  const names = () => {
    vi.advanceTimersByTime(1000);
    for (const frame of frames.splice(0)) apply(seen, frame);
    const others = [...seen.getStates()].filter(([id]) => id !== seen.clientID);
    return Object.fromEntries(others.map(([id, state]) => [id, state["name"] as unknown]));
  };
  return { frames, presence, names };
}

function apply(awareness: Awareness, frame: Uint8Array): void {
  const reader = new ByteReader(frame);
  reader.varUint();
  applyAwarenessUpdate(awareness, reader.varBytes(), "server");
}

const says = (id: number, clock: number, state: unknown) => bytes(1, id, clock, JSON.stringify(state));
const named = (name: string) => ({ name });

test("a state is seen, changed and taken back by its own socket", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  expect(names()).toEqual({ 7: "Ann" });
  presence.receive("ann", says(7, 2, named("Anna")));
  expect(names()).toEqual({ 7: "Anna" });
  presence.receive("ann", says(7, 3, null));
  expect(names()).toEqual({});
});

test("nobody speaks for an id that somebody else has, and nobody has two", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("bob", says(8, 1, named("Bob")));
  presence.receive("bob", says(7, 99, named("Bob as Ann")));
  presence.receive("bob", says(7, 99, null));
  presence.receive("bob", says(9, 1, named("Bob again")));
  expect(names()).toEqual({ 7: "Ann", 8: "Bob" });
});

test("one frame with 2,000 people adds at most one", () => {
  const { presence, names } = setUp();
  const entries = Array.from({ length: 2000 }, (_, index) => bytes(100 + index, 1, '{"name":"Director"}'));
  presence.receive("eve", bytes(2000, ...entries));
  expect(Object.keys(names())).toEqual(["100"]);
});

test("a closed socket takes its person along, and a late echo does not bring the person back", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 5, named("Ann")));
  presence.receive("bob", says(8, 1, named("Bob")));
  presence.leave("ann");
  presence.receive("bob", says(7, 5, named("Ann")));
  presence.receive("carl", says(7, 5, named("Ann")));
  expect(names()).toEqual({ 8: "Bob" });
});

test("somebody who comes back with an old clock is told to announce themselves anew, as y-protocols does", () => {
  const { presence, names } = setUp();
  const awareness = new Awareness(new Y.Doc());
  const say = () => encodeAwarenessUpdate(awareness, [awareness.clientID]);
  awareness.setLocalState(named("Ann"));
  presence.receive("old socket", say());
  expect(names()).toEqual({ [awareness.clientID]: "Ann" });
  presence.leave("old socket");
  expect(names()).toEqual({});
  const answer = presence.receive("new socket", say());
  expect(answer).toBeDefined();
  if (answer) apply(awareness, answer);
  expect(awareness.getLocalState()).toEqual(named("Ann"));
  presence.receive("new socket", say());
  expect(names()).toEqual({ [awareness.clientID]: "Ann" });
  awareness.destroy();
});

test("states over 4 KiB and clocks at the end of numbers are ignored", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("ann", says(7, 2, named("x".repeat(5000))));
  presence.receive("bob", says(8, 2 ** 53 - 2, named("Bob")));
  expect(names()).toEqual({ 7: "Ann" });
});

test("many changes in a moment are one frame, and who joins gets everybody in one", () => {
  const { presence, frames, names } = setUp();
  for (let clock = 1; clock <= 100; clock += 1)
    presence.receive("ann", says(7, clock, named(`Ann ${clock}`)));
  vi.advanceTimersByTime(defaultLimits.awarenessTickMs);
  expect(frames).toHaveLength(1);
  expect(names()).toEqual({ 7: "Ann 100" });
  presence.receive("bob", says(8, 1, named("Bob")));
  const newcomer = new Awareness(new Y.Doc());
  const all = presence.frame();
  if (all) apply(newcomer, all);
  expect([newcomer.getStates().get(7), newcomer.getStates().get(8)]).toEqual([
    named("Ann 100"),
    named("Bob"),
  ]);
  newcomer.destroy();
});

test("somebody who comes back is known by name before they are seen again, and echoes name nobody", () => {
  const { presence } = setUp();
  const user = (name: string) => ({ user: { name } });
  presence.receive("ann", says(7, 5, user("Ann")));
  presence.receive("ben", says(8, 1, user("Ben")));
  expect([presence.nameOf("ann"), presence.nameOf("ben")]).toEqual(["Ann", "Ben"]);
  presence.leave("ann");
  presence.receive("ben", says(7, 5, user("Ann")));
  expect(presence.nameOf("ben")).toBe("Ben");
  presence.receive("ann again", says(7, 5, user("Ann")));
  expect(presence.nameOf("ann again")).toBe("Ann");
});
