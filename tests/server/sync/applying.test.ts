// In which order, and in how many turns of the event loop, stored updates are applied.
import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";

import { defaultLimits, type Limits } from "../../../server/limits.ts";
import { Applying } from "../../../server/sync/applying.ts";

const updateOf = (byteLength: number) => ({ bytes: new Uint8Array(byteLength), items: [], ends: new Map() });

function setUp(limits: Partial<Limits>, now = () => 0) {
  const said: (number | string)[] = [];
  const applying = new Applying(
    (_, seq) => said.push(seq),
    () => said.push("done"),
    { limits: { ...defaultLimits, ...limits }, now },
  );
  const add = (seqs: readonly number[], bytes = 10) =>
    applying.add(
      seqs.map(() => updateOf(bytes)),
      seqs,
      () => said.push("applied"),
    );
  return { said, add };
}

test("what fits into one turn is applied at once", () => {
  const { said, add } = setUp({});
  add([1, 2]);
  expect(said).toEqual([1, 2, "applied", "done"]);
});

test("a long import leaves the event loop to others in between, and what comes meanwhile waits its turn", async () => {
  const { said, add } = setUp({ appliedBytesPerTurn: 20 });
  add([1, 2, 3]);
  expect(said).toEqual([1, 2]);
  add([4]);
  expect(said).toEqual([1, 2]);
  await nextTurn();
  await nextTurn();
  expect(said).toEqual([1, 2, 3, "applied", 4, "applied", "done"]);
});

test("so does one that takes long", async () => {
  let time = 0;
  const { said, add } = setUp({ appliedMsPerTurn: 1 }, () => (time += 1));
  add([1, 2, 3]);
  expect(said).toEqual([1]);
  await expect.poll(() => said.at(-1)).toBe("done");
  expect(said).toEqual([1, 2, 3, "applied", "done"]);
});
