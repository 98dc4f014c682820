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

/** A room with so many listeners in it, what they were sent, and what one was told alone. */
function setUp(audience = 1) {
  const frames: Uint8Array[] = [];
  const told: [owner: string, frame: Uint8Array][] = [];
  const presence = new Presence<string>({
    limits: defaultLimits,
    now: () => performance.now(),
    broadcast: (frame) => {
      frames.push(frame);
      return audience;
    },
    tell: (owner, frame) => told.push([owner, frame]),
  });
  const seen = new Awareness(new Y.Doc());
  const names = () => {
    vi.advanceTimersByTime(1000);
    for (const frame of frames.splice(0)) apply(seen, frame);
    const others = [...seen.getStates()].filter(([id]) => id !== seen.clientID);
    return Object.fromEntries(others.map(([id, state]) => [id, state["name"] as unknown]));
  };
  return { frames, told, presence, names };
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

test("P10 nobody speaks for an id that somebody else has, and nobody has two", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("bob", says(8, 1, named("Bob")));
  presence.receive("bob", says(7, 99, named("Bob as Ann")));
  presence.receive("bob", says(7, 99, null));
  presence.receive("bob", says(9, 1, named("Bob again")));
  expect(names()).toEqual({ 7: "Ann", 8: "Bob" });
});

test("P10 one frame with 2,000 people adds at most one", () => {
  const { presence, names } = setUp();
  const entries = Array.from({ length: 2000 }, (_, index) => bytes(100 + index, 1, '{"name":"Director"}'));
  presence.receive("eve", bytes(2000, ...entries));
  expect(Object.keys(names())).toEqual(["100"]);
});

test("P10 a closed socket takes its person along, and a late echo does not bring the person back", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 5, named("Ann")));
  presence.receive("bob", says(8, 1, named("Bob")));
  presence.leave("ann");
  presence.receive("bob", says(7, 5, named("Ann")));
  presence.receive("carl", says(7, 5, named("Ann")));
  expect(names()).toEqual({ 8: "Bob" });
});

test("P10 somebody who comes back with an old clock is told to announce themselves anew, as y-protocols does", () => {
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

test("P10 states over 4 KiB and clocks at the end of numbers are ignored", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("ann", says(7, 2, named("x".repeat(5000))));
  presence.receive("bob", says(8, 2 ** 53 - 2, named("Bob")));
  expect(names()).toEqual({ 7: "Ann" });
});

test("P9 many changes in a moment are one frame, and who joins gets everybody in one", () => {
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

test("P10 whoever comes back by another socket before the old one is seen to be gone, stays visible all the time", () => {
  const { presence, told, names } = setUp();
  const awareness = new Awareness(new Y.Doc());
  const [id, say] = [awareness.clientID, () => encodeAwarenessUpdate(awareness, [awareness.clientID])];
  awareness.setLocalState(named("Ann"));
  presence.receive("old socket", say());
  expect(names()).toEqual({ [id]: "Ann" });
  awareness.setLocalState(named("Ann, back"));
  awareness.setLocalState(named("Ann, really"));
  presence.receive("new socket", say());
  expect(names()).toEqual({ [id]: "Ann" });
  presence.leave("old socket");
  for (const [owner, frame] of told.splice(0)) {
    expect(owner).toBe("new socket");
    apply(awareness, frame);
    presence.receive(owner, say());
  }
  expect(names()).toEqual({ [id]: "Ann, really" });
  awareness.destroy();
});

test("P10 whoever says they are somebody who is here gets nothing by it when that one leaves", () => {
  const { presence, told, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("eve", says(7, 2 ** 30, named("Eve")));
  presence.receive("bob", says(7, 1, named("Ann")));
  presence.leave("ann");
  expect(told.map(([owner]) => owner)).toEqual(["bob"]);
  expect(names()).toEqual({});
  presence.receive("ann again", says(7, 2, named("Ann")));
  expect(names()).toEqual({ 7: "Ann" });
});

test("P10 where the server knows who somebody is, they are shown under that name, whatever they call themselves", () => {
  const { presence, frames } = setUp();
  presence.receive(
    "eve",
    says(7, 1, { user: { name: "Director", color: "#123456" }, cursor: [1, 2] }),
    "Eve",
  );
  vi.advanceTimersByTime(1000);
  const seen = new Awareness(new Y.Doc());
  for (const frame of frames) apply(seen, frame);
  expect(seen.getStates().get(7)).toEqual({ user: { name: "Eve", color: "#123456" }, cursor: [1, 2] });
  expect(presence.nameOf("eve")).toBe("Eve");
  seen.destroy();
});

test("P9 whoever says nothing new is passed on seldom, but often enough for nobody to forget them", () => {
  const { presence, frames } = setUp();
  const heardAt: number[] = [];
  for (let second = 0; second < 120; second += 1) {
    presence.receive("ann", says(7, second + 1, named("Ann")));
    vi.advanceTimersByTime(1000);
    if (frames.splice(0).length > 0) heardAt.push(second);
  }
  expect(heardAt.length).toBeLessThanOrEqual(13);
  const silences = heardAt.slice(1).map((second, index) => second - (heardAt[index] ?? 0));
  expect(Math.max(...silences)).toBeLessThan(15);
});

test("P9 in a room of 500 who move all the time, everybody hears one message a second, of everybody once", () => {
  const { presence, frames } = setUp(500);
  presence.receive("0", says(1000, 1, named("0")));
  vi.advanceTimersByTime(1000);
  frames.length = 0;
  for (let clock = 2; clock < 22; clock += 1) {
    for (let person = 0; person < 500; person += 1)
      presence.receive(`${person}`, says(1000 + person, clock, named(`${person} ${clock}`)));
    vi.advanceTimersByTime(100);
  }
  expect(frames.length).toBe(2);
  expect(frames.every((frame) => frame.byteLength < 500 * 40)).toBe(true);
});

test("T22 however much some say of themselves, a room is sent so much a second and no more", () => {
  const audience = 400;
  const { frames, presence } = setUp(audience);
  const state = { name: "x".repeat(4000) };
  let [clock, sentBytes] = [0, 0];
  const seconds = 30;
  for (let ms = 0; ms < seconds * 1000; ms += 100) {
    clock += 1;
    for (let id = 1; id <= 90; id += 1) presence.receive(`${id}`, says(id, clock, { ...state, clock }));
    vi.advanceTimersByTime(100);
    for (const frame of frames.splice(0)) sentBytes += frame.byteLength * audience;
  }
  const { awarenessBytesPerSecond } = defaultLimits;
  expect(sentBytes).toBeLessThan(1.2 * seconds * awarenessBytesPerSecond);
  expect(sentBytes).toBeGreaterThan(0.5 * seconds * awarenessBytesPerSecond);
});

test("P9 what others' states hold is not looked at: an echo of all of them costs no parsing", () => {
  const { presence, names } = setUp();
  presence.receive("ann", says(7, 1, named("Ann")));
  presence.receive("bob", says(8, 1, named("Bob")));
  const echo = bytes(2, 7, 99, "{no JSON", 8, 2, JSON.stringify(named("Bobby")));
  expect(() => presence.receive("bob", echo)).not.toThrow();
  expect(names()).toEqual({ 7: "Ann", 8: "Bobby" });
});
