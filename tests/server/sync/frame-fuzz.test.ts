// Frames with changed bytes against the real reader, guard, document and presence (P17). `ENTENTE_FUZZ_SEEDS` sets how
// many runs there are; each is of 250 frames, so that 40,000 are ten million.
import { expect, test } from "vitest";
import type * as Y from "yjs";

import { isKeyOf } from "../../../schema/document.ts";
import { EntenteError } from "../../../schema/errors.ts";
import { roomParts, type RoomPart } from "../../../schema/protocol.ts";
import { defaultLimits } from "../../../server/limits.ts";
import { readFrame } from "../../../server/sync/frame.ts";
import type { CheckedUpdate } from "../../../server/sync/checked-update.ts";
import { Presence } from "../../../server/sync/presence.ts";
import type { RoomDocument } from "../../../server/sync/room-document.ts";
import { runSeeds } from "../../support/fuzz.ts";
import { openRoom } from "../../support/guarded-room.ts";
import { FrameSource } from "../../support/mutate-frames.ts";
import { Random } from "../../support/random.ts";

const framesEach = 250;
/** It waits for nothing, so this only has to be longer than ten million frames take. */
const timeout = 3_600_000;

/** A room under fire, and what must hold of it whatever comes. */
class Target {
  readonly outcomes: Record<string, number> = {};
  readonly #document: RoomDocument;
  readonly #part: RoomPart;
  readonly #presence = new Presence<string>({
    limits: defaultLimits,
    now: () => 0,
    broadcast: () => 1,
    tell: () => {},
  });
  readonly #queued: CheckedUpdate[] = [];
  readonly #written = new Map<string, ReadonlySet<string>>();
  #changes = 0;
  #applied = 0;

  constructor(document: RoomDocument, part: RoomPart) {
    this.#document = document;
    this.#part = part;
    document.read((doc) => doc.on("update", () => (this.#changes += 1)));
  }

  /** Takes a frame as a connection would. Anything but a refusal in our own words is passed on. */
  receive(frame: Uint8Array): void {
    let outcome: string;
    try {
      outcome = this.#take(frame);
    } catch (error) {
      if (!(error instanceof EntenteError)) throw error;
      // The guard let something through that Yjs could not take.
      if (error.code === "data-damaged") throw error;
      outcome = error.code;
    }
    this.outcomes[outcome] = (this.outcomes[outcome] ?? 0) + 1;
  }

  /** The oldest edit that was let through comes to the disk. */
  store(): void {
    const next = this.#queued.shift();
    if (!next) return;
    this.#document.apply(next, this.#document.seq + 1);
    this.#applied += 1;
  }

  check(): void {
    // An edit may change nothing that is seen, so that Yjs is silent about it.
    expect(this.#changes).toBeLessThanOrEqual(this.#applied);
    this.#document.read((doc) => {
      expect([doc.store.pendingStructs, doc.store.pendingDs]).toEqual([null, null]);
      if (this.#part !== "text") this.#checkKeys(doc);
    });
  }

  #take(frame: Uint8Array): string {
    const message = readFrame(frame);
    switch (message.kind) {
      case "update":
        return this.#judge(message.update);
      case "awareness":
        this.#presence.receive("somebody", message.entries);
        return message.kind;
      case "step1":
        this.#document.answers.step2(message.stateVector);
        return message.kind;
      default:
        return message.kind;
    }
  }

  #judge(update: Uint8Array): string {
    const verdict = this.#document.judge(update);
    if (verdict.kind === "new") {
      this.#document.queue(verdict.update);
      this.#queued.push(verdict.update);
    }
    return verdict.kind;
  }

  /** What was written once has a value for ever, and nothing stands where the room has no place for it. */
  #checkKeys(doc: Y.Doc): void {
    for (const root of doc.share.keys()) {
      const map = doc.getMap(root);
      const before = this.#written.get(root) ?? new Set();
      const keys = new Set(map.keys());
      expect([...before].filter((key) => !keys.has(key))).toEqual([]);
      expect([...keys].filter((key) => !isKeyOf(root, key))).toEqual([]);
      this.#written.set(root, keys);
    }
  }
}

function run(seed: number): Readonly<Record<string, number>> {
  const random = new Random(seed);
  const part = random.pick<RoomPart>(["graph", "graph", ...roomParts]);
  const document = openRoom(part);
  const [source, target] = [new FrameSource(document, part, random), new Target(document, part)];
  for (let count = 1; count <= framesEach; count += 1) {
    target.receive(source.next());
    if (random.chance(0.7)) target.store();
    if (count % 25 === 0) target.check();
  }
  return target.outcomes;
}

test("P17 no changed byte ends anything, leaves anything pending, or makes a key vanish", { timeout }, () => {
  const total: Record<string, number> = {};
  runSeeds("frame-fuzz", 80, (seed) => {
    for (const [outcome, count] of Object.entries(run(seed))) total[outcome] = (total[outcome] ?? 0) + count;
  });
  // It tries all that can become of a frame.
  for (const outcome of [
    "new",
    "repeat",
    "gap",
    "update-invalid",
    "protocol-invalid",
    "step1",
    "awareness",
    "auth",
  ])
    expect([outcome, (total[outcome] ?? 0) > 50]).toEqual([outcome, true]);
});
